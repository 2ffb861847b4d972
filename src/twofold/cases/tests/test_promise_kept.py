from datetime import UTC, datetime, timedelta

import pytest

from twofold.cases.models import Case
from twofold.cases.queries.promises import promise_kept
from twofold.core.calendar import NINE_TO_FIVE

OPENED = datetime(2026, 11, 16, 9, tzinfo=UTC)  # a Monday
PROMISED = datetime(2026, 11, 20, 17, tzinfo=UTC)  # its Friday


def on(day, hour):
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("resolved", "now", "state", "hours"),
    [
        (None, on(20, 15), "running", 2),
        (None, on(19, 17), "running", 7.5),  # half an hour today, seven hours tomorrow
        (None, on(23, 10), "late", -1.5),  # half an hour on Friday, none at the weekend, one on Monday
        (on(20, 17), on(23, 10), "kept", 0),
        (on(23, 10), on(28, 10), "broken", -1.5),
    ],
)
def test_it_counts_working_hours_to_the_promise(resolved, now, state, hours):
    case = Case(opened_at=OPENED, promised_at=PROMISED, resolved_at=resolved)
    promise = promise_kept(case, now, NINE_TO_FIVE)
    assert (promise.state, promise.left) == (state, timedelta(hours=hours))


def test_nothing_was_promised():
    promise = promise_kept(Case(opened_at=OPENED), on(20, 9), NINE_TO_FIVE)
    assert (promise.state, promise.left) == ("none", None)


def test_beyond_a_month_days_are_counted_by_the_clock():
    promise = promise_kept(
        Case(opened_at=OPENED, promised_at=PROMISED), PROMISED + timedelta(days=400), NINE_TO_FIVE
    )
    assert (promise.left, promise.is_far) == (timedelta(days=-400), True)


def test_half_of_the_time_is_gone():
    case = Case(opened_at=OPENED, promised_at=OPENED + timedelta(days=2))
    assert promise_kept(case, OPENED + timedelta(days=1), NINE_TO_FIVE).used == 0.5
