"""When a unit works: its weekly hours, its public holidays, and its own days off."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import holidays
from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.calendar import WorkCalendar
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, deleted, row_values
from twofold.directory.access import require_lead_of
from twofold.directory.actions.affiliations import require_sensible_day
from twofold.directory.models import DayOff, Unit
from twofold.timeline.actions.record import record

WeeklyHours = Mapping[int, Sequence[tuple[time, time]]]


@transaction.atomic
def set_working_hours(
    unit: Unit,
    *,
    weekly: WeeklyHours,
    actor: Actor,
    now: datetime,
    holiday_country: str = "",
    holiday_region: str = "",
) -> Unit:
    """Say when a unit, and those below it without hours of their own, works.

    :param weekly: weekday (0 = Monday) → spans of the day in their order; a break is the gap between two; empty: as above it
    :param holiday_country: ISO 3166 code of the country whose public holidays are kept; "" as above it
    :raises NotAllowed: if the actor neither leads the unit nor administers
    :raises BadInput: if spans overlap, or no public holidays are known for the country
    """
    require_lead_of(actor, unit)
    WorkCalendar(weekly={day: tuple(spans) for day, spans in weekly.items()})  # refuses what overlaps
    _require_holidays(holiday_country, holiday_region)
    before = row_values(unit)
    old = (unit.working_hours, unit.holiday_country, unit.holiday_region)
    unit.working_hours = {
        str(day): [[start.strftime("%H:%M"), end.strftime("%H:%M")] for start, end in spans]
        for day, spans in sorted(weekly.items())
        if spans
    }
    unit.holiday_country, unit.holiday_region = holiday_country, holiday_region
    new = (unit.working_hours, unit.holiday_country, unit.holiday_region)
    if new == old:
        return unit
    fields = ("working_hours", "holiday_country", "holiday_region")
    unit.save(update_fields=fields)
    changes = dict(zip(fields, zip(old, new, strict=True), strict=True))
    _record("directory.working_hours_set", unit, actor, now, changes, changed(unit, before))
    return unit


@transaction.atomic
def add_day_off(unit: Unit, *, day: date, actor: Actor, now: datetime, name: str = "") -> DayOff:
    """Note a day on which a unit, and those below it, does not work.

    :raises NotAllowed: if the actor neither leads the unit nor administers
    :raises Conflict: if the day is noted already
    :raises BadInput: if the year cannot be right
    """
    require_lead_of(actor, unit)
    require_sensible_day(day, "day")
    day_off, is_new = DayOff.objects.get_or_create(unit=unit, day=day, defaults={"name": name.strip()[:100]})
    if not is_new:
        raise Conflict(_("%(day)s is a day off already.") % {"day": day.isoformat()}, field="day")
    changes = {day.isoformat(): (None, day_off.name)}
    _record("directory.day_off_added", unit, actor, now, changes, created(day_off))
    return day_off


@transaction.atomic
def remove_day_off(day_off: DayOff, *, actor: Actor, now: datetime) -> None:
    """Work on that day after all.

    :raises NotAllowed: if the actor neither leads the unit nor administers
    """
    require_lead_of(actor, day_off.unit)
    changes = {day_off.day.isoformat(): (day_off.name, None)}
    _record("directory.day_off_removed", day_off.unit, actor, now, changes, deleted(day_off))
    day_off.delete()


def _require_holidays(country: str, region: str) -> None:
    if not country:
        return
    known = holidays.list_supported_countries()
    if country not in known:
        raise BadInput(
            _("No public holidays are known for %(country)s. Leave it empty, and add days off.")
            % {"country": country},
            field="holiday_country",
        )
    if region and region not in known[country]:
        raise BadInput(
            _("%(country)s has no region %(region)s. It has: %(regions)s.")
            % {"country": country, "region": region, "regions": ", ".join(known[country]) or "–"},
            field="holiday_region",
        )


def _record(verb: str, unit: Unit, actor: Actor, now: datetime, changes: dict, row: RowChange) -> None:
    record(
        verb,
        subject=unit,
        actor=actor,
        now=now,
        unit_id=unit.pk,
        parties=[unit.pk],
        changes=changes,
        rows=[row],
    )
