"""Who reports to whom, in which time."""

from datetime import date

from django.db.models import Q

from twofold.directory.models import Tie

REASON = "nobody reports in a circle, whoever may see it"
DEEPEST = 60


def overlapping(from_on: date | None, to_on: date | None) -> Q:
    """Condition: holds on some day of a period; without a start it always has, without an end it still does."""
    started = Q(from_on__isnull=True) | Q(from_on__lte=to_on) if to_on else Q()
    lasts = Q(to_on__isnull=True) | Q(to_on__gte=from_on) if from_on else Q()
    return started & lasts


def reports_round(tie: Tie) -> bool:
    """Whether on some day of the tie its `other` would report to its `party`, directly or through others."""
    above = [(tie.other_id, tie.from_on, tie.to_on)]
    for _step in range(DEEPEST):
        if any(person == tie.party_id for person, _from, _to in above):
            return True
        if not above:
            return False
        above = _one_step_up(above, tie.pk)
    return True


def _one_step_up(
    people: list[tuple[int, date | None, date | None]], but: int | None
) -> list[tuple[int, date | None, date | None]]:
    """To whom people report, each in the days that are left of the period."""
    periods: dict[int, list[tuple[date | None, date | None]]] = {}
    for person, from_on, to_on in people:
        periods.setdefault(person, []).append((from_on, to_on))
    ties = Tie.objects.system(REASON).filter(party_id__in=periods, kind=Tie.Kind.REPORTS_TO).exclude(pk=but)
    found = set()
    for person, other, starts, ends in ties.values_list("party_id", "other_id", "from_on", "to_on"):
        for from_on, to_on in periods[person]:
            both = _later(starts, from_on), _earlier(ends, to_on)
            if not (both[0] and both[1] and both[1] < both[0]):
                found.add((other, *both))
    return list(found)


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)
