"""Published values: Shrout and Fleiss (1979), Psychological Bulletin 86(2), table 2."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import f_oneway

from twofold.science.agreement import agreement_within, cronbach_alpha, r_wg
from twofold.science.answers import Scale
from twofold.science.refusals import Unmeasurable

SHROUT_AND_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_six_targets_and_four_judges():
    found = agreement_within(SHROUT_AND_FLEISS)
    assert (found.icc1, found.icc2) == pytest.approx((0.17, 0.44), abs=5e-3)
    assert (found.units, found.n, found.is_enough) == (6, 24, False)


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(1, 7), min_size=2, max_size=6), min_size=2, max_size=6))
def test_icc2_is_what_the_f_test_says(units):
    spreads = [len(set(unit)) > 1 for unit in units]
    found = agreement_within(units)
    if any(spreads) and found.icc2 is not None and found.icc2 > -100:
        assert found.icc2 == pytest.approx(1 - 1 / f_oneway(*units).statistic)


def test_units_that_are_each_of_one_mind_may_be_spoken_of():
    found = agreement_within([[1, 1, 1], [5, 5], []])
    assert (found.icc1, found.icc2, found.units, found.is_enough) == (1.0, 1.0, 2, True)


def test_units_with_the_same_mean_have_no_icc():
    assert agreement_within([[1, 5], [3, 3]]).icc2 is None


@pytest.mark.parametrize("units", [[[1, 2]], [[1], [2]], []])
def test_it_refuses_what_has_nobody_to_compare(units):
    with pytest.raises(Unmeasurable):
        agreement_within(units)


def test_r_wg_by_hand():
    five_steps = Scale(1, 5)  # variance by chance (25 - 1)/12 = 2
    assert r_wg([[4, 4, 4, 5, 3]], five_steps) == pytest.approx(0.75)
    assert r_wg([[4, 4, 4, 5, 3]] * 3, five_steps) == pytest.approx(3 * 0.75 / (3 * 0.75 + 0.25))
    assert r_wg([[1, 5, 1, 5]], five_steps) == 0
    with pytest.raises(Unmeasurable):
        r_wg([[4]], five_steps)


def test_alpha_by_hand_and_without_blanks():
    # variances 5/3 and 5/3 over 1-2-3-4 and 2-1-4-3, of the sums 16/3
    rows = [[1, 2], [2, 1], [3, 4], [4, 3], [5, None]]
    assert cronbach_alpha(rows) == pytest.approx(2 * (1 - (10 / 3) / (16 / 3)))
    assert cronbach_alpha([[1, 2]]) is None
    assert cronbach_alpha([[1, 2], [2, 1]]) is None
