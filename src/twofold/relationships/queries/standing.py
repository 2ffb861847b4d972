"""How many customers are current, past and potential: set-wise, for a side, units, a family or all, and a day.

Standing is a pure function of the dealings up to that day and the recency window in force on it. What was reversed in full by
then makes nobody a customer; who is in a relationship and has not been served by then is potential.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from twofold.relationships.models import OfferingFamily, RecencyWindow
from twofold.relationships.queries.sql import DEALINGS, Slice, day, fetch, sums_tell
from twofold.relationships.queries.windows import ALL_FAMILIES, counts_since, window_on, windows_on


@dataclass(frozen=True)
class StandingCounts:
    """The customers of a slice by standing.

    :param boundary: served on this day or later is current, served last before it is past
    """

    current: int
    past: int
    potential: int
    window: RecencyWindow
    boundary: date
    family: OfferingFamily | None = None

    @property
    def customers(self) -> int:
        """All of them."""
        return self.current + self.past + self.potential

    @property
    def window_length(self) -> timedelta:
        """How long a dealing counts."""
        return timedelta(days=floor(self.window.days))


def standing_counts(
    side: str, as_of: date, *, unit_ids: frozenset[int] | None = None, family_id: int | None = None
) -> StandingCounts:
    """Count the customers of some units, or of the whole enterprise, by standing on a day.

    A customer of several of the units counts once, by the latest time that any of them served. From the day of the latest
    dealing on, the relationships' stored sums answer; for a day before it, the dealings do.

    :param unit_ids: a unit with those below it; None for all
    :param family_id: an offering family; None for all
    """
    counted = Slice(side=side, as_of=as_of, unit_ids=unit_ids, family_id=family_id)
    window = window_on(side, as_of, family_id)
    boundary = counts_since(window, as_of)
    if family_id is ALL_FAMILIES and sums_tell(as_of):
        customers, served, current = _from_sums(counted, boundary)
    else:
        customers = _customers(counted)
        served, current = _from_dealings(counted, {family_id: boundary}).get(family_id, (0, 0))
    return StandingCounts(
        current=current,
        past=served - current,
        potential=customers - served,
        window=window,
        boundary=boundary,
        family=OfferingFamily.objects.get(pk=family_id) if family_id else None,
    )


def standing_by_family(
    side: str, as_of: date, *, unit_ids: frozenset[int] | None = None
) -> list[StandingCounts]:
    """The same for every offering family, by name, in one pass over the dealings."""
    counted = Slice(side=side, as_of=as_of, unit_ids=unit_ids)
    windows = windows_on(side, as_of)
    boundaries = {family: counts_since(window, as_of) for family, window in windows.items() if family}
    customers = _customers(counted)
    found = _from_dealings(counted, boundaries) if boundaries else {}
    rows = []
    for family in OfferingFamily.objects.order_by("name", "pk"):
        served, current = found.get(family.pk, (0, 0))
        rows.append(
            StandingCounts(
                current=current,
                past=served - current,
                potential=customers - served,
                window=windows[family.pk],
                boundary=boundaries[family.pk],
                family=family,
            )
        )
    return rows


def dealings_of_unknown_buyers(side: str, as_of: date, *, unit_ids: frozenset[int] | None = None) -> int:
    """How many completed dealings up to a day name no customer; they count in no standing."""
    where, parameters = Slice(side=side, as_of=as_of, unit_ids=unit_ids, of_unknown=True).dealings()
    ((count,),) = fetch(f"SELECT COUNT(*) FROM {DEALINGS} WHERE {where}", parameters)
    return count


def _from_sums(counted: Slice, boundary: date) -> tuple[int, int, int]:
    """Customers, those ever served, and those served since the boundary."""
    where, parameters = counted.relationships()
    ((customers, served, current),) = fetch(
        f"""
        SELECT COUNT(*), COUNT(last_on), COUNT(CASE WHEN last_on >= %s THEN 1 END) FROM (
            SELECT r.customer_id, MAX(r.last_served_on) AS last_on
            FROM relationships_relationship r WHERE {where} GROUP BY r.customer_id
        ) AS customers
        """,
        [day(boundary), *parameters],
    )
    return customers, served, current


def _customers(counted: Slice) -> int:
    where, parameters = counted.relationships()
    ((count,),) = fetch(
        f"SELECT COUNT(DISTINCT r.customer_id) FROM relationships_relationship r WHERE {where}",
        parameters,
    )
    return count


def _from_dealings(counted: Slice, boundaries: dict[int | None, date]) -> dict[int | None, tuple[int, int]]:
    """Those served up to the day and those served since the boundary, by family."""
    where, parameters = counted.kept_dealings()
    by_family = ALL_FAMILIES not in boundaries and counted.family_id is None
    family = "o.family_id" if by_family else "NULL"
    offerings = "JOIN relationships_offering o ON o.id = d.offering_id" if by_family else ""
    since = " ".join(f"WHEN family_id = {int(pk)} THEN %s" for pk in boundaries if by_family)
    cases = f"CASE {since} END" if by_family else "%s"
    rows = fetch(
        f"""
        SELECT family_id, COUNT(*), COUNT(CASE WHEN last_on >= {cases} THEN 1 END) FROM (
            SELECT {family} AS family_id, r.customer_id, MAX(d.happened_on) AS last_on
            FROM {DEALINGS} {offerings} WHERE {where} GROUP BY r.customer_id{", o.family_id" if by_family else ""}
        ) AS customers
        GROUP BY family_id
        """,
        [*map(day, boundaries.values()), *parameters],
    )
    if not by_family:
        rows = [(counted.family_id, served, current) for _, served, current in rows]
    return {family_id: (served, current) for family_id, served, current in rows}
