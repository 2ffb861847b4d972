"""The settings of turns: who takes part in a unit, with what weight, and knowing what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from twofold.accounts.queries.workers import workers_of
from twofold.accounts.web.settings.tabs import tabs
from twofold.cases.actions.rotation_members import HEAVIEST, add_to_rotation, change_rotation, leave_rotation
from twofold.cases.models import CaseType, RotationMember
from twofold.cases.queries.turns import MemberTurn, member_turns, waiting_for_turn
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed, NotVisible
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.forms import DirectoryForm, unit_choices
from twofold.ui.undo import offer_undo

TEMPLATE = "cases/web/rotation/rotation.html"


class MemberForm(DirectoryForm):
    """How many turns someone gets, and what they know."""

    weight = forms.FloatField(
        label=gettext_lazy("Weight"),
        min_value=0.01,
        max_value=HEAVIEST,
        initial=1,
        widget=forms.NumberInput({"step": "any"}),
        help_text=gettext_lazy("0.5 is half as many as others."),
    )
    skills = forms.CharField(
        label=gettext_lazy("Skills"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("With commas between; a case whose type asks for one goes to who has it."),
    )
    is_in = forms.BooleanField(label=gettext_lazy("Takes turns"), required=False, initial=True)

    def told(self) -> dict[str, Any]:
        """What the form states, as the verbs take it."""
        return {"weight": self.cleaned_data["weight"], "skills": self.cleaned_data["skills"].split(",")}


class NewMemberForm(MemberForm):
    """Someone else."""

    person = forms.TypedChoiceField(label=gettext_lazy("Who"), coerce=int)
    field_order = ("person", "weight", "skills")

    def __init__(self, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people
        del self.fields["is_in"]


@dataclass(frozen=True)
class RotationPage:
    """Everything that the page shows.

    :param members: who takes turns, each with the form that changes it
    :param types: the types whose cases go round
    :param left: how many cases wait because nobody is eligible
    """

    unit_id: str
    unit: str
    units: list[tuple[int, str]]
    members: list[tuple[MemberTurn, MemberForm]]
    types: list[CaseType]
    left: int
    form: NewMemberForm


@require_http_methods(["GET", "POST"])
def rotation(request: HttpRequest) -> HttpResponse:
    """Who takes turns in a unit, and a form for someone else."""
    unit_id = _chosen(request.actor, request.POST.get("unit") or request.GET.get("unit", ""))
    form = NewMemberForm(_others(unit_id), request.POST or None)
    now = timezone.now()
    if request.method == "POST" and form.carried_out(
        _add, form=form, unit_id=unit_id, actor=request.actor, now=now
    ):
        offer_undo(request, _("Takes turns from now on."))
        return redirect(_address(unit_id))
    return _drawn(request, unit_id, form, now, 422 if form.is_bound else 200)


@require_POST
def rotation_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change someone's turns."""
    member = get_visible(RotationMember, request.actor, pk, "lead")
    form, now = MemberForm(request.POST, prefix=f"of-{pk}"), timezone.now()
    if form.carried_out(_change, form=form, member=member, actor=request.actor, now=now):
        offer_undo(request, _("Saved."))
        return redirect(_address(member.unit_id))
    new = NewMemberForm(_others(member.unit_id))
    return _drawn(request, member.unit_id, new, now, 422, {member.pk: form})


@require_POST
def rotation_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take someone out."""
    member = get_visible(RotationMember, request.actor, pk, "lead")
    leave_rotation(member, actor=request.actor, now=timezone.now())
    offer_undo(request, _("Takes turns no more."))
    return redirect(_address(member.unit_id))


def _drawn(
    request: HttpRequest,
    unit_id: int,
    form: NewMemberForm,
    now: datetime,
    status: int,
    broken: dict[int, MemberForm] | None = None,
) -> HttpResponse:
    turns = member_turns(unit_id, request.actor, now)
    page = RotationPage(
        unit_id=str(unit_id),
        unit=unit_tree().names[unit_id],
        units=unit_choices(request.actor, Level.LEAD),
        members=[(turn, (broken or {}).get(turn.member.pk) or _form_of(turn.member)) for turn in turns],
        types=list(
            visible_list(CaseType, request.actor)
            .filter(Q(unit_id=unit_id) | Q(unit=None), way=CaseType.Way.ROTATED, retired_at=None)
            .order_by("name", "pk")
        ),
        left=waiting_for_turn(unit_id),
        form=form,
    )
    return render(request, TEMPLATE, {"tabs": tabs(request), "page": page}, status=status)


def _form_of(member: RotationMember) -> MemberForm:
    initial = {"weight": member.weight, "skills": ", ".join(member.skills), "is_in": member.is_in}
    return MemberForm(initial=initial, prefix=f"of-{member.pk}")


def _others(unit_id: int) -> list[tuple[int, str]]:
    """Who works in the unit and takes no turns yet."""
    members = RotationMember.objects.system("the asker leads the unit").filter(unit_id=unit_id)
    known = set(members.values_list("person_id", flat=True))
    return [(person, name) for person, name in workers_of(unit_id) if person not in known]


def _chosen(actor: Actor, text: str) -> int:
    """The unit that is meant, or else the first that the actor leads.

    :raises NotAllowed: if they lead none
    :raises NotVisible: if they do not lead that one
    """
    led = [unit for unit, _name in unit_choices(actor, Level.LEAD)]
    if not led:
        raise NotAllowed(_("Only those who lead a unit say who takes turns in it."))
    if not text:
        with_turns = RotationMember.objects.system("where the asker leads").filter(unit_id__in=led)
        known = set(with_turns.values_list("unit_id", flat=True))
        return min(led, key=lambda unit: unit not in known)
    if not (text.isdecimal() and len(text) < 19 and int(text) in led):
        raise NotVisible
    return int(text)


def _address(unit_id: int) -> str:
    return f"{reverse('cases:rotation')}?unit={unit_id}"


def _add(form: NewMemberForm, unit_id: int, actor: Actor, now: datetime) -> RotationMember:
    return add_to_rotation(unit_id, form.cleaned_data["person"], **form.told(), actor=actor, now=now)


def _change(form: MemberForm, member: RotationMember, actor: Actor, now: datetime) -> RotationMember:
    is_in = form.cleaned_data["is_in"]
    return change_rotation(member, **form.told(), is_in=is_in, actor=actor, now=now)
