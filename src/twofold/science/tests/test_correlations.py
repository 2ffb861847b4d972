"""Checked against scipy's pearsonr, whose interval is Fisher's too."""

from collections import Counter

import pytest
from scipy.stats import pearsonr

from twofold.science.correlations import correlation_of_pairs

ONE = [1, 2, 2, 3, 4, 4, 5, 5, 1, 3]
OTHER = [2, 1, 3, 3, 5, 4, 4, 5, 2, 2]


def test_it_is_pearsons_with_fishers_interval():
    found = correlation_of_pairs(Counter(zip(ONE, OTHER, strict=True)))
    reference = pearsonr(ONE, OTHER)

    assert found.r == pytest.approx(reference.statistic)
    assert tuple(reference.confidence_interval()) == pytest.approx((found.interval.low, found.interval.high))
    assert (found.n, found.is_detectable) == (10, True)


@pytest.mark.parametrize("pairs", [{(1, 2): 3}, {(1, 2): 5, (1, 3): 5}])
def test_few_pairs_and_answers_all_alike_have_none(pairs):
    assert correlation_of_pairs(pairs) is None
