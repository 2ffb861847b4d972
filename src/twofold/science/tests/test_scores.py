"""Published values: MeasuringU and Rocks (2016) as recomputed independently."""

from math import comb

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from twofold.science.answers import Scale
from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.scores import (
    ENPS,
    ENPS_AGREEMENT,
    promoter_score,
    promoter_score_of_counts,
    weighted_promoter_score,
)

HAND_EXAMPLE = [10, 9, 9, 8, 7, 6, 5, 10, 3, 9]
answers = st.integers(0, 10)


def test_the_hand_example():
    score = promoter_score(HAND_EXAMPLE)
    assert (score.promoters, score.passives, score.detractors, score.n) == (5, 2, 3, 10)
    assert score.point == 20.0
    assert score.standard_error == pytest.approx(27.568, abs=5e-4)
    assert score.interval.low == pytest.approx(-30.33, abs=5e-3)
    assert score.interval.high == pytest.approx(61.10, abs=5e-3)
    assert score.noise is Noise.GREYED


def test_five_tens_are_not_certainty():
    score = promoter_score([10] * 5)
    assert score.interval.low == pytest.approx(17.5, abs=0.05)
    assert score.interval.high == 100
    assert score.shown is None


@pytest.mark.parametrize(("n", "coverage"), [(5, 0.923), (10, 0.950), (50, 0.964)])
def test_the_interval_covers_the_truth_as_often_as_published(n, coverage):
    promoters, passives, detractors = 0.85, 0.12, 0.03
    covered = 0.0
    for p in range(n + 1):
        for d in range(n - p + 1):
            interval = promoter_score_of_counts(p, d, n).interval
            if interval.low <= 100 * (promoters - detractors) <= interval.high:
                ways = comb(n, p) * comb(n - p, d)
                covered += ways * promoters**p * detractors**d * passives ** (n - p - d)
    assert covered == pytest.approx(coverage, abs=0.004)


def test_blanks_are_left_out_and_counted():
    score = promoter_score([10, None, 0, None])
    assert (score.n, score.left_out, score.point) == (2, 2, 0.0)


def test_nobody_answered():
    score = promoter_score([])
    assert (score.point, score.interval, score.n, score.noise) == (None, None, 0, Noise.COUNTS_ONLY)


def test_it_refuses_more_promoters_and_detractors_than_answers():
    with pytest.raises(Unmeasurable, match="60 promoters and 45 detractors"):
        promoter_score_of_counts(60, 45, 100)


def test_it_refuses_negative_counts():
    with pytest.raises(Unmeasurable, match="negative"):
        promoter_score_of_counts(-1, 2, 10)


def test_it_refuses_a_scale_from_one_to_ten():
    with pytest.raises(Unmeasurable, match="put on 1 to 10"):
        promoter_score([10, 9], scale=Scale(1, 10))


@pytest.mark.parametrize("answer", [11, -1, 7.5, float("nan")])
def test_it_refuses_an_answer_off_the_scale(answer):
    with pytest.raises(Unmeasurable):
        promoter_score([9, answer])


def test_the_agreement_variant_counts_four_as_passive():
    score = promoter_score([5, 4, 3, 2, 1], instrument=ENPS_AGREEMENT)
    assert (score.promoters, score.passives, score.detractors) == (1, 1, 3)


@given(st.lists(answers, min_size=1, max_size=60))
def test_enps_is_the_mean_of_signs(given_answers):
    score = promoter_score(given_answers, instrument=ENPS)
    signs = np.select([np.array(given_answers) >= 9, np.array(given_answers) <= 6], [1, -1], 0)
    assert score.point == pytest.approx(100 * signs.mean())
    assert score.standard_error == pytest.approx(100 * signs.std() / len(signs) ** 0.5)
    assert -100 <= score.interval.low < score.interval.high <= 100


@given(st.lists(st.tuples(answers, st.floats(0.05, 20)), min_size=2, max_size=60))
def test_weighted_scores_agree_with_statsmodels(rows):
    given_answers, weights = zip(*rows, strict=True)
    score = weighted_promoter_score(given_answers, weights)
    signs = np.select([np.array(given_answers) >= 9, np.array(given_answers) <= 6], [100.0, -100.0], 0.0)
    fit = sm.WLS(signs, np.ones(len(signs)), weights=weights).fit(cov_type="HC1")
    assert score.point == pytest.approx(fit.params[0], abs=1e-8)
    assert score.standard_error == pytest.approx(fit.bse[0], abs=1e-6)


def test_the_verdict_on_a_weighted_score_follows_the_effective_n():
    score = weighted_promoter_score([10] * 20 + [0] * 20, [100.0] + [1.0] * 39)
    assert score.n == 40
    assert score.effective_n == pytest.approx(139**2 / 10039)
    assert score.noise is Noise.COUNTS_ONLY


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, -1.0], [1.0, float("nan")]])
def test_it_refuses_weights_that_cannot_be(weights):
    with pytest.raises(Unmeasurable):
        weighted_promoter_score([9, 6], weights)


def test_it_refuses_to_weigh_blanks_or_a_single_answer():
    with pytest.raises(Unmeasurable, match="at least two answers"):
        weighted_promoter_score([9, None], [1.0, 2.0])
    with pytest.raises(Unmeasurable, match="at least two answers"):
        weighted_promoter_score([9], [1.0])
