import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, ttest_rel
from statsmodels.stats.multitest import multipletests

from twofold.science.comparisons import (
    benjamini_hochberg,
    holm,
    paired_score_change,
    score_difference,
    two_sided_p,
)
from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.scores import ENPS, promoter_score, promoter_score_of_counts


def test_two_groups_by_hand():
    # (.5 - .2) and (.3 - .4); variances .61 and .69 over 100 and 200: SE² = .0061 + .00345
    difference = score_difference(
        promoter_score_of_counts(50, 20, 100), promoter_score_of_counts(60, 80, 200)
    )
    assert difference.point == pytest.approx(40.0)
    assert difference.interval.low == pytest.approx(40 - 1.959964 * 9.772410, abs=1e-4)
    assert difference.least_detectable == pytest.approx(2.80 * 9.772410, abs=1e-4)
    assert difference.is_detectable
    assert (difference.n, difference.noise) == (300, Noise.NORMAL)


def test_no_detectable_change():
    difference = score_difference(promoter_score_of_counts(5, 3, 12), promoter_score_of_counts(6, 3, 12))
    assert not difference.is_detectable
    assert difference.noise is Noise.GREYED


def test_nps_and_enps_are_never_subtracted():
    with pytest.raises(Unmeasurable, match="nps and enps"):
        score_difference(promoter_score([9, 10]), promoter_score([9, 10], instrument=ENPS))


def test_nothing_can_be_said_without_answers():
    difference = score_difference(promoter_score([]), promoter_score([9, 3]))
    assert (difference.point, difference.p_value, difference.is_detectable) == (None, None, False)


def test_the_same_people_twice():
    before, after = [10, 9, 6, 3, 8, 7], [9, 6, 9, 2, 10, 7]
    change = paired_score_change(before, after)
    signs = [np.select([np.array(x) >= 9, np.array(x) <= 6], [100, -100], 0) for x in (after, before)]
    interval = ttest_rel(*signs).confidence_interval()
    assert change.point == pytest.approx(np.mean(signs[0] - signs[1]))
    assert (change.interval.low, change.interval.high) == pytest.approx((interval.low, interval.high))


@pytest.mark.parametrize("after", [[9], [9, None]])
def test_it_refuses_people_who_were_there_once(after):
    with pytest.raises(Unmeasurable):
        paired_score_change([9, 9], after)


def test_the_published_bank_comparison():
    assert two_sided_p(2.8439) == pytest.approx(0.004457, abs=1e-6)
    assert holm([0.004457, 0.2, 0.6])[0] == pytest.approx(0.01337, abs=5e-6)


@settings(max_examples=5)  # the oracle collects garbage at every call
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_agrees_with_statsmodels(p_values):
    assert holm(p_values) == pytest.approx(list(multipletests(p_values, method="holm")[1]), abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_benjamini_and_hochberg_agree_with_scipy(p_values):
    assert benjamini_hochberg(p_values) == pytest.approx(list(false_discovery_control(p_values)), abs=1e-12)
