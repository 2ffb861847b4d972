"""What the search knows of parties.

A colleague stands in the index twice: as a party, with addresses and numbers, for the units that know them; and as a
colleague, with nothing but unit and title, for all staff. So nobody finds a private number they may not see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from twofold.core.setwise import among
from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party, Unit
from twofold.search.actions.index import Entry, index_many, unindex

REASON = "the index holds what anyone might find; scopes say who does"
BATCH = 1_000


def refresh_search(party_ids: Iterable[int]) -> None:
    """Write anew what the search knows of these parties. Called in the transaction of whatever changed them."""
    waiting = iter(party_ids)
    while batch := list(islice(waiting, BATCH)):
        parties = list(Party.objects.system(REASON).filter(pk__in=among(batch), erased_at=None))
        index_many(_entries(parties))
        unindex("colleague", [party.pk for party in parties if not party.is_colleague])


def party_entry(party_id: int, name: str, words: Iterable[str], units: Iterable[int], at: datetime) -> Entry:
    """The index row of a person or organisation for the units that know it.

    :param words: all else it is found by
    """
    return Entry(
        "party", party_id, name, at, body=" ".join(words), scopes=[f"u{unit}" for unit in sorted(units)]
    )


def colleague_entry(party_id: int, name: str, work: Iterable[str], at: datetime) -> Entry:
    """The index row of a colleague for all staff.

    :param work: units and titles, which all staff may know
    """
    return Entry("colleague", party_id, name, at, body=" · ".join(work), scopes=("staff",))


def _entries(parties: list[Party]) -> Iterator[Entry]:
    ids = [party.pk for party in parties]
    known = _grouped(KnownTo.objects.filter(party_id__in=among(ids)).values_list("party_id", "unit_id"))
    words = _words(ids)
    work = _work(party.pk for party in parties if party.is_colleague)
    purposes = dict(Unit.objects.system(REASON).filter(pk__in=among(ids)).values_list("pk", "purpose"))
    for party in parties:
        if party.kind == Party.Kind.UNIT:
            body = " ".join([purposes.get(party.pk, ""), *words[party.pk]])
            yield Entry("unit", party.pk, party.name, party.changed_at, body=body, scopes=("staff",))
            continue
        yield party_entry(party.pk, party.name, words[party.pk], known[party.pk], party.changed_at)
        if party.is_colleague:
            yield colleague_entry(party.pk, party.name, work[party.pk], party.changed_at)


def _words(ids: list[int]) -> Mapping[int, list[str]]:
    """Addresses, numbers, identifiers and the groups of each party."""
    points = ContactPoint.objects.system(REASON).filter(party_id__in=among(ids)).order_by("pk")
    found = defaultdict(list)
    for party, value, normalized, kind in points.values_list("party_id", "value", "normalized", "kind"):
        found[party] += [value] if kind != ContactPoint.Kind.PHONE else dict.fromkeys((normalized, value))
    for party, value in (
        Identifier.objects.filter(party_id__in=among(ids)).order_by("pk").values_list("party_id", "value")
    ):
        found[party].append(value)
    for party, group, title in _affiliations(ids).values_list("party_id", "group__name", "role_title"):
        found[party] += [group, title] if title else [group]
    return found


def _work(ids: Iterable[int]) -> Mapping[int, list[str]]:
    """Unit and title of each colleague: what all staff may know."""
    rows = _affiliations(ids).filter(kind=Affiliation.Kind.EMPLOYEE, group__kind=Party.Kind.UNIT)
    found = defaultdict(list)
    for party, group, title in rows.values_list("party_id", "group__name", "role_title"):
        found[party] += [group, title] if title else [group]
    return found


def _affiliations(ids: Iterable[int]):
    return Affiliation.objects.system(REASON).filter(party_id__in=among(ids)).order_by("pk")


def _grouped(pairs: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    grouped = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
