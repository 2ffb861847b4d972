"""Taking personal values out of what happened, while what happened stays."""

from collections.abc import Iterable
from datetime import datetime

from twofold.timeline.models import Change


def erase_changes(*, event_ids: Iterable[int], now: datetime) -> int:
    """Empty the old and new values of these events' changes, salts too. The chain stays valid.

    :returns: how many changes were emptied
    """
    kept = Change.objects.filter(event_id__in=event_ids, erased_at__isnull=True)
    return kept.update(old=None, new=None, salt="", erased_at=now)
