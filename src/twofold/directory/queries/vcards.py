"""Parties as cards of an address book (vCard 3.0, which every address book reads)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import vobject
from django.conf import settings
from django.urls import reverse
from vobject.vcard import Address, Name

from twofold.core.access import visible_list
from twofold.core.plates import Asked
from twofold.core.setwise import among
from twofold.directory.models import Affiliation, ContactPoint, Party
from twofold.directory.models.countries import country_names
from twofold.directory.queries.affiliations import holding_on

Kind = ContactPoint.Kind
PHONES = {"mobile": ["CELL", "VOICE"], "fax": ["FAX"]}
WRITTEN_IN = "en"
"""The language of countries' names: address books know no codes, and importers read English ones everywhere."""


def vcards(chunks: Iterator[Sequence[Party]], asked: Asked) -> Iterator[bytes]:
    """The bytes of a file of cards, one for each person or organisation; units are in no address book."""
    for parties in chunks:
        some = [party for party in parties if party.kind != Party.Kind.UNIT and not party.is_unknown_buyer]
        points, work = _points_of(some, asked), _work_of(some, asked)
        yield "".join(
            _card(party, points[party.pk], work.get(party.pk)).serialize() for party in some
        ).encode()


def _points_of(parties: Iterable[Party], asked: Asked) -> Mapping[int, list[ContactPoint]]:
    points = visible_list(ContactPoint, asked.actor).filter(party_id__in=among([one.pk for one in parties]))
    found = defaultdict(list)
    for point in points.order_by("-is_primary", "pk"):
        found[point.party_id].append(point)
    return found


def _work_of(parties: Iterable[Party], asked: Asked) -> Mapping[int, Affiliation]:
    """Party → where it belongs today; of several, the one to use."""
    ties = visible_list(Affiliation, asked.actor).filter(party_id__in=among([one.pk for one in parties]))
    holding = holding_on(ties, asked.today).select_related("group").order_by("is_primary", "-pk")
    return {tie.party_id: tie for tie in holding}


def _card(party: Party, points: Sequence[ContactPoint], tie: Affiliation | None) -> vobject.base.Component:
    card = vobject.vCard()
    card.add("uid").value = settings.PUBLIC_URL + reverse("directory:party-detail", args=[party.pk])
    card.add("fn").value = party.name
    card.add("n").value = Name(family=party.family_name, given=party.given_name)
    if party.kind == Party.Kind.ORGANIZATION:
        card.add("org").value = [party.name]
        card.add("x-abshowas").value = "COMPANY"
    elif tie:
        card.add("org").value = [tie.group.name]
        if tie.role_title:
            card.add("title").value = tie.role_title
    for point in points:
        _add_point(card, point)
    if party.country and not any(point.kind == Kind.ADDRESS for point in points):
        card.add("adr").value = Address(country=_country(party.country))
    card.add("rev").value = f"{party.changed_at:%Y-%m-%dT%H:%M:%SZ}"
    return card


def _add_point(card: vobject.base.Component, point: ContactPoint) -> None:
    match point.kind:
        case Kind.EMAIL:
            line, types = card.add("email"), ["INTERNET"]
            line.value = point.value
        case Kind.PHONE:
            line, types = card.add("tel"), list(PHONES.get(point.label, ["VOICE"]))
            line.value = point.value
        case Kind.ADDRESS:
            line, types = card.add("adr"), ["WORK"]
            line.value = _address(point)
        case _:
            return
    line.type_param = [*types, "PREF"] if point.is_primary else types


def _address(point: ContactPoint) -> Address:
    parts = point.parts
    return Address(
        street=parts.get("street", "") or ("" if parts else point.value),
        city=parts.get("city", ""),
        region=parts.get("region", ""),
        code=parts.get("postcode", ""),
        country=_country(parts.get("country", "")),
    )


def _country(code: str) -> str:
    return country_names(WRITTEN_IN).get(code, code)
