import numpy as np
import pytest
from scipy.stats import ttest_rel

from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.servqual import Sheet, importance_of, service_quality

DIMENSIONS = {"reliability": ["a", "b", "c"], "empathy": ["d"]}
EXPECTED = [(7, 6, 7, 5), (6, 6, 6, 6), (5, 7, 6, 4)]
PERCEIVED = [(5, 5, 6, 6), (6, 4, 5, 6), (3, 4, 5, 2)]


def sheet(expected, perceived):
    return Sheet(dict(zip("abcd", expected, strict=True)), dict(zip("abcd", perceived, strict=True)))


SHEETS = [sheet(*both) for both in zip(EXPECTED, PERCEIVED, strict=True)]


def test_gaps_are_paired_by_respondent():
    found = service_quality(SHEETS, DIMENSIONS)
    reliability, empathy = found.dimensions
    hoped, got = np.array(EXPECTED)[:, :3].mean(axis=1), np.array(PERCEIVED)[:, :3].mean(axis=1)
    interval = ttest_rel(got, hoped).confidence_interval()
    assert reliability.gap.point == pytest.approx((-4 / 3 - 1 - 2) / 3)
    assert (reliability.gap.interval.low, reliability.gap.interval.high) == pytest.approx(
        (interval.low, interval.high)
    )
    assert empathy.gap.point == pytest.approx((1 + 0 - 2) / 3)
    assert found.overall.point == pytest.approx((reliability.gap.point + empathy.gap.point) / 2)
    assert found.performance.point == pytest.approx(np.mean([got.mean(), 14 / 3]))
    assert (found.weighted, found.left_out, found.overall.noise) == (None, 0, Noise.COUNTS_ONLY)


def test_importance_moves_the_overall_gap():
    found = service_quality(SHEETS, DIMENSIONS, importance={"reliability": 75, "empathy": 25})
    assert found.weighted.point == pytest.approx(0.75 * (-13 / 9) + 0.25 * (-1 / 3))
    assert [dimension.weight for dimension in found.dimensions] == [0.75, 0.25]


def test_a_blank_is_not_zero():
    one_blank, two_blanks = sheet((7, None, 7, 5), (5, 5, 6, 6)), sheet((7, None, 7, 5), (5, 5, None, 6))
    found = service_quality([*SHEETS, one_blank, two_blanks], DIMENSIONS)
    reliability, empathy = found.dimensions
    assert (reliability.gap.n, empathy.gap.n, found.overall.n, found.left_out) == (4, 5, 4, 1)
    assert reliability.gap.point == pytest.approx((-4 / 3 - 1 - 2 - 1.5) / 4)


def test_importance_is_the_mean_of_what_was_said():
    rows = [{"a": 7, "b": None, "d": 3}, {"a": 5, "c": 6}]
    assert importance_of(rows, DIMENSIONS) == {"reliability": 6.0, "empathy": 3.0}
    with pytest.raises(Unmeasurable, match="how important empathy is"):
        importance_of([{"a": 7}], DIMENSIONS)


def test_nobody_answered():
    found = service_quality([], DIMENSIONS)
    assert (found.overall.point, found.dimensions[0].gap.point, found.dimensions[0].alpha_expected) == (
        None,
    ) * 3


@pytest.mark.parametrize(
    ("dimensions", "importance"),
    [({"empty": []}, None), (DIMENSIONS, {"reliability": 1}), (DIMENSIONS, {"reliability": 0, "empathy": 0})],
)
def test_it_refuses_dimensions_without_items_or_importance(dimensions, importance):
    with pytest.raises(Unmeasurable):
        service_quality(SHEETS, dimensions, importance=importance)
