"""Who reports to whom, in which time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import Q

from twofold.directory.models import Tie

REASON = "nobody reports in a circle, whoever may see it"
DEEPEST = 60
Reports = tuple[int, int, date | None, date | None]
"""Who reports to whom, from when to when."""
Period = tuple[int, date | None, date | None]
"""Someone, from when to when."""


def overlapping(from_on: date | None, to_on: date | None) -> Q:
    """Condition: holds on some day of a period; without a start it always has, without an end it still does."""
    started = Q(from_on__isnull=True) | Q(from_on__lte=to_on) if to_on else Q()
    lasts = Q(to_on__isnull=True) | Q(to_on__gte=from_on) if from_on else Q()
    return started & lasts


def reports_round(tie: Tie) -> bool:
    """Whether on some day of the tie its `other` would report to its `party`, directly or through others."""
    stored = Tie.objects.system(REASON).filter(kind=Tie.Kind.REPORTS_TO).exclude(pk=tie.pk)

    def ties_of(people: Iterable[int]) -> Iterable[Reports]:
        return stored.filter(party_id__in=people).values_list("party_id", "other_id", "from_on", "to_on")

    return comes_round((tie.party_id, tie.other_id, tie.from_on, tie.to_on), ties_of)


def comes_round(tie: Reports, ties_of: Callable[[Iterable[int]], Iterable[Reports]]) -> bool:
    """Whether a tie would close a circle with those that hold.

    :param ties_of: ids of people → their own ties to whom they report
    """
    person, *rest = tie
    above = [tuple(rest)]
    for _step in range(DEEPEST):
        if any(one == person for one, _from, _to in above):
            return True
        if not above:
            return False
        above = _one_step_up(above, ties_of)
    return True


def _one_step_up(
    people: Sequence[Period], ties_of: Callable[[Iterable[int]], Iterable[Reports]]
) -> list[Period]:
    """To whom people report, each in the days that are left of the period."""
    periods: dict[int, list[tuple[date | None, date | None]]] = {}
    for person, from_on, to_on in people:
        periods.setdefault(person, []).append((from_on, to_on))
    found = set()
    for person, other, starts, ends in ties_of(periods.keys()):
        for from_on, to_on in periods[person]:
            both = _later(starts, from_on), _earlier(ends, to_on)
            if not (both[0] and both[1] and both[1] < both[0]):
                found.add((other, *both))
    return list(found)


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)
