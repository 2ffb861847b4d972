import pytest

from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.waiting import little_check, waiting_times, within_target


def test_leaving_out_those_who_still_wait_would_flatter():
    # ten answered after 1 to 10 hours, ten still waiting after 10
    waits = [*range(1, 11), *[10] * 10]
    answered = [True] * 10 + [False] * 10
    times = waiting_times(waits, answered)
    assert times.median.point == 10  # of the answered alone it would be 5
    assert times.p90.point is None
    assert times.curve.survival_at(5).point == pytest.approx(0.75)
    assert (times.n, times.noise) == (20, Noise.GREYED)


def test_when_all_are_answered_they_are_plain_quantiles():
    times = waiting_times(range(1, 101), [True] * 100)
    assert (times.median.point, times.p90.point) == (50, 90)
    assert times.median.interval.low < 50 < times.median.interval.high


def test_nobody_waits():
    assert waiting_times([], []).median.shown is None


def test_who_waits_beyond_the_target_has_been_failed_already():
    share = within_target([1, 9, 2, 9], [True, True, False, False], target=4)
    assert (share.count, share.n) == (1, 3)  # the third is undecided


def test_littles_law_is_exact_when_the_period_holds_every_case():
    # open for 2, 3 and 5 of 10 days: 1 on average = .3 a day x 10/3 days
    check = little_check([0, 1, 5], [2, 4, 10], begin=0, end=10)
    assert check.mean_open == pytest.approx(1.0)
    assert check.arrival_rate == pytest.approx(0.3)
    assert check.mean_wait == pytest.approx(10 / 3)
    assert check.gap == pytest.approx(0)
    assert check.holds


def test_a_missing_stamp_breaks_littles_law():
    check = little_check([0, 1, 5], [2, None, 10], begin=0, end=10)
    assert check.mean_open == pytest.approx((2 + 9 + 5) / 10)
    assert not check.holds


@pytest.mark.parametrize(
    ("arrivals", "departures", "begin", "end"),
    [([0], [1], 5, 5), ([0], [None], 0, 9), ([3], [2], 0, 9), ([], [], 0, 9)],
)
def test_it_refuses_a_period_it_cannot_check(arrivals, departures, begin, end):
    with pytest.raises(Unmeasurable):
        little_check(arrivals, departures, begin, end)
