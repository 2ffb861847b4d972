"""When a unit works."""

from collections.abc import Iterable
from datetime import time

from twofold.core.calendar import NINE_TO_FIVE, WorkCalendar
from twofold.directory.models import DayOff, Unit


def calendar_of(unit_id: int) -> WorkCalendar:
    """The working calendar of a unit: hours, time zone and holidays from itself or the nearest unit above that states them.

    Days off of all units above count. A tree in which nobody states hours works Monday to Friday.
    """
    lineage = list(_lineage(unit_id))
    hours = next((unit.working_hours for unit in lineage if unit.working_hours), None)
    country, region = next(
        ((unit.holiday_country, unit.holiday_region) for unit in lineage if unit.holiday_country), ("", "")
    )
    days_off = DayOff.objects.filter(unit__in=[unit.pk for unit in lineage]).values_list("day", flat=True)
    return WorkCalendar(
        weekly=weekly_spans(hours) if hours else NINE_TO_FIVE.weekly,
        timezone=lineage[0].timezone,
        days_off=frozenset(days_off),
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
    return next((unit for unit in _lineage(unit_id) if unit.working_hours), None)


def _lineage(unit_id: int) -> Iterable[Unit]:
    """The unit and those above it, nearest first."""
    units = {
        unit.pk: unit
        for unit in Unit.objects.system("when units work is known to all staff").select_related("party")
    }
    current = units.get(unit_id)
    while current is not None:
        yield current
        current = units.get(current.parent_id)
