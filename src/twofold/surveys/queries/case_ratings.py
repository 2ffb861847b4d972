"""The ratings of cases in their report: the share satisfied by unit, by type and by week. Never by who did the work.

Units and types stand by name and not by score: few answers would put them in an order that means nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from twofold.core.actor import Actor
from twofold.science.proportions import Share, share_of
from twofold.science.satisfaction import DEFAULT_BOXES
from twofold.surveys.queries.disclosure.case_ratings import (
    Counted,
    ToldRating,
    asked_for_rating,
    ratings_counted,
    ratings_released,
)

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class RatingLine:
    """How many of those who rated were satisfied: told from ten ratings on.

    :param key: the name of a unit or type, or the Monday of a week
    """

    key: str | date | None
    share: Share


@dataclass(frozen=True)
class CaseRatings:
    """The ratings of cases closed in a time.

    :param asked: how many were asked for one
    :param weeks: every week from the first rating to the last, also those without any
    :param colleagues: what released rounds tell of the inside
    """

    asked: int
    whole: Share
    by_unit: Sequence[RatingLine]
    by_type: Sequence[RatingLine]
    weeks: Sequence[RatingLine]
    colleagues: Sequence[ToldRating]


def case_ratings(
    actor: Actor,
    *,
    sides: Collection[str],
    unit_ids: Collection[int] | None,
    since: datetime,
    until: datetime,
) -> CaseRatings:
    """How cases were rated, on the sides that are looked at."""
    asked, rows = 0, []
    if "external" in sides:
        asked = asked_for_rating(actor, unit_ids=unit_ids, since=since, until=until)
        rows = ratings_counted(actor, unit_ids=unit_ids, since=since, until=until)
    return CaseRatings(
        asked,
        _share(rows),
        _by_name(rows, lambda row: row.unit),
        _by_name(rows, lambda row: row.type),
        _by_week(rows),
        ratings_released(actor) if "internal" in sides else [],
    )


def _by_name(rows: Iterable[Counted], key: Callable[[Counted], str | None]) -> list[RatingLine]:
    groups = _grouped(rows, key)
    return [
        RatingLine(name, _share(groups[name]))
        for name in sorted(groups, key=lambda name: (name is None, name))
    ]


def _by_week(rows: Iterable[Counted]) -> list[RatingLine]:
    groups = _grouped(rows, lambda row: row.week)
    if not groups:
        return []
    first, last = min(groups), max(groups)
    weeks = [first + number * A_WEEK for number in range((last - first).days // 7 + 1)]
    return [RatingLine(week, _share(groups.get(week, ()))) for week in weeks]


def _grouped(rows: Iterable[Counted], key: Callable[[Counted], Hashable]) -> dict[Hashable, list[Counted]]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _share(rows: Iterable[Counted]) -> Share:
    """The top of each scale, however long, is satisfied: of one to five, four and five."""
    satisfied = Counter()
    for row in rows:
        boxes = DEFAULT_BOXES.get(row.high - row.low + 1, 1)
        satisfied[row.number > row.high - boxes] += row.n
    return share_of(satisfied[True], satisfied.total())
