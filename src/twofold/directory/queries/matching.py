"""Parties as the matching compares them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from twofold.core.setwise import among
from twofold.directory.models import Affiliation, ContactPoint, Identifier, Party
from twofold.science.matching.records import Record, folded, folded_company, name_parts

REASON = "what is compared is behind the gate of whoever is shown the outcome"
BATCH = 5_000
READ = ("kind", "name", "given_name", "family_name", "country")
Kind = ContactPoint.Kind


def all_records(kind: str, *, batch: int = BATCH) -> Iterator[Record]:
    """Every person, or every organisation, in the order of their ids and in batches, so that memory stays flat."""
    parties = (
        Party.objects.system(REASON)
        .filter(kind=kind, is_unknown_buyer=False, erased_at=None)
        .only(*READ)
        .order_by("pk")
    )
    last = 0
    while rows := list(parties.filter(pk__gt=last)[:batch]):
        last = rows[-1].pk
        yield from as_records(rows)


def records_of(ids: Iterable[int]) -> dict[int, Record]:
    """Id → what is compared of it."""
    parties = Party.objects.system(REASON).filter(pk__in=among(ids))
    return {record.id: record for record in as_records(list(parties))}


def as_records(parties: Sequence[Party]) -> Iterator[Record]:
    """What is compared of some parties, in three queries however many they are."""
    ids = [party.pk for party in parties]
    emails, phones, addresses = _points(ids)
    identifiers, groups = _identifiers(ids), _groups(ids)
    for party in parties:
        is_person = party.kind == Party.Kind.PERSON
        given, family = name_parts(party.name, party.given_name, party.family_name) if is_person else ("", "")
        street, postcode, city = addresses.get(party.pk, ("", "", ""))
        yield Record(
            id=party.pk,
            name=(folded if is_person else folded_company)(party.name),
            given=given,
            family=family,
            emails=frozenset(emails[party.pk]),
            phones=frozenset(phones[party.pk]),
            street=street,
            postcode=postcode,
            city=city,
            country=party.country,
            identifiers=frozenset(identifiers[party.pk]),
            groups=frozenset(groups[party.pk]),
        )


def _points(ids: list[int]) -> tuple[Mapping, Mapping, Mapping]:
    """E-mail addresses and numbers of each party, and its first address as street, postcode and city."""
    emails, phones, addresses = defaultdict(list), defaultdict(list), {}
    points = ContactPoint.objects.system(REASON).filter(party_id__in=among(ids)).order_by("-is_primary", "pk")
    for party, kind, normalized, parts in points.values_list("party_id", "kind", "normalized", "parts"):
        if kind == Kind.EMAIL:
            emails[party].append(normalized)
        elif kind == Kind.PHONE:
            phones[party].append(normalized)
        elif kind == Kind.ADDRESS:
            place = tuple(folded(parts.get(name, "")) for name in ("street", "postcode", "city"))
            addresses.setdefault(party, place)
    return emails, phones, addresses


def _identifiers(ids: list[int]) -> Mapping[int, list[str]]:
    found = defaultdict(list)
    rows = Identifier.objects.filter(party_id__in=among(ids))
    for party, scheme, value in rows.values_list("party_id", "scheme", "value"):
        found[party].append(f"{scheme}={value}")
    return found


def _groups(ids: list[int]) -> Mapping[int, list[int]]:
    """Organisations to which each party belongs; units are left out, for half the enterprise shares them."""
    found = defaultdict(list)
    ties = Affiliation.objects.system(REASON).filter(
        party_id__in=among(ids), group__kind=Party.Kind.ORGANIZATION
    )
    for party, group in ties.values_list("party_id", "group_id"):
        found[party].append(group)
    return found
