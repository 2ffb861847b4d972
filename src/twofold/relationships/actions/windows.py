"""Keeping recency windows: one in force each day, and none that later arrivals have made wrong."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from twofold.relationships.models import RecencyWindow, Side


def forget_windows(*, since: date) -> int:
    """Forget the windows that rest on days from `since` on, because a dealing of that day has only arrived now.

    The window that came into force on that very morning stays: it holds for its day whatever the day brings.

    :returns: how many were forgotten
    """
    stale = Q(in_force_from__gt=since) | Q(in_force_from=since, in_force_until__isnull=False)
    return RecencyWindow.objects.filter(stale).delete()[0]
