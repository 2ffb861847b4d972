"""The list of parties: filtered, in pages, through the gate, at any size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.guard import EVERYTHING
from twofold.core.paging import keyset_page
from twofold.core.some import count_up_to
from twofold.directory.access import is_staff
from twofold.directory.models import Affiliation, ContactPoint, KnownTo, Party
from twofold.directory.queries.affiliations import holding_on
from twofold.search.queries.search import search

PAGE = 50
FOUND = 500
FEW = 10_000
"""A narrower set than this is read and sorted; a wider one is met often enough on a walk down the index of names."""
ORDERS = {"name": ("sort_name", "pk"), "newest": ("pk",)}


@dataclass(frozen=True)
class PartyFilters:
    """What narrows the list of parties.

    :param text: found by the search: name, address, number, identifier
    :param kind: one of `Party.Kind`, or ``colleague``
    :param unit_id: only whom this unit knows
    :param condition: what else must hold
    """

    text: str = ""
    kind: str = ""
    country: str = ""
    unit_id: int | None = None
    order: str = "name"
    condition: Q = EVERYTHING


@dataclass(frozen=True)
class PartyRow:
    """A line of the list. How to reach someone is empty where the actor may know no more than their name.

    :param kind: what the party is, in the reader's language
    """

    party: Party
    kind: str
    belongs: str
    email: str
    phone: str
    country: str
    is_known: bool


@dataclass(frozen=True)
class PartyPage:
    """A page of the list; `before` and `after` are tokens, "" where there is nothing more."""

    rows: list[PartyRow]
    before: str
    after: str
    has_more_than_found: bool = False


def party_page(
    actor: Actor,
    filters: PartyFilters,
    *,
    token: str = "",
    size: int = PAGE,
    day: date,
    countries: Mapping[str, str],
) -> PartyPage:
    """One page of the parties whose name the actor may know.

    :param day: the day for which affiliations are shown
    :param countries: ISO code → name, as the reader writes it
    """
    parties = visible_list(Party, actor, "name").filter(erased_at=None)
    found = None
    if filters.text:
        found = found_ids(actor, filters.text)
        parties = parties.filter(pk__in=found)
    elif filters.unit_id is None:
        parties = read_by_what_is_known(parties, actor)
    parties = _narrowed(parties, actor, filters)
    page = keyset_page(
        parties,
        order=ORDERS[filters.order],
        token=token,
        size=size,
        descending=filters.order == "newest",
    )
    more = found is not None and len(found) >= FOUND
    return PartyPage(
        party_rows(actor, page.rows, day=day, countries=countries), page.before, page.after, more
    )


def party_rows(
    actor: Actor, parties: list[Party], *, day: date, countries: Mapping[str, str]
) -> list[PartyRow]:
    """Parties as lines of a list, with what the actor may know of each, in four queries however many they are."""
    ids = [party.pk for party in parties]
    known = set(visible_list(Party, actor).filter(pk__in=ids).values_list("pk", flat=True))
    belongs = belongs_on(actor, ids, day)
    reach: dict[tuple[int, str], str] = {}
    points = visible_list(ContactPoint, actor).filter(
        party_id__in=ids, is_primary=True, kind__in=(ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE)
    )
    for party, kind, value in points.values_list("party_id", "kind", "value"):
        reach[party, kind] = value
    kinds = {kind.value: str(kind.label) for kind in Party.Kind}
    colleague = _("Colleague")
    return [
        PartyRow(
            party=party,
            kind=colleague if party.is_colleague else kinds[party.kind],
            belongs=belongs.get(party.pk, ""),
            email=reach.get((party.pk, ContactPoint.Kind.EMAIL), ""),
            phone=reach.get((party.pk, ContactPoint.Kind.PHONE), ""),
            country=countries.get(party.country, "") if party.pk in known else "",
            is_known=party.pk in known,
        )
        for party in parties
    ]


def found_ids(actor: Actor, text: str) -> list[int]:
    """Ids of the parties that the search finds for an actor, at most `FOUND`."""
    if not is_staff(actor):
        return []
    scopes = frozenset({"staff", *(f"u{unit}" for unit in actor.units())})
    hits = search(text, scopes=scopes, kinds=("party", "colleague", "unit"), limit=FOUND)
    return list(dict.fromkeys(hit.object_id for hit in hits))


def _narrowed(parties: QuerySet[Party], actor: Actor, filters: PartyFilters) -> QuerySet[Party]:
    if filters.kind == "colleague":
        parties = parties.filter(is_colleague=True)
    elif filters.kind:
        parties = _where(parties, "kind", filters.kind)
    if filters.country:
        parties = _where(parties, "country", filters.country)
    if filters.condition:
        parties = parties.filter(filters.condition)
    if filters.unit_id is not None:
        units = actor.units() & {filters.unit_id}
        parties = parties.filter(_known_to_any(units))
    return parties


def _where(parties: QuerySet[Party], column: str, value: str) -> QuerySet[Party]:
    """Narrow by the index of a column if few have the value; if many do, keep the database from reading and sorting them."""
    same = Party.objects.system("how common a value is decides the way, not the answer").filter(
        **{column: value}
    )
    if _are_few(same):
        return parties.filter(pk__in=same.order_by().values("pk"))
    return parties.annotate(**{f"{column}_here": Coalesce(column, Value(""))}).filter(
        **{f"{column}_here": value}
    )


def _known_to_any(units: Iterable[int]) -> Q:
    """Condition: known to one of these units; by their lists if they are short, else row by row down an index."""
    known = KnownTo.objects.filter(unit_id__in=units)
    if _are_few(known):
        return Q(pk__in=known.values("party_id"))
    return Q(Exists(known.filter(party_id=OuterRef("pk"))))


def read_by_what_is_known(parties: QuerySet[Party], actor: Actor) -> QuerySet[Party]:
    """Start from the units' lists where they are short; the gate has narrowed already, this only says where to begin."""
    known = KnownTo.objects.filter(unit_id__in=actor.units())
    if not _are_few(known):
        return parties
    everyone = Party.objects.system("candidates only; the list itself is behind the gate").order_by()
    open_to_all = everyone.filter(Q(kind=Party.Kind.UNIT) | Q(pk=actor.person_id or 0)).values("pk")
    colleagues = everyone.filter(is_colleague=True).values("pk")
    return parties.filter(pk__in=known.values("party_id").union(open_to_all, colleagues))


def _are_few(rows: QuerySet) -> bool:
    return count_up_to(rows, FEW + 1) <= FEW


def belongs_on(actor: Actor, ids: list[int], day: date) -> dict[int, str]:
    """Party → role title and group, the primary affiliation first."""
    ties = holding_on(visible_list(Affiliation, actor), day).filter(party_id__in=ids)
    said: dict[int, str] = {}
    rows = ties.order_by("party_id", "-is_primary", "pk").values_list("party_id", "role_title", "group__name")
    for party, title, group in rows:
        said.setdefault(party, ", ".join(filter(None, (title, group))))
    return said
