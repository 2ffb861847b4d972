"""Published values: Freireich et al. (1963), 6-mercaptopurine, weeks in remission (Cox and Oakes 1984)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.survival import kaplan_meier

WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

spells = st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=60)
late_spells = st.lists(
    st.tuples(st.integers(0, 10), st.integers(1, 20), st.booleans()), min_size=1, max_size=60
)


def test_remission_under_6mp():
    curve = kaplan_meier(WEEKS, RELAPSED)
    assert [point.time for point in curve.points] == [6, 7, 10, 13, 16, 22, 23]
    assert [point.at_risk for point in curve.points] == [21, 17, 15, 12, 11, 7, 6]
    assert [point.survival for point in curve.points] == pytest.approx(
        [0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179], abs=5e-7
    )
    assert [point.standard_error for point in curve.points] == pytest.approx(
        [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5
    )
    assert curve.median.point == 23
    assert curve.median.interval.high == float("inf")
    assert (curve.n, curve.events, curve.noise) == (21, 9, Noise.COUNTS_ONLY)


def test_remission_without_it():
    curve = kaplan_meier(PLACEBO, [True] * 21)
    assert curve.survival_at(10).point == pytest.approx(8 / 21)
    assert curve.points[5].standard_error == pytest.approx(0.106, abs=5e-4)
    assert curve.points[-1].survival == 0
    assert curve.points[-1].interval is None
    assert curve.median.point == 8


@given(spells)
def test_curves_agree_with_statsmodels(rows):
    durations, ended = map(list, zip(*rows, strict=True))
    curve = kaplan_meier(durations, ended)
    oracle = SurvfuncRight(durations, np.array(ended, dtype=int))
    by_time = dict(
        zip(oracle.surv_times, zip(oracle.surv_prob, oracle.surv_prob_se, strict=True), strict=True)
    )
    for point in curve.points:
        survival, error = by_time[point.time]
        assert point.survival == pytest.approx(survival, abs=1e-9)
        if point.survival > 1e-9:
            assert point.standard_error == pytest.approx(error, abs=1e-9)
            assert 0 <= point.interval.low <= point.survival <= point.interval.high <= 1


@given(late_spells)
def test_those_who_came_late_agree_with_statsmodels(rows):
    entry = [begun for begun, _, _ in rows]
    durations = [begun + lasted for begun, lasted, _ in rows]
    ended = [has_ended for _, _, has_ended in rows]
    curve = kaplan_meier(durations, ended, entry=entry)
    oracle = SurvfuncRight(durations, np.array(ended, dtype=int), entry=entry)
    by_time = dict(zip(oracle.surv_times, zip(oracle.n_risk, oracle.surv_prob, strict=True), strict=True))
    for point in curve.points:
        assert (point.at_risk, point.survival) == pytest.approx(by_time[point.time], abs=1e-9)


def test_staff_in_service_at_the_start_are_at_risk_from_then_only():
    # by hand: at 2 only the newcomer is watched, at 12 all three have been: 2/3
    curve = kaplan_meier([12, 15, 14], [True, False, False], entry=[10, 10, 0])
    assert curve.points[0].at_risk == 3
    assert kaplan_meier([12, 15, 2], [True, False, True], entry=[10, 10, 0]).points[0].at_risk == 1


@pytest.mark.filterwarnings("ignore:.*encountered in:RuntimeWarning:statsmodels")
def test_the_quantile_interval_agrees_with_statsmodels():
    oracle = SurvfuncRight(PLACEBO, np.ones(21, dtype=int))
    low, high = oracle.quantile_ci(0.5, method="cloglog")
    interval = kaplan_meier(PLACEBO, [True] * 21).median.interval
    assert (interval.low, interval.high) == (low, high)


def test_without_censoring_it_is_the_plain_share():
    curve = kaplan_meier([1, 2, 3, 4], [True] * 4)
    assert [curve.survival_at(time).point for time in (0.5, 1, 2.5, 4)] == [1.0, 0.75, 0.5, 0.0]
    assert curve.median.point == 2


def test_a_spell_of_no_length_counts():
    assert kaplan_meier([0, 1], [True, True]).points[0].survival == 0.5


def test_nobody_left_yet():
    curve = kaplan_meier([5, 6], [False, False])
    assert (curve.points, curve.median.point, curve.median.interval) == ((), None, None)
    assert kaplan_meier([], []).n == 0


def test_a_quantile_lies_between_none_and_all():
    with pytest.raises(Unmeasurable):
        kaplan_meier([1], [True]).quantile(1)


@pytest.mark.parametrize(
    ("durations", "ended", "entry"),
    [
        ([1, 2], [True], None),
        ([-1], [True], None),
        ([float("nan")], [True], None),
        ([3], [True], [3]),
        ([3], [True], []),
    ],
)
def test_it_refuses_spells_that_cannot_be(durations, ended, entry):
    with pytest.raises(Unmeasurable):
        kaplan_meier(durations, ended, entry=entry)
