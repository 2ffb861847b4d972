"""Keeping recency windows: one in force each day, and none that later arrivals have made wrong."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from twofold.relationships.models import RecencyWindow, Side
from twofold.relationships.queries.windows import derive_windows


def forget_windows(*, since: date) -> int:
    """Forget the windows that rest on days from `since` on, because a dealing of that day has only arrived now.

    The window that came into force on that very morning stays: it holds for its day whatever the day brings.

    :returns: how many were forgotten
    """
    stale = Q(in_force_from__gt=since) | Q(in_force_from=since, in_force_until__isnull=False)
    return RecencyWindow.objects.filter(stale).delete()[0]


def refresh_windows(*, now: datetime) -> int:
    """Put today's windows into force on both sides; one that has not changed stays in force as it is.

    :returns: how many came into force
    """
    today = now.date()
    return sum(_put_in_force(side, derive_windows(side, today), today) for side in Side.values)


@transaction.atomic
def _put_in_force(side: str, derived: dict[int | None, RecencyWindow], today: date) -> int:
    windows = RecencyWindow.objects.filter(side=side)
    windows.filter(in_force_from=today).delete()
    standing = {window.family_id: window for window in windows.filter(in_force_until__isnull=True)}
    fresh = [window for family, window in derived.items() if not _same(standing.get(family), window)]
    replaced = [standing[window.family_id].pk for window in fresh if window.family_id in standing]
    windows.filter(pk__in=replaced).update(in_force_until=today - timedelta(days=1))
    RecencyWindow.objects.bulk_create(fresh)
    return len(fresh)


def _same(one: RecencyWindow | None, other: RecencyWindow) -> bool:
    return one is not None and (one.days, one.gaps, one.origin) == (other.days, other.gaps, other.origin)
