"""Perhaps already here: said below a form while someone is typed in, and asked once before adding."""

from collections.abc import Mapping

from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.actor import Level
from twofold.core.errors import NotAllowed
from twofold.directory.models import ContactPoint, Party
from twofold.directory.queries.likely_same import AlreadyHere, Typed, already_here

KINDS = {Party.Kind.PERSON.value, Party.Kind.ORGANIZATION.value}


@require_GET
def likely_same(request: HttpRequest) -> HttpResponse:
    """Whom the register may hold already, for what stands in the form so far; ``of`` is the kind, ``except`` the one edited."""
    if not request.actor.units(Level.WORK):
        raise NotAllowed(_("Only those who work in a unit add people and organisations."))
    asked = request.GET
    kind, edited = asked.get("of", ""), asked.get("except", "")
    typed = read_typed(
        asked,
        kind if kind in KINDS else Party.Kind.PERSON.value,
        pk=int(edited) if edited.isascii() and edited.isdecimal() and len(edited) < 19 else None,
    )
    return render(
        request, "directory/web/parties/already_here.html", {"here": already_here(request.actor, typed)}
    )


def read_typed(asked: Mapping[str, str], kind: str, *, pk: int | None = None) -> Typed:
    """What stands in the form of a party, or in that of one way to reach it."""
    said = {name: asked.get(name, "").strip()[:300] for name in ("name", "given_name", "family_name")}
    reach = {name: asked.get(name, "") for name in (ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE)}
    if asked.get("kind") in reach:
        reach[asked["kind"]] = asked.get("value", "")
    return Typed(
        kind=kind,
        emails=[reach[ContactPoint.Kind.EMAIL][:300]],
        phones=[reach[ContactPoint.Kind.PHONE][:60]],
        country=asked.get("country", "")[:2],
        pk=pk,
        **said,
    )


def ask_before_adding(request: HttpRequest, form, kind: str) -> AlreadyHere:
    """Refuse a form once if the very same address is in the register; its field ``anyway`` then lets it pass."""
    if not form.is_valid() or form.cleaned_data["anyway"]:
        return AlreadyHere()
    here = already_here(request.actor, read_typed(request.POST, kind))
    if here.needs_confirming:
        form.fields["anyway"].widget = CheckboxInput()
        form.add_error("anyway", _("Look at who is here already, then tick this if it is someone else."))
    return here
