"""Whether somebody is there to chat: the working hours of the unit, in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from twofold.directory.queries.calendars import calendar_of

AHEAD = timedelta(days=14)


def hours_of(unit_id: int, *, now: datetime) -> tuple[bool, str]:
    """Whether the unit works at this moment, and a sentence that says so, or when it is back."""
    calendar = calendar_of(unit_id)
    if calendar.is_working_at(now):
        return True, _("We are here now.")
    opens = next((opens for opens, _closes in calendar.spans_between(now, now + AHEAD)), None)
    if opens is None:
        return False, _("We are away just now.")
    zone = ZoneInfo(calendar.timezone)
    there, today = opens.astimezone(zone), now.astimezone(zone).date()
    clock = formats.time_format(there.time(), "H:i")
    if there.date() == today:
        return False, _("We are back today at %(time)s.") % {"time": clock}
    if there.date() - today < timedelta(days=7):
        said = {"day": formats.date_format(there.date(), "l"), "time": clock}
        return False, _("We are back on %(day)s at %(time)s.") % said
    return False, _("We are back on %(day)s.") % {"day": formats.date_format(there.date(), "j F")}
