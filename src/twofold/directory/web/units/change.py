"""Adding, changing, moving, sealing and closing units."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import change_visible, get_visible
from twofold.core.errors import BadInput
from twofold.core.sensitive import sensitive
from twofold.directory.actions.units import (
    add_unit,
    appoint_head,
    close_unit,
    edit_unit,
    move_unit,
    seal_unit,
    unseal_unit,
)
from twofold.directory.models import Party, Unit
from twofold.directory.queries.attributes import attributes_of
from twofold.directory.web.attributes.fields import stated_attributes
from twofold.directory.web.units.forms import MoveForm, NewUnitForm, UnitEditForm
from twofold.timeline.web.conflicts.page import conflict_page
from twofold.ui.undo import offer_undo


@require_http_methods(["GET", "POST"])
def unit_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a unit below another."""
    parent = get_visible(Unit, request.actor, pk, "lead")
    form = NewUnitForm(request.POST or None)
    form.ask_attributes(attributes_of(Party.Kind.UNIT), request.actor)
    if request.method == "POST":
        unit = form.carried_out(_add, request=request, form=form, parent=parent)
        if unit:
            offer_undo(request, _("%(name)s was added.") % {"name": unit.party.name})
            return redirect("directory:unit-detail", unit.pk)
    heading = _("Add a unit below %(name)s") % {"name": parent.party.name}
    return _form_page(request, form, parent, heading, _("Add"))


@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit's name, purpose, head, time zone and country."""
    unit = get_visible(Unit, request.actor, pk, "lead")
    initial = _stated(unit)
    form = UnitEditForm(request.POST or None, initial=initial, actor=request.actor, unit=unit)
    form.ask_attributes(attributes_of(Party.Kind.UNIT), request.actor, unit.party.attributes)
    form.opened_on(initial)
    if request.method == "POST" and form.carried_out(_edit, request=request, form=form, pk=pk):
        offer_undo(request, _("Saved."))
        return redirect("directory:unit-detail", pk)
    if form.clashes:
        return conflict_page(request, form, unit, back=reverse("directory:unit-detail", args=[pk]))
    return _form_page(request, form, unit, _("Edit %(name)s") % {"name": unit.party.name}, _("Save"))


@require_http_methods(["GET", "POST"])
@sensitive
def unit_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Hang a unit under another one."""
    unit = get_visible(Unit, request.actor, pk, "lead")
    form = MoveForm(request.POST or None, unit=unit, initial={"to": unit.parent_id})
    if request.method == "POST" and form.carried_out(_move, request=request, form=form, pk=pk):
        offer_undo(request, _("%(name)s was moved.") % {"name": unit.party.name})
        return redirect("directory:unit-detail", pk)
    return _form_page(request, form, unit, _("Move %(name)s") % {"name": unit.party.name}, _("Move"))


@require_POST
@sensitive
def unit_seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Seal a unit, or take the seal off (``seal=0``)."""
    seal = request.POST.get("seal") != "0"
    return _decide(request, pk, seal_unit if seal else unseal_unit, _("Sealed.") if seal else _("Unsealed."))


@require_POST
def unit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a unit today."""
    return _decide(request, pk, close_unit, _("Closed today."))


def _decide(request: HttpRequest, pk: int, verb, done: str) -> HttpResponse:
    try:
        with change_visible(Unit, request.actor, pk, "lead") as unit:
            verb(unit, actor=request.actor, now=timezone.now())
    except BadInput as refusal:
        messages.error(request, refusal.sentence)
    else:
        offer_undo(request, done)
    return redirect("directory:unit-detail", pk)


def _stated(unit: Unit) -> dict:
    return {
        "name": unit.party.name,
        "purpose": unit.purpose,
        "head": unit.head_id,
        "timezone": unit.timezone,
        "country": unit.party.country,
    } | stated_attributes(unit.party)


def _add(*, request: HttpRequest, form: NewUnitForm, parent: Unit) -> Unit:
    told = {name: form.cleaned_data[name] for name in ("name", "purpose", "is_sealed")}
    attributes = form.given_attributes()
    return add_unit(parent=parent, attributes=attributes, actor=request.actor, now=timezone.now(), **told)


def _edit(*, request: HttpRequest, form: UnitEditForm, pk: int) -> Unit:
    who, values = {"actor": request.actor, "now": timezone.now()}, form.cleaned_data
    with change_visible(Unit, request.actor, pk, "lead") as unit:
        form.settle(_stated(unit))
        told = {name: values[name] for name in ("name", "purpose", "timezone", "country")}
        edit_unit(unit, attributes=form.given_attributes(), **told, **who)
        return appoint_head(unit, head=form.head_party(), **who)


def _move(*, request: HttpRequest, form: MoveForm, pk: int) -> Unit:
    with transaction.atomic(), change_visible(Unit, request.actor, pk, "lead") as unit:
        to = get_visible(Unit, request.actor, form.cleaned_data["to"])
        return move_unit(unit, to=to, actor=request.actor, now=timezone.now())


def _form_page(request: HttpRequest, form, unit: Unit, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "unit": unit, "heading": heading, "submit": submit}
    return render(request, "directory/web/units/unit_form.html", context, status=422 if form.errors else 200)
