"""An attacker who knows n and sees what is disclosed must never learn what everyone answered."""

from collections import defaultdict

import pytest

from twofold.science.disclosure import Disclosure, disclosed_score, may_show
from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.scores import ENPS, promoter_score_of_counts, weighted_promoter_score


def score(promoters, detractors, n):
    return promoter_score_of_counts(promoters, detractors, n, instrument=ENPS)


def test_four_answers_say_nothing():
    disclosed = disclosed_score(score(2, 1, 4), eligible=30)
    assert disclosed.disclosure is Disclosure.SUPPRESSED
    assert (disclosed.n, disclosed.score, disclosed.interval, disclosed.band) == (None, None, None, None)


def test_the_limit_can_be_raised_but_not_lowered():
    assert disclosed_score(score(5, 3, 9), eligible=30, k=10).disclosure is Disclosure.SUPPRESSED
    with pytest.raises(Unmeasurable, match="only be raised"):
        disclosed_score(score(5, 3, 9), eligible=30, k=4)


def test_all_promoters_and_all_detractors_are_a_band():
    happy, unhappy = (disclosed_score(s, eligible=12) for s in (score(8, 0, 8), score(0, 8, 8)))
    assert (happy.disclosure, happy.score, happy.interval) == (Disclosure.BANDED, None, None)
    assert (happy.band.low, happy.band.high) == (50, 100)
    assert (unhappy.band.low, unhappy.band.high) == (-100, -50)


@pytest.mark.parametrize("n", range(5, 61))
def test_what_is_told_never_means_that_all_or_nearly_all_agree(n):
    told = defaultdict(set)
    for promoters in range(n + 1):
        for detractors in range(n - promoters + 1):
            counts = (promoters, n - promoters - detractors, detractors)
            told[disclosed_score(score(promoters, detractors, n), eligible=n)].add(counts)
    for possible in told.values():
        assert not all(max(counts) == n for counts in possible)
        if n < 20:
            assert not all(max(counts) >= 0.9 * n for counts in possible)


def test_five_to_nine_answers_may_be_told_apart_from_none_but_show_no_number():
    disclosed = disclosed_score(score(4, 2, 8), eligible=12)
    assert (disclosed.n, disclosed.noise, disclosed.shown) == (8, Noise.COUNTS_ONLY, None)


def test_an_ordinary_score_comes_whole_with_an_interval_around_it():
    disclosed = disclosed_score(score(20, 9, 40), eligible=52)
    assert (disclosed.disclosure, disclosed.shown, disclosed.noise) == (Disclosure.SHOWN, 28, Noise.NORMAL)
    plain = score(20, 9, 40).interval
    assert disclosed.interval.low < plain.low < 28 < plain.high < disclosed.interval.high


def test_weights_would_tell_who_answered():
    with pytest.raises(Unmeasurable, match="weighted"):
        disclosed_score(weighted_promoter_score([9] * 5 + [3], [2, 1, 1, 1, 1, 1]), eligible=9)


def test_it_refuses_more_answers_than_people():
    with pytest.raises(Unmeasurable, match="only 7 could"):
        may_show(8, eligible=7)


def test_nobody_answered():
    assert disclosed_score(score(0, 0, 0), eligible=9).disclosure is Disclosure.SUPPRESSED
