"""The recency window of a day: after how long without a dealing a customer no longer counts as current."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from math import floor

from django.db.models import Q
from django.utils import timezone

from twofold.relationships.models import OfferingFamily, RecencyWindow, Side
from twofold.relationships.queries.sql import DEALINGS, Slice, days_between, fetch
from twofold.science import standing as science
from twofold.science.standing import recency_window_of_tally

ALL_FAMILIES = None


def windows_on(side: str, on: date, *, by_family: bool = True) -> dict[int | None, RecencyWindow]:
    """The windows of a day by family id, with None for all families together.

    The one a family states beats all; else the one in force on that day; else it is worked out from the dealings up to
    then, and remembered for that day.

    :param by_family: False for all families together only, which is worked out in a third of the time
    """
    windows = _in_force(side, on)
    if ALL_FAMILIES not in windows:
        windows[ALL_FAMILIES] = _derive_whole(side, on)
    families = dict(OfferingFamily.objects.values_list("pk", "window_days")) if by_family else {}
    if any(family not in windows for family, chosen in families.items() if not chosen):
        windows = _derive_families(side, on, windows[ALL_FAMILIES]) | windows
    remember_for_the_day(windows.values(), on)
    chosen_windows = {
        family: RecencyWindow(
            side=side, family_id=family, days=chosen, gaps=0, origin=RecencyWindow.Origin.CHOSEN
        )
        for family, chosen in families.items()
        if chosen
    }
    return windows | chosen_windows


def window_on(side: str, on: date, family_id: int | None = ALL_FAMILIES) -> RecencyWindow:
    """The window of a day for one family, or for all together."""
    return windows_on(side, on, by_family=family_id is not ALL_FAMILIES)[family_id]


def counts_since(window: RecencyWindow, on: date) -> date:
    """The boundary: who was last served on this day or later is current, who was served before it is past."""
    return on - timedelta(days=floor(window.days))


def derive_windows(side: str, on: date) -> dict[int | None, RecencyWindow]:
    """The windows as they follow from the dealings up to a day; nothing is stored.

    A customer who returns what was bought has come nonetheless, so gaps count every completed dealing.
    """
    whole = _derive_whole(side, on)
    return {ALL_FAMILIES: whole} | _derive_families(side, on, whole)


def _derive_whole(side: str, on: date) -> RecencyWindow:
    tally = gap_tallies(side, on, by_family=False).get(ALL_FAMILIES, {})
    return _derived(recency_window_of_tally(tally), side, on, ALL_FAMILIES)


def _derive_families(side: str, on: date, whole: RecencyWindow) -> dict[int | None, RecencyWindow]:
    tallies = gap_tallies(side, on, by_family=True)
    return {
        family: _derived(recency_window_of_tally(tallies.get(family, {}), whole.days), side, on, family)
        for family in OfferingFamily.objects.values_list("pk", flat=True)
    }


def _derived(window: science.RecencyWindow, side: str, on: date, family_id: int | None) -> RecencyWindow:
    return RecencyWindow(
        side=side,
        family_id=family_id,
        in_force_from=on,
        days=window.days,
        gaps=window.n,
        origin=RecencyWindow.Origin.POOLED if window.leans_on_parent else RecencyWindow.Origin.DERIVED,
        computed_at=timezone.now(),
    )


def gap_tallies(side: str, on: date, *, by_family: bool) -> dict[int | None, dict[int, int]]:
    """How often customers came back after so many days, pooled over all customers: family → gap → count.

    Two dealings on one day leave no gap.
    """
    where, parameters = Slice(side=side, as_of=on).dealings()
    family = "o.family_id" if by_family else "NULL"
    offerings = "JOIN relationships_offering o ON o.id = d.offering_id" if by_family else ""
    partition = "r.customer_id, o.family_id" if by_family else "r.customer_id"
    before = f"LAG(d.happened_on) OVER (PARTITION BY {partition} ORDER BY d.happened_on)"
    rows = fetch(
        f"""
        SELECT family_id, gap, COUNT(*) FROM (
            SELECT {family} AS family_id, {days_between(before, "d.happened_on")} AS gap
            FROM {DEALINGS} {offerings}
            WHERE {where} {"AND o.family_id IS NOT NULL" if by_family else ""}
        ) AS gaps
        WHERE gap > 0
        GROUP BY family_id, gap
        """,
        parameters,
    )
    tallies: dict[int | None, dict[int, int]] = defaultdict(dict)
    for family_id, gap, count in rows:
        tallies[family_id][gap] = count
    return dict(tallies)


def remember_for_the_day(windows: Iterable[RecencyWindow], on: date) -> None:
    """Keep derived windows, so that the same day need not be worked out twice."""
    fresh = [window for window in windows if window.pk is None]
    if not fresh:
        return
    for window in fresh:
        window.in_force_until = on
    RecencyWindow.objects.bulk_create(fresh, ignore_conflicts=True)


def _in_force(side: str, on: date) -> dict[int | None, RecencyWindow]:
    lasting = Q(in_force_until__isnull=True) | Q(in_force_until__gte=on)
    rows = RecencyWindow.objects.filter(lasting, side=Side(side), in_force_from__lte=on)
    return {window.family_id: window for window in rows.order_by("in_force_from")}
