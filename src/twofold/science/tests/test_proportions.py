"""Published values: Newcombe 1998a (one share) and 1998b (the difference of two)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from twofold.science.noise import Noise
from twofold.science.proportions import response_rate, share_difference, share_of, wilson
from twofold.science.refusals import Unmeasurable

parts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_newcombes_table(count, n, low, high):
    interval = wilson(count, n)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("count", "n", "point", "low", "high"),
    [
        (1431, 2179, 65.672, 63.653, 67.637),
        (134, 145, 92.414, 86.927, 95.711),
        (495, 890, 55.618, 52.337, 58.851),
    ],
)
def test_real_shares(count, n, point, low, high):
    share = share_of(count, n)
    assert 100 * share.shown == pytest.approx(point, abs=5e-4)
    assert 100 * share.interval.low == pytest.approx(low, abs=5e-4)
    assert 100 * share.interval.high == pytest.approx(high, abs=5e-4)


@given(parts, st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_agrees_with_statsmodels(part, confidence):
    interval = wilson(*part, confidence=confidence)
    low, high = proportion_confint(*part, alpha=1 - confidence, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


def test_newcombes_difference():
    difference = share_difference(share_of(56, 70), share_of(48, 80))
    assert difference.point == pytest.approx(0.20)
    assert (difference.interval.low, difference.interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(parts, parts)
def test_differences_agree_with_statsmodels(one, other):
    interval = share_difference(share_of(*one), share_of(*other)).interval
    low, high = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


def test_one_of_fifteen_is_greyed_and_one_of_nine_is_a_count():
    assert share_of(1, 15).noise is Noise.GREYED
    assert share_of(1, 9).shown is None


def test_a_share_of_nothing_has_no_number():
    assert share_of(0, 0).point is None
    assert share_difference(share_of(0, 0), share_of(3, 40)).shown is None


@pytest.mark.parametrize(("count", "n"), [(5, 4), (-1, 4), (0, -1)])
def test_it_refuses_counts_that_cannot_be(count, n):
    with pytest.raises(Unmeasurable):
        share_of(count, n)


def test_nothing_has_no_interval():
    with pytest.raises(Unmeasurable, match="share of nothing"):
        wilson(0, 0)


def test_more_answers_than_people_is_a_wrong_denominator():
    assert response_rate(102, 100) is None
    assert response_rate(50, 100).point == 0.5
