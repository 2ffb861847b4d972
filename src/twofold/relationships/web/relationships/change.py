"""Beginning to serve someone, and saying of what kind they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import change_visible, get_visible, visible_list
from twofold.core.errors import NotAllowed
from twofold.core.ids import read_id
from twofold.directory.models import Party
from twofold.directory.queries.parties import found_ids
from twofold.directory.web.forms import unit_choices
from twofold.relationships.actions.relationships import change_kind, open_relationship
from twofold.relationships.models import Relationship, Side
from twofold.relationships.web.addresses import asked_id, asked_one_of
from twofold.relationships.web.forms import KindForm, OpenRelationshipForm
from twofold.ui.undo import offer_undo

TEMPLATE = "relationships/web/relationships/relationship_open.html"
FOUND = 12


@require_http_methods(["GET", "POST"])
def relationship_open(request: HttpRequest) -> HttpResponse:
    """Choose a party, then which unit serves it, on which side, as what."""
    party_id = read_id(request.POST.get("party", ""))
    party_id = asked_id(request, "party") if party_id is None else party_id
    crumbs = [{"label": _("Whom we serve"), "url": reverse("lists:relationship")}]
    if party_id is None:
        asked = request.GET.get("q", "").strip()
        ids = found_ids(request.actor, asked)[:FOUND] if len(asked) > 1 else []
        found = visible_list(Party, request.actor, "name").in_bulk(ids)
        context = {"asked": asked, "found": [found[pk] for pk in ids if pk in found], "crumbs": crumbs}
        return render(request, TEMPLATE + ("#found" if request.htmx else ""), context)
    party = get_visible(Party, request.actor, party_id, "name")
    units = [choice for choice in unit_choices(request.actor) if choice[0] != party.pk]
    if not units:
        raise NotAllowed(_("You do not work in any unit that could serve them."))
    form = OpenRelationshipForm(units, request.POST or None, initial=_initial(request, party))
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        relationship = form.carried_out(
            open_relationship,
            provider_id=given.get("unit"),
            customer=party,
            side=given.get("side"),
            kind=given.get("kind"),
            actor=request.actor,
            now=timezone.now(),
        )
        if relationship:
            offer_undo(request, _("%(name)s is served from now on.") % {"name": party.name})
            return redirect("relationships:relationship-detail", relationship.pk)
    context = {"party": party, "form": form, "crumbs": crumbs}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


@require_POST
def relationship_change_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the customer is of another kind."""
    with change_visible(Relationship, request.actor, pk) as relationship:
        form = KindForm(relationship.side, request.POST)
        kind = form.cleaned_data["kind"] if form.is_valid() else ""
        change_kind(relationship, kind=kind, actor=request.actor, now=timezone.now())
    offer_undo(request, _("The kind of customer is changed."))
    return redirect("relationships:relationship-detail", pk)


def _initial(request: HttpRequest, party: Party) -> dict:
    inside = party.kind == Party.Kind.UNIT or party.is_colleague
    usual = Side.INTERNAL if inside else Side.EXTERNAL
    return {
        "party": party.pk,
        "side": asked_one_of(request, "side", Side.values) or usual,
        "unit": asked_id(request, "unit"),
    }
