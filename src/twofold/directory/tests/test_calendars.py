"""When units work."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.factories import make_unit
from twofold.core.calendar import NINE_TO_FIVE
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.calendars import add_day_off, remove_day_off, set_working_hours
from twofold.directory.models import DayOff, Unit
from twofold.directory.queries.calendars import calendar_of
from twofold.directory.web.units.forms import read_spans, written_spans

MORNINGS = {day: [(time(8), time(12))] for day in range(5)}


def test_a_unit_works_as_the_nearest_unit_above_that_says_so(bo, sales, actor_of, now):
    shop = make_unit("Web shop", parent=sales, timezone="Europe/Berlin")
    assert calendar_of(shop.pk).weekly == NINE_TO_FIVE.weekly
    who = {"actor": actor_of(bo), "now": now}
    set_working_hours(sales, weekly=MORNINGS, holiday_country="DE", holiday_region="HH", **who)
    add_day_off(sales, day=date(2026, 11, 17), name="Stocktaking", **who)
    calendar = calendar_of(shop.pk)
    assert (calendar.timezone, calendar.country, calendar.region) == ("Europe/Berlin", "DE", "HH")
    monday = datetime(2026, 11, 16, 10, 30, tzinfo=UTC)  # 11:30 in Berlin
    assert calendar.add_working(monday, timedelta(hours=1)) == datetime(2026, 11, 18, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"weekly": {0: [(time(9), time(12)), (time(11), time(13))]}}, "may not overlap"),
        ({"weekly": MORNINGS, "holiday_country": "XX"}, "No public holidays"),
        ({"weekly": MORNINGS, "holiday_country": "DE", "holiday_region": "ZZ"}, "no region ZZ"),
    ],
)
def test_hours_that_make_no_sense_are_refused(fields, sentence, bo, sales, actor_of, now):
    with pytest.raises(BadInput, match=sentence):
        set_working_hours(sales, actor=actor_of(bo), now=now, **fields)
    assert Unit.objects.system("a test looks").get(pk=sales.pk).working_hours == {}


def test_a_day_is_off_once_until_it_is_not(bo, sales, actor_of, now):
    who = {"actor": actor_of(bo), "now": now}
    day_off = add_day_off(sales, day=date(2026, 12, 24), **who)
    with pytest.raises(Conflict, match="2026-12-24"):
        add_day_off(sales, day=date(2026, 12, 24), **who)
    remove_day_off(day_off, **who)
    assert not DayOff.objects.exists()


def test_only_its_leads_say_when_a_unit_works(amina, sales, actor_of, now):
    who = {"actor": actor_of(amina), "now": now}
    with pytest.raises(NotAllowed):
        set_working_hours(sales, weekly=MORNINGS, **who)
    with pytest.raises(NotAllowed):
        add_day_off(sales, day=date(2026, 12, 24), **who)
    assert not DayOff.objects.exists()


def test_hours_can_be_typed_until_the_end_of_the_day():
    spans = read_spans("8:00–12:00, 20:00-24:00", "day_0")
    assert spans == [(time(8), time(12)), (time(20), time())]
    assert written_spans(spans) == "08:00–12:00, 20:00–24:00"
    with pytest.raises(BadInput, match="ends before it begins"):
        read_spans("20:00–08:00", "day_0")
