"""Adding parties, and changing what they are called."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import change_visible, get_visible
from twofold.core.actor import Level
from twofold.core.errors import NotAllowed
from twofold.directory.actions.contact_points import add_contact_point
from twofold.directory.actions.parties import add_organization, add_person, edit_party
from twofold.directory.models import ContactPoint, Party
from twofold.directory.queries.attributes import attributes_of
from twofold.directory.web.attributes.fields import stated_attributes
from twofold.directory.web.parties.already_here import ask_before_adding
from twofold.directory.web.parties.forms import (
    NewOrganizationForm,
    NewPersonForm,
    OrganizationForm,
    PersonForm,
)
from twofold.timeline.web.conflicts.page import conflict_page
from twofold.ui.undo import offer_undo

PERSON = ("given_name", "family_name", "name", "country")
ORGANIZATION = ("name", "country")


@require_http_methods(["GET", "POST"])
def party_new(request: HttpRequest) -> HttpResponse:
    """Add a person or an organisation on behalf of one of one's units."""
    if not request.actor.units(Level.WORK):
        raise NotAllowed(
            _("Only those who work in a unit add people and organisations. Ask a lead of yours.")
        )
    is_person = request.GET.get("kind") != Party.Kind.ORGANIZATION
    form_type = NewPersonForm if is_person else NewOrganizationForm
    form = form_type(request.POST or None, actor=request.actor)
    kind = Party.Kind.PERSON if is_person else Party.Kind.ORGANIZATION
    form.ask_attributes(attributes_of(kind), request.actor)
    here = None
    if request.method == "POST":
        here = ask_before_adding(request, form, kind)
        party = form.carried_out(_bring_in, request=request, form=form, is_person=is_person)
        if party:
            offer_undo(request, _("%(name)s was added.") % {"name": party.name})
            return redirect("directory:party-detail", party.pk)
    context = {"form": form, "is_person": is_person, "kind": kind, "here": here}
    return render(
        request, "directory/web/parties/party_new.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def party_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a person or organisation is called, and its country."""
    party = get_visible(Party, request.actor, pk, "work")
    if party.kind == Party.Kind.UNIT:
        return redirect("directory:unit-edit", pk)
    is_person = party.kind == Party.Kind.PERSON
    fields = PERSON if is_person else ORGANIZATION
    form_type = PersonForm if is_person else OrganizationForm
    now = _stated(party, fields)
    form = form_type(request.POST or None, initial=now)
    form.ask_attributes(attributes_of(party.kind), request.actor, party.attributes)
    form.opened_on(now)
    if request.method == "POST" and form.carried_out(_edit, request=request, form=form, pk=pk, fields=fields):
        offer_undo(request, _("Saved."))
        return redirect("directory:party-detail", pk)
    if form.clashes:
        return conflict_page(request, form, party, back=reverse("directory:party-detail", args=[pk]))
    context = {"form": form, "party": party}
    return render(
        request, "directory/web/parties/party_edit.html", context, status=422 if form.errors else 200
    )


def _stated(party: Party, fields: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(party, name) for name in fields} | stated_attributes(party)


@transaction.atomic
def _bring_in(*, request: HttpRequest, form: NewPersonForm | NewOrganizationForm, is_person: bool) -> Party:
    """The party with its first ways to reach it: all of it or nothing."""
    who, values = {"actor": request.actor, "now": timezone.now()}, form.cleaned_data
    names = {name: values[name] for name in (PERSON if is_person else ORGANIZATION)}
    add = add_person if is_person else add_organization
    party = add(unit_id=values["unit"], attributes=form.given_attributes(), **names, **who)
    for kind in (ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE):
        if values[kind]:
            add_contact_point(party, kind=kind, value=values[kind], **who)
    return party


def _edit(*, request: HttpRequest, form: PersonForm, pk: int, fields: tuple[str, ...]) -> Party:
    with change_visible(Party, request.actor, pk) as party:
        form.settle(_stated(party, fields))
        values = {name: form.cleaned_data[name] for name in fields}
        if "given_name" in values and not values["name"]:
            values["name"] = f"{values['given_name']} {values['family_name']}"
        return edit_party(
            party, attributes=form.given_attributes(), actor=request.actor, now=timezone.now(), **values
        )
