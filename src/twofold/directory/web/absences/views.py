"""When one is away, and when one's people are: from one day to another, without a reason."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.directory.access import require_staff
from twofold.directory.actions.absences import note_absence, remove_absence
from twofold.directory.models import Absence, Party
from twofold.directory.web.forms import Day, DirectoryForm, local_today
from twofold.ui.undo import offer_undo

MOST = 500


class AbsenceForm(DirectoryForm):
    """Who is away, and when."""

    person = forms.TypedChoiceField(label=gettext_lazy("Who"), coerce=int)
    starts_on = Day(label=gettext_lazy("First day"), required=True)
    ends_on = Day(label=gettext_lazy("Last day"), required=True)

    def __init__(self, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people


@require_http_methods(["GET", "POST"])
def absence_list(request: HttpRequest) -> HttpResponse:
    """Absences to come and those that hold, one's own and those of one's people; and a form for another."""
    require_staff(request.actor)
    today = local_today()
    form = AbsenceForm(
        _people(request.actor),
        request.POST or None,
        initial={"person": request.actor.person_id, "starts_on": today, "ends_on": today},
    )
    if request.method == "POST" and form.carried_out(
        _note, form=form, actor=request.actor, now=timezone.now()
    ):
        offer_undo(request, _("Noted. Nothing is given to them on these days."))
        return redirect("directory:absence-list")
    theirs = visible_list(Absence, request.actor, "work").filter(ends_on__gte=today)
    rows = theirs.select_related("person").order_by("starts_on", "pk")[:MOST]
    context = {"form": form, "absences": rows, "today": today, "me": request.actor.person_id}
    status = 422 if form.is_bound else 200
    return render(request, "directory/web/absences/absence_list.html", context, status=status)


@require_POST
def absence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """They are there after all."""
    absence = get_visible(Absence, request.actor, pk, "work")
    remove_absence(absence, actor=request.actor, now=timezone.now())
    offer_undo(request, _("Taken back: they are there."))
    return redirect("directory:absence-list")


def _note(form: AbsenceForm, actor: Actor, now: datetime) -> Absence:
    told = dict(form.cleaned_data)
    person = get_visible(Party, actor, told.pop("person"), "name")
    return note_absence(person, **told, actor=actor, now=now)


def _people(actor: Actor) -> list[tuple[int, str]]:
    """Oneself, then those whose unit one leads, by name."""
    own = _named(visible_list(Party, actor, "name").filter(pk=actor.person_id, is_colleague=True))
    led = visible_list(Party, actor, "lead").filter(is_colleague=True, kind=Party.Kind.PERSON)
    return [*own, *_named(led.exclude(pk=actor.person_id).order_by("sort_name", "pk")[:MOST])]


def _named(people: QuerySet[Party]) -> list[tuple[int, str]]:
    return list(people.values_list("pk", "name"))
