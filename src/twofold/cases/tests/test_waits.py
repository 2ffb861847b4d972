from datetime import timedelta

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.models import Case
from twofold.cases.queries.waits import waits_of

DAY = timedelta(days=1)


@pytest.fixture
def cases(sales, customer, now):
    """Opened ten days ago, resolved after 1, 2 and 4 days; one is open still."""
    relationship = make_relationship(sales, customer)
    for days in (1, 2, 4, None):
        ended = None if days is None else now - (10 - days) * DAY
        make_case(
            relationship,
            opened_at=now - 10 * DAY,
            first_answered_at=now - 9.5 * DAY if days else None,
            resolved_at=ended,
            state="resolved" if ended else "open",
        )
    return Case.objects.system("test")


def test_the_median_counts_those_who_still_wait(cases, now):
    waits = waits_of(cases, until=now, target_days=2)
    assert (waits.resolution.median.point, waits.resolution.n) == (2.0, 4)
    assert waits.resolution.p90.point is None
    assert waits.answer.median.point == 0.5
    assert (waits.within.count, waits.within.n) == (2, 4)


def test_littles_law_checks_the_stamps(cases, now):
    """1 + 2 + 4 + 10 case days in 10 days are 1.7 open at a time; 4 arrivals in 10 days wait 7/3 days if done."""
    little = waits_of(cases, until=now).little
    assert little.mean_open == pytest.approx(1.7)
    assert little.arrival_rate == pytest.approx(0.4)
    assert little.mean_wait == pytest.approx(7 / 3)
    assert not little.holds


def test_what_was_not_known_then_is_left_out(cases, now):
    waits = waits_of(cases, until=now - 8.5 * DAY)
    assert waits.resolution.curve.n == 4
    assert waits.resolution.median.point is None


def test_no_case_no_wait(db, now):
    assert waits_of(Case.objects.system("test"), until=now) is None
