"""When mail may come: at once, or in a person's next working hours; digests in the morning."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from twofold.accounts.models import Membership, User
from twofold.core.calendar import NINE_TO_FIVE, WorkCalendar
from twofold.directory.queries.calendars import calendar_of
from twofold.workspace.models import NotificationChoice

DIGEST_AT = time(8)
Mail = NotificationChoice.Mail


def calendar_for(user: User) -> WorkCalendar:
    """The working calendar of the unit where someone works: their home, or else the first that they belong to."""
    unit = user.person.home_unit_id if user.person else None
    if unit is None:
        memberships = Membership.objects.filter(user=user).order_by("-level", "pk")
        unit = memberships.values_list("unit_id", flat=True).first()
    if unit is None:
        return WorkCalendar(weekly=NINE_TO_FIVE.weekly, timezone=settings.TIME_ZONE)
    return calendar_of(unit)


def mail_due_at(mail: str, *, calendar: WorkCalendar, is_quiet: bool, now: datetime) -> datetime | None:
    """When an event of now goes out by mail.

    :param mail: what the person has chosen (`NotificationChoice.Mail`)
    :param is_quiet: whether they want no mail outside their working hours
    :returns: the moment, or None for never
    """
    if mail == Mail.NOW:
        return calendar.add_working(now, timedelta()) if is_quiet else now
    if mail == Mail.DAILY:
        return _morning(calendar, now, is_quiet=is_quiet)
    if mail == Mail.WEEKLY:
        return _morning(calendar, _monday(calendar, now), is_quiet=is_quiet)
    return None


def _morning(calendar: WorkCalendar, after: datetime, *, is_quiet: bool) -> datetime:
    """The next morning on which a digest is due: of a working day, for those who want quiet."""
    zone = ZoneInfo(calendar.timezone)
    day = after.astimezone(zone).date()
    for _day in range(366):
        moment = datetime.combine(day, DIGEST_AT, zone)
        if moment >= after and (calendar.is_working_day(day) or not is_quiet):
            return moment
        day += timedelta(days=1)
    return after + timedelta(days=1)


def _monday(calendar: WorkCalendar, now: datetime) -> datetime:
    """The beginning of the next Monday, in local time."""
    zone = ZoneInfo(calendar.timezone)
    local = now.astimezone(zone)
    days = 7 - local.weekday()
    return datetime.combine(local.date() + timedelta(days=days), time(), zone)
