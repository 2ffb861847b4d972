import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from twofold.science.refusals import Unmeasurable
from twofold.science.trends import Wave, mann_kendall, trend_over


def waves(*points, error=2.0, n=50):
    return [Wave(at, point, error, n) for at, point in enumerate(points)]


def test_two_waves_are_their_difference_over_the_time_between():
    trend = trend_over([Wave(0, 20, 3, 40), Wave(2, 30, 4, 40)])  # SE of the difference 5
    assert (trend.slope, trend.p_value) == pytest.approx((5.0, 0.0455), abs=5e-5)
    assert (trend.interval.low, trend.interval.high) == pytest.approx(
        (5 - 1.959964 * 2.5, 5 + 1.959964 * 2.5)
    )
    assert trend.least_detectable == pytest.approx(2.8 * 2.5)
    assert trend.is_detectable


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(-50, 50), st.floats(0.5, 2)), min_size=4, max_size=9))
def test_a_line_through_waves_agrees_with_statsmodels(rows):
    points, errors = zip(*rows, strict=True)
    trend = trend_over([Wave(at, point, error, 30) for at, (point, error) in enumerate(rows)])
    line = sm.add_constant(np.arange(len(rows)))
    fit = sm.WLS(points, line, weights=1 / np.square(errors)).fit(cov_type="HC3", use_t=True)
    assert trend.slope == pytest.approx(fit.params[1], abs=1e-9)
    if fit.bse[1] > trend.least_detectable / 2.8 - 1e-9:
        assert trend.p_value == pytest.approx(fit.pvalues[1], abs=1e-9)
    assert trend.least_detectable / 2.8 >= fit.bse[1] - 1e-9


def test_three_waves_on_a_line_are_no_certainty():
    trend = trend_over(waves(10, 11, 12))
    assert (trend.slope, trend.is_detectable) == (pytest.approx(1.0), False)
    assert trend.least_detectable == pytest.approx(2.8 * 2 / 2**0.5)


def test_eight_waves_are_also_ranked():
    # all 28 pairs rise: z = 27/√(8·7·21/18) = 3.3403
    trend = trend_over(waves(1, 2, 3, 4, 5, 6, 7, 9))
    assert trend.rank_p_value == pytest.approx(0.000837, abs=1e-6)
    assert trend_over(waves(1, 2, 3, 4, 5, 6, 7)).rank_p_value is None
    assert mann_kendall(waves(4, 4, 4, 4)) == 1.0


def test_waves_with_few_answers_are_left_out():
    assert trend_over([*waves(10, 20), Wave(5, 90, 2, 9)]).waves == 2
    assert trend_over(waves(10)).slope is None
    assert trend_over(waves(10, 20, error=0)).p_value is None


def test_it_refuses_two_waves_at_once():
    with pytest.raises(Unmeasurable):
        trend_over([Wave(1, 2, 1, 20), Wave(1, 3, 1, 20)])
