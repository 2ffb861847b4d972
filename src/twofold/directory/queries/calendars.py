"""When a unit works."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from twofold.core.calendar import NINE_TO_FIVE, WorkCalendar
from twofold.directory.models import DayOff, Unit

HOURS = ("parent_id", "timezone", "working_hours", "holiday_country", "holiday_region")
"""What is asked of every unit."""


def calendar_of(unit_id: int) -> WorkCalendar:
    """The working calendar of a unit: hours, time zone and holidays from itself or the nearest unit above that states them.

    Days off of all units above count. A tree in which nobody states hours works Monday to Friday.
    """
    return calendars_of([unit_id])[unit_id]


def calendars_of(unit_ids: Iterable[int]) -> dict[int, WorkCalendar]:
    """The working calendars of several units, in two queries however many they are."""
    units = _units()
    lineages = {unit: list(_lineage(unit, units)) for unit in unit_ids}
    above = {unit.pk for lineage in lineages.values() for unit in lineage}
    days_off = defaultdict(set)
    for unit, day in DayOff.objects.filter(unit__in=above).values_list("unit_id", "day"):
        days_off[unit].add(day)
    return {unit: _calendar(lineage, days_off) for unit, lineage in lineages.items()}


def _calendar(lineage: list[Unit], days_off: dict[int, set[date]]) -> WorkCalendar:
    hours = next((unit.working_hours for unit in lineage if unit.working_hours), None)
    country, region = next(
        ((unit.holiday_country, unit.holiday_region) for unit in lineage if unit.holiday_country), ("", "")
    )
    return WorkCalendar(
        weekly=weekly_spans(hours) if hours else NINE_TO_FIVE.weekly,
        timezone=lineage[0].timezone,
        days_off=frozenset().union(*(days_off[unit.pk] for unit in lineage)),
        country=country,
        region=region,
    )


def weekly_spans(hours: dict[str, list[list[str]]]) -> dict[int, tuple[tuple[time, time], ...]]:
    """Hours as they are stored, ``{"0": [["09:00", "17:30"]]}``, as the calendar takes them."""
    return {
        int(day): tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)
        for day, spans in hours.items()
    }


def hours_source(unit_id: int) -> Unit | None:
    """The unit whose weekly hours hold for this one, or None if nobody states any."""
    return next((unit for unit in _lineage(unit_id, _units()) if unit.working_hours), None)


def _units() -> dict[int, Unit]:
    """All units: an enterprise has hundreds, not millions."""
    units = Unit.objects.system("when units work is known to all staff")
    return {unit.pk: unit for unit in units.only(*HOURS)}


def _lineage(unit_id: int, units: dict[int, Unit]) -> Iterable[Unit]:
    """The unit and those above it, nearest first."""
    current = units.get(unit_id)
    while current is not None:
        yield current
        current = units.get(current.parent_id)
