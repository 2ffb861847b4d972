"""When a round that repeats begins again: at the same time of day, where the house is."""

from calendar import monthrange
from datetime import datetime, timedelta

from django.utils import timezone

from twofold.surveys.models import Wave


def after(moment: datetime, every: int, period: str) -> datetime:
    """So many weeks or months later; a month without that day has its last one."""
    here = timezone.localtime(moment)
    if period == Wave.Period.WEEKS:
        day = here.date() + timedelta(weeks=every)
    else:
        months = here.year * 12 + here.month - 1 + every
        year, month = divmod(months, 12)
        day = here.date().replace(
            year=year, month=month + 1, day=min(here.day, monthrange(year, month + 1)[1])
        )
    return timezone.make_aware(datetime.combine(day, here.time()))
