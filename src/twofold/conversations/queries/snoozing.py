"""Until when a conversation may sleep: moments that fit the hours in which its unit works."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.calendar import WorkCalendar
from twofold.core.errors import BadInput
from twofold.directory.queries.calendars import calendar_of

LATER = timedelta(hours=3)
PRESETS: Mapping[str, str] = {
    "later": gettext_lazy("Later today"),
    "tomorrow": gettext_lazy("Next working day"),
    "week": gettext_lazy("Next week"),
    "fortnight": gettext_lazy("In two weeks"),
}


def presets(unit_id: int, now: datetime) -> list[tuple[str, str, datetime]]:
    """(name, label, moment) of what is offered, earliest first, each moment once."""
    calendar = calendar_of(unit_id)
    found: dict[datetime, tuple[str, str, datetime]] = {}
    for name, label in PRESETS.items():
        at = _moment(name, calendar, now)
        found.setdefault(at, (name, str(label), at))
    return [found[at] for at in sorted(found)]


def moment_of(name: str, unit_id: int, now: datetime) -> datetime:
    """The moment that a preset means for a unit.

    :raises BadInput: if there is none of that name
    """
    if name not in PRESETS:
        raise BadInput(_("Choose until when."), field="until")
    return _moment(name, calendar_of(unit_id), now)


def _moment(name: str, calendar: WorkCalendar, now: datetime) -> datetime:
    if name == "later":
        return calendar.add_working(now, LATER) if calendar.is_working_at(now) else _opening(calendar, now)
    local = now.astimezone(ZoneInfo(calendar.timezone))
    days = {"tomorrow": 1, "week": 7 - local.weekday(), "fortnight": 14}[name]
    midnight = (local + timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
    return _opening(calendar, midnight)


def _opening(calendar: WorkCalendar, after: datetime) -> datetime:
    """The first working moment from here on."""
    return calendar.add_working(after, timedelta())
