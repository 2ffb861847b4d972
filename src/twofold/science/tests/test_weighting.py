"""Published values: the help pages of R's survey package (apiclus1: 183 schools by type and school-wide target)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from twofold.science.refusals import Unmeasurable
from twofold.science.weighting import Weights, can_be_weighted, post_stratified, raked, trimmed, weighted_mean

SCHOOLS = {
    ("E", "No"): 12,
    ("E", "Yes"): 132,
    ("H", "No"): 3,
    ("H", "Yes"): 11,
    ("M", "No"): 8,
    ("M", "Yes"): 17,
}
TYPES = {"E": 4421, "H": 755, "M": 1018}
TARGET = {"No": 1072, "Yes": 5122}
ROWS = [cell for cell, n in SCHOOLS.items() for _ in range(n)]
CATEGORIES = {"type": [kind for kind, _ in ROWS], "target": [met for _, met in ROWS]}


def test_raking_agrees_with_the_published_weights():
    weights = raked(CATEGORIES, {"type": TYPES, "target": TARGET}, base=[33.847] * len(ROWS))
    published = (29.870675, 36.791025, 39.839236, 49.069072, 50.329401, 67.125529)
    assert sorted(set(np.round(weights.values, 6))) == pytest.approx(published, abs=2e-6)
    assert sum(weights.values) == pytest.approx(6194)
    assert weights.ratio == pytest.approx(67.125529 / 29.870675, abs=1e-6)


def test_post_stratification_gives_each_stratum_its_size():
    weights = post_stratified(CATEGORIES["type"], TYPES)
    assert set(weights.values) == {4421 / 144, 755 / 14, 1018 / 25}


def test_kish_by_hand():
    weights = Weights((1.0, 1.0, 1.0, 3.0))
    assert weights.effective_n == pytest.approx(3.0)
    assert weights.design_effect == pytest.approx(4 / 3)


def test_trimming_keeps_the_sum():
    cut = trimmed(Weights((1.0,) * 9 + (20.0,)))
    assert sum(cut.values) == pytest.approx(29)
    assert cut.ratio == pytest.approx(5)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 7), st.floats(0.2, 5)), min_size=2, max_size=30))
def test_the_weighted_mean_agrees_with_statsmodels(rows):
    values, weights = zip(*rows, strict=True)
    assert weighted_mean(values, Weights(weights)).point == pytest.approx(DescrStatsW(values, weights).mean)


def test_equal_weights_give_the_standard_error_of_the_mean():
    interval = weighted_mean([1, 2, 3, 6], Weights((2.0,) * 4)).interval
    assert interval.high - 3 == pytest.approx(1.959964 * np.std([1, 2, 3, 6], ddof=1) / 2, abs=1e-5)


@pytest.mark.parametrize(
    ("margins", "sentence"),
    [
        ({"type": TYPES, "target": {"No": 1072, "Yes": 5000}}, "different populations"),
        ({"type": TYPES, "target": {"No": 6194}}, "nobody in the population"),
        ({"type": {**TYPES, "K": 1}, "target": TARGET}, "Nobody answered in type K"),
        ({"type": TYPES}, "Every margin needs"),
    ],
)
def test_margins_that_cannot_be_met_are_an_error(margins, sentence):
    with pytest.raises(Unmeasurable, match=sentence):
        raked(CATEGORIES, margins)


def test_it_refuses_a_category_of_four():
    with pytest.raises(Unmeasurable, match="Only 4 answered in stratum b"):
        post_stratified(["a"] * 6 + ["b"] * 4, {"a": 10, "b": 10})


def test_no_convergence_is_an_error():
    crossed = {"one": ["a"] * 5 + ["b"] * 5, "other": ["x"] * 5 + ["y"] * 5}
    with pytest.raises(Unmeasurable, match="did not settle"):
        raked(crossed, {"one": {"a": 10, "b": 10}, "other": {"x": 15, "y": 5}})


def test_under_a_hundred_answers_are_not_weighted():
    assert (can_be_weighted(99), can_be_weighted(100)) == (False, True)
