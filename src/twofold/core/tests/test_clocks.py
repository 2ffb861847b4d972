"""Running promises: named days, and any days at all against an oracle that looks at every minute."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twofold.core.calendar import NINE_TO_FIVE, WorkCalendar
from twofold.core.clocks import ClockFact, ClockState, Happened, Targets, clocks_of, explain
from twofold.core.tests.minute_clocks import BEGIN, CALENDARS, LENGTH, MINUTE, ByTheMinute

HOUR = timedelta(hours=1)
PROMISED = Targets(HOUR, 2 * HOUR, 8 * HOUR)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week of Monday, 16 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


opened = partial(ClockFact, what=Happened.OPENED, calendar=NINE_TO_FIVE, targets=PROMISED)


def fact(at: datetime, what: str, **ruled) -> ClockFact:
    return ClockFact(at, Happened(what), **ruled)


# --- any days at all -------------------------------------------------------------------------------------------------------

LATER = [what for what in Happened if what != Happened.OPENED]
targets = st.builds(
    lambda *hours: Targets(*hours), *[st.one_of(st.none(), st.integers(1, 900).map(lambda m: m * MINUTE))] * 3
)


@st.composite
def histories(draw):
    """Facts, each as the clocks take it and as the oracle does, and a moment after all of them."""
    minute = draw(st.integers(0, 6 * 1440))
    facts, told, number = [], [], draw(st.integers(0, 3))
    for what in [Happened.OPENED, *draw(st.lists(st.sampled_from(LATER), max_size=9))]:
        is_ruled = what in (Happened.OPENED, Happened.RULED)
        number = draw(st.integers(0, 3)) if what == Happened.RULED else number
        ruled = {"calendar": CALENDARS[number], "targets": draw(targets)} if is_ruled else {}
        facts.append(fact(BEGIN + minute * MINUTE, what, **ruled))
        told.append((minute, what, number if is_ruled else None))
        minute += draw(st.integers(0, 1100))
    return facts, told, minute


@settings(max_examples=250, derandomize=True)
@given(history=histories())
def test_every_clock_is_what_counting_each_minute_gives(history):
    facts, told, now = history
    clocks, by_hand = clocks_of(facts, BEGIN + now * MINUTE), ByTheMinute(told, now)
    waits = (by_hand.first, by_hand.next, by_hand.whole)
    for clock, wait in zip((clocks.first_answer, clocks.next_answer, clocks.resolution), waits, strict=True):
        if wait is None:
            assert clock.state == ClockState.NONE
            continue
        waited, told = by_hand.waited(wait), explain(clock)
        assert clock.is_over == (waited.over_at is not None)
        assert clock.counted == told.counting == waited.kinds.count("counting") * MINUTE
        assert told.paused == waited.kinds.count("paused") * MINUTE
        assert told.off_hours == waited.kinds.count("off_hours") * MINUTE
        assert told.total == len(waited.kinds) * MINUTE == told.counting + told.paused + told.off_hours
        assert all(
            one.end == other.start for one, other in zip(told.segments, told.segments[1:], strict=False)
        )
        if clock.target is not None:
            require_same_moment(clock, waited)


def require_same_moment(clock, waited):
    minute = waited.due(clock.target // MINUTE)
    if minute is not None:
        assert clock.promised_at == BEGIN + minute * MINUTE
        assert (clock.state == ClockState.MISSED) == (minute < waited.start + len(waited.kinds))
    elif clock.is_over:
        assert clock.state == ClockState.MET
        assert clock.promised_at > clock.until
    elif clock.is_paused:
        assert (clock.state, clock.due_at) == (ClockState.PAUSED, None)
    else:
        assert clock.state == ClockState.RUNNING
        assert clock.due_at > BEGIN + LENGTH * MINUTE


# --- named days ------------------------------------------------------------------------------------------------------------


def test_lunch_is_not_counted():
    clock = clocks_of([opened(on(16, 12))], on(16, 14)).resolution
    assert (clock.counted, clock.due_at) == (HOUR, on(17, 12, 30))
    kinds = [segment.kind for segment in explain(clock).segments]
    assert kinds == ["counting", "off_hours", "counting"]


def test_a_policy_that_changes_keeps_what_was_counted_and_what_was_paused():
    facts = [
        opened(on(16, 9)),
        fact(on(16, 10), "answered"),
        fact(on(16, 10), "paused", why="Waiting for the customer"),
        fact(on(16, 12), "continued"),
        fact(on(16, 14), "ruled", targets=Targets(resolution=4 * HOUR)),
    ]
    clock = clocks_of(facts, on(16, 15)).resolution
    assert (clock.counted, clock.left) == (3 * HOUR, HOUR)
    assert clock.due_at == on(16, 16)
    assert explain(clock).paused == 2 * HOUR


def test_an_answer_stops_the_first_clock_and_a_resolution_is_one():
    for what in ("answered", "resolved"):
        first = clocks_of([opened(on(16, 9)), fact(on(16, 9, 50), what)], on(20, 9)).first_answer
        assert (first.state, first.counted, first.due_at) == (ClockState.MET, timedelta(minutes=50), None)
        assert first.promised_at == on(16, 10)


def test_the_next_answer_is_awaited_from_when_the_customer_wrote_first_since_the_last():
    facts = [
        opened(on(16, 9)),
        fact(on(16, 9), "customer_wrote"),
        fact(on(16, 10), "answered"),
        fact(on(16, 11), "customer_wrote"),
        fact(on(16, 12), "customer_wrote"),
    ]
    assert clocks_of(facts[:3], on(16, 17)).next_answer.state == ClockState.NONE
    waiting = clocks_of(facts, on(16, 14)).next_answer
    assert (waiting.started_at, waiting.counted, waiting.state) == (on(16, 11), 2 * HOUR, ClockState.RUNNING)
    late = clocks_of([*facts, fact(on(16, 15), "answered")], on(17, 9)).next_answer
    assert (late.state, late.left, late.promised_at) == (ClockState.MISSED, -HOUR, on(16, 14))


def test_a_customer_who_writes_after_the_resolution_waits_from_the_reopening():
    facts = [opened(on(16, 9)), fact(on(16, 10), "resolved"), fact(on(16, 11), "customer_wrote")]
    assert clocks_of(facts, on(16, 17)).next_answer.state == ClockState.NONE
    again = clocks_of([*facts, fact(on(16, 14), "reopened")], on(16, 15))
    assert again.next_answer.started_at == on(16, 14)
    assert again.resolution.counted == 2 * HOUR
    assert [segment.why for segment in explain(again.resolution).segments] == ["", "resolved", ""]


def test_a_pause_leaves_the_moment_open_unless_it_has_passed():
    paused = clocks_of([opened(on(16, 9)), fact(on(16, 9, 30), "paused")], on(16, 17))
    assert (paused.first_answer.state, paused.first_answer.due_at) == (ClockState.PAUSED, None)
    late = clocks_of([opened(on(16, 9)), fact(on(16, 11), "paused")], on(16, 17)).first_answer
    assert (late.state, late.is_paused, late.due_at) == (ClockState.MISSED, True, on(16, 10))


def test_another_calendar_counts_from_the_transfer_on():
    nights = WorkCalendar(weekly=dict.fromkeys(range(7), ((time(18), time()),)))
    facts = [opened(on(16, 16, 30)), fact(on(16, 17), "ruled", calendar=nights)]
    clock = clocks_of(facts, on(16, 17)).resolution
    assert (clock.counted, clock.due_at) == (HOUR / 2, on(17, 19, 30))


def test_moments_before_and_after_the_target_are_told_in_working_time():
    clock = clocks_of([opened(on(16, 9))], on(16, 9)).resolution
    assert clock.moment_of(clock.target / 2) == on(16, 14)
    assert clock.moment_of(clock.target - HOUR / 2) == on(16, 17, 30)
    assert clock.moment_of(clock.target + HOUR) == on(17, 10, 30)


@pytest.mark.parametrize("facts", [[], [fact(on(16, 9), "resolved")], [opened(on(18, 9))]])
def test_what_has_not_been_opened_runs_no_clock(facts):
    clocks = clocks_of(facts, on(17, 9))
    assert {clock.state for clock in vars(clocks).values()} == {ClockState.NONE}


def test_a_moment_promised_by_hand_is_moved_by_nothing():
    by_hand = PROMISED._replace(resolved_by=on(18, 12))
    facts = [
        opened(on(16, 9)),
        fact(on(16, 10), "ruled", targets=by_hand),
        fact(on(16, 11), "paused"),
        fact(on(17, 11), "continued"),
    ]
    assert clocks_of(facts[:3], on(16, 17)).resolution.due_at == on(18, 12)
    clock = clocks_of(facts, on(18, 11)).resolution
    assert (clock.due_at, clock.left, clock.state) == (on(18, 12), HOUR, ClockState.RUNNING)
    assert clocks_of(facts, on(18, 13)).resolution.state == ClockState.MISSED
