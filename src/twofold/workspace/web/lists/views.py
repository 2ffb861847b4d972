"""Saving views of a list, changing, sharing and deleting them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput
from twofold.directory.queries.units import unit_tree
from twofold.ui.undo import offer_undo
from twofold.workspace.actions.views import LONGEST_NAME, Naming, change_view, delete_view, save_view
from twofold.workspace.models import SavedView
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.shown import Shown, of_view
from twofold.workspace.web.lists.asked import list_url, read_list

TEMPLATE = "workspace/web/lists/view_form.html"


class NamingForm(forms.Form):
    """What a view is called and with whom it is shared."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Shared with"), coerce=int, empty_value=None, required=False,
        help_text=gettext_lazy("Whoever opens it sees only those of the records that they may see anyway."),
    )  # fmt: skip
    is_pinned = forms.BooleanField(label=gettext_lazy("Show it among the tabs"), required=False)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = unit_choices(actor)

    def naming(self) -> Naming:
        """What the form says."""
        said = self.cleaned_data
        return Naming(said["name"], said["unit"], said["is_pinned"])


def unit_choices(actor: Actor) -> list[tuple[Any, str]]:
    """Nobody, then the units in which the actor works, by name."""
    names = unit_tree().names
    working = sorted(actor.units(Level.WORK), key=lambda unit: names.get(unit, "").casefold())
    return [("", _("Nobody: only I see it")), *((unit, names[unit]) for unit in working if unit in names)]


def saving_context(actor: Actor, shown: Shown, saved: Sequence[SavedView]) -> dict[str, Any]:
    """What the list's own page offers: its view to be changed if the reader may, and others that are not among the tabs."""
    is_saved = isinstance(shown.view, SavedView)
    may_change = is_saved and visible_list(SavedView, actor, "work").filter(pk=shown.view.pk).exists()
    name = shown.listed.type.name
    return {
        "may_change_view": may_change,
        "update_url": reverse("lists:view-update", args=[name, shown.view.pk]) if may_change else "",
        "change_url": reverse("lists:view-change", args=[name, shown.view.pk]) if may_change else "",
        "more_views": [(view, shown.address_of(view)) for view in saved if not view.is_pinned],
        "unit_choices": unit_choices(actor),
    }


@require_POST
def view_save(request: HttpRequest, name: str) -> HttpResponse:
    """Keep the list as it is shown, under a new name."""
    shown = read_list(request, name)
    form = NamingForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            view = save_view(shown, form.naming(), actor=request.actor, now=timezone.now())
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return redirect(list_url(shown.listed) + of_view(shown.listed, view).address())
        except BadInput as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
    context = {"form": form, "type": shown.listed.type, "shown": shown, "list_url": list_url(shown.listed)}
    return render(request, TEMPLATE, context | {"state": _stated(request)}, status=422)


@require_http_methods(["GET", "POST"])
def view_change(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Rename a view, share it, take it among the tabs; or delete it."""
    found = listed(name, request.actor)
    view = get_visible(SavedView, request.actor, pk, "work")
    kept = {"name": view.name, "unit": view.unit_id, "is_pinned": view.is_pinned}
    form = NamingForm(request.POST or None, actor=request.actor, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            view = change_view(pk, naming=form.naming(), actor=request.actor, now=timezone.now())
            return redirect(list_url(found) + of_view(found, view).address())
        except BadInput as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
    context = {"form": form, "type": found.type, "view": view, "list_url": list_url(found)}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


@require_POST
def view_update(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Keep what is shown in the place of what the view was."""
    shown = read_list(request, name)
    view = change_view(pk, shown=shown, actor=request.actor, now=timezone.now())
    messages.success(request, _("The view “%(name)s” is changed.") % {"name": view.name})
    return redirect(list_url(shown.listed) + of_view(shown.listed, view).address())


@require_POST
def view_delete(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Delete a view, which can be had back."""
    found = listed(name, request.actor)
    view = delete_view(pk, actor=request.actor, now=timezone.now())
    offer_undo(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect(list_url(found))


def _stated(request: HttpRequest) -> dict[str, str]:
    own = {"name", "unit", "is_pinned", "csrfmiddlewaretoken"}
    return {name: value for name, value in request.POST.items() if name not in own}
