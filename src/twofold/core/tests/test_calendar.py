"""Calendar arithmetic against an oracle that looks at every minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.core.calendar import NINE_TO_FIVE, WorkCalendar
from twofold.core.errors import BadInput

BERLIN = WorkCalendar(
    weekly={
        **dict.fromkeys(range(4), ((time(8), time(12)), (time(13), time(17)))),
        4: ((time(8), time(14)),),
        6: ((time(1), time(4)),),  # Sunday night: the hours that clock changes touch
    },
    timezone="Europe/Berlin",
    days_off=frozenset({date(2026, 11, 18)}),
    country="DE",
)
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 30)).map(
    lambda m: m.replace(second=0, microsecond=0, tzinfo=UTC)
)


def is_working(calendar: WorkCalendar, minute: datetime) -> bool:
    local = minute.astimezone(ZoneInfo(calendar.timezone))
    return calendar.is_working_day(local.date()) and any(
        start <= local.time() < end for start, end in calendar.weekly.get(local.weekday(), ())
    )


@given(start=moments, length=st.integers(0, 4 * 24 * 60))
def test_working_time_is_the_count_of_working_minutes(start, length):
    minutes = sum(is_working(BERLIN, start + timedelta(minutes=m)) for m in range(length))
    assert BERLIN.working_between(start, start + timedelta(minutes=length)) == timedelta(minutes=minutes)


@given(start=moments, minutes=st.integers(1, 6000))
def test_a_promise_is_reached_exactly_when_its_working_time_has_passed(start, minutes):
    duration = timedelta(minutes=minutes)
    promised = BERLIN.add_working(start, duration)
    assert BERLIN.working_between(start, promised) == duration
    assert BERLIN.working_between(start, promised - timedelta(minutes=1)) < duration


def test_lunch_does_not_count():
    morning = MONDAY.replace(hour=12)
    assert NINE_TO_FIVE.add_working(morning, timedelta(hours=1)) == MONDAY.replace(hour=14)


def test_friday_evening_runs_on_to_monday():
    friday = datetime(2026, 11, 13, 17, tzinfo=UTC)
    assert NINE_TO_FIVE.add_working(friday, timedelta(hours=1)) == MONDAY.replace(hour=9, minute=30)


def test_a_public_holiday_and_a_day_off_are_skipped():
    assert not BERLIN.is_working_day(date(2026, 10, 3))
    assert not BERLIN.is_working_day(date(2026, 11, 18))
    assert BERLIN.is_working_day(date(2026, 11, 19))


def test_backwards_is_negative():
    later = MONDAY.replace(hour=11)
    assert NINE_TO_FIVE.working_between(later, MONDAY.replace(hour=9)) == -timedelta(hours=2)


def test_a_calendar_without_hours_promises_nothing():
    with pytest.raises(BadInput, match="no working hours"):
        WorkCalendar(weekly={}).add_working(MONDAY, timedelta(hours=1))


@pytest.mark.parametrize(
    "spans", [((time(9), time(12)), (time(11), time(13))), ((time(12), time(9)),), ((time(9), time(9)),)]
)
def test_hours_that_overlap_or_run_backwards_are_refused(spans):
    with pytest.raises(BadInput, match="order of the day"):
        WorkCalendar(weekly={0: spans})


def test_an_unknown_country_is_refused_in_words():
    with pytest.raises(BadInput, match="No public holidays are known"):
        WorkCalendar(weekly={0: ((time(9), time(17)),)}, country="QQ").is_working_day(date(2026, 11, 16))


def test_a_span_may_end_with_the_day():
    evenings = WorkCalendar(weekly=dict.fromkeys(range(7), ((time(20), time()),)))
    assert evenings.add_working(MONDAY, timedelta(hours=5)) == MONDAY + timedelta(days=1, hours=21)
    assert evenings.is_working_at(MONDAY.replace(hour=23, minute=59))
    assert not evenings.is_working_at(MONDAY)
