"""A party's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible
from twofold.core.errors import NotVisible
from twofold.core.plates import Panel, house
from twofold.directory.actions.looks import note_party_look
from twofold.directory.models import Party
from twofold.directory.queries.aliases import current_id
from twofold.directory.queries.party_card import PartyCard, is_current, party_card
from twofold.directory.web.attributes.page import detail_facts
from twofold.directory.web.days import day_asked
from twofold.ui.formats import language_name
from twofold.ui.shapes import Fact


@require_GET
def party_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who someone is, how they are reached and where they belong; what other rooms know follows in panels."""
    asked = day_asked(request)
    day = asked or timezone.now().date()
    try:
        card = party_card(request.actor, pk, day=day, language=get_language() or "en")
    except NotVisible:
        return _lead_on(request, pk)
    if card.party.kind == Party.Kind.UNIT:
        return redirect("directory:unit-detail", pk)
    if card.party.erased_at:
        return render(request, "directory/web/parties/party_erased.html", {"party": card.party})
    if not card.is_known:
        return render(request, "directory/web/parties/party_name_only.html", {"card": card})
    note_party_look(card.party, actor=request.actor, now=timezone.now())
    context = {
        "card": card,
        "day": day,
        "asked": asked,
        "facts": facts(card),
        "details": detail_facts(card.party, request.actor),
        "ties": [(tie, is_current(tie, day)) for tie in card.affiliations],
        "panels": panels("party", pk),
        "timeline_url": reverse("timeline:party-timeline", args=[pk]),
    }
    return render(request, "directory/web/parties/party_detail.html", context)


def _lead_on(request: HttpRequest, pk: int) -> HttpResponse:
    """From the old address of a merged party to the one that it is now.

    :raises NotVisible: if there is none that this person may know
    """
    survivor = get_visible(Party, request.actor, current_id(pk), "name")
    return redirect("directory:party-detail", survivor.pk)


def facts(card: PartyCard) -> list[Fact]:
    """What stands beside the name."""
    party = card.party
    said = [
        Fact(label=_("Country"), value=card.country, icon="map-pin") if card.country else None,
        Fact(label=_("Language"), value=language_name(party.language), icon="language")
        if party.language
        else None,
        *(
            Fact(label=scheme_in_words(one.scheme), value=one.value, icon="key")
            for one in card.identifiers[:3]
        ),
    ]
    return [fact for fact in said if fact]


def scheme_in_words(scheme: str) -> str:
    """What numbers of a scheme are called: ``customer_no`` → Customer no."""
    return scheme.replace("_", " ").strip().capitalize() if scheme.islower() else scheme


def panels(slot: str, pk: int) -> list[tuple[Panel, str]]:
    """The panels of other rooms on a record's page, each with its address."""
    found = []
    for panel in house().panels(slot):
        try:
            found.append((panel, reverse(panel.url_name, args=[pk])))
        except NoReverseMatch:  # the room is not in this house
            continue
    return found
