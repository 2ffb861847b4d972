import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from twofold.science.answers import Scale
from twofold.science.effort import effort_score, effort_score_of_counts
from twofold.science.means import mean_of
from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable


def test_the_published_example():
    score = effort_score_of_counts([80, 210, 140, 110, 160, 180, 120])
    assert score.n == 1000
    assert score.mean.point == pytest.approx(4.08)
    assert score.easy.point == pytest.approx(0.460)
    assert score.net_ease.point == pytest.approx(-13.0)
    assert score.noise is Noise.NORMAL


@given(st.lists(st.integers(1, 7), min_size=2, max_size=60).filter(lambda values: len(set(values)) > 1))
def test_its_interval_is_students(answers):
    interval = effort_score(answers).mean.interval
    low, high = DescrStatsW(np.array(answers)).tconfint_mean()
    assert (interval.low, interval.high) == pytest.approx((max(low, 1), min(high, 7)), abs=1e-9)


def test_few_answers_are_counts():
    score = effort_score([7, 6, None, 5])
    assert (score.n, score.left_out) == (3, 1)
    assert (score.mean.shown, score.easy.shown, score.net_ease.shown) == (None, None, None)


@pytest.mark.parametrize("scale", [Scale(1, 5), Scale(0, 10)])
def test_it_refuses_any_other_scale(scale):
    with pytest.raises(Unmeasurable):
        effort_score([3, 4], scale=scale)
    with pytest.raises(Unmeasurable):
        effort_score_of_counts([1, 2, 3, 4, 5], scale=scale)


def test_it_refuses_the_first_effort_score_by_name():
    with pytest.raises(Unmeasurable, match=r"CES 1\.0"):
        effort_score([1, 2], scale=Scale(1, 5))


@pytest.mark.parametrize("values", [[0.1], [0.1, 0.1, 0.1]])
def test_values_all_alike_claim_no_certainty(values):
    mean = mean_of(values)
    assert mean.point == pytest.approx(0.1)
    assert mean.interval is None


def test_nobody_answered():
    assert mean_of([]).point is None
    assert effort_score([None]).mean.point is None
