import pytest

from twofold.science.answers import Scale, counted_answers
from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.satisfaction import top_box

FIVE = Scale(1, 5)


def test_the_top_two_of_five_with_the_distribution_kept():
    score = top_box([2, 3, 5, 20, 10], FIVE, left_out=4)
    assert score.point == 0.75
    assert (score.count, score.n, score.left_out) == (30, 40, 4)
    assert score.mean == pytest.approx((2 + 6 + 15 + 80 + 50) / 40)
    assert score.noise is Noise.NORMAL


def test_the_happiness_of_a_published_employee_survey():
    score = top_box([9, 189, 905, 1730], Scale(1, 4))
    assert 100 * score.point == pytest.approx(61.066, abs=5e-4)


def test_the_top_box_alone():
    assert top_box([2, 3, 5, 20, 10], FIVE, boxes=1).point == 0.25


def test_not_applicable_is_no_answer():
    counts, left_out = counted_answers([5, None, 4, 1, None], FIVE)
    assert (counts, left_out) == ((1, 0, 0, 1, 1), 2)


def test_nobody_answered():
    score = top_box([0] * 5, FIVE)
    assert (score.point, score.mean, score.shown) == (None, None, None)


@pytest.mark.parametrize(
    ("counts", "boxes"),
    [([1, 2, 3], None), ([1, 2, 3, 4, -5], None), ([1, 2, 3, 4, 5], 5), ([1, 2, 3, 4, 5], 0)],
)
def test_it_refuses_what_does_not_fit_the_scale(counts, boxes):
    with pytest.raises(Unmeasurable):
        top_box(counts, FIVE, boxes=boxes)


def test_an_unusual_scale_has_no_default_top():
    with pytest.raises(Unmeasurable, match="Say how many boxes"):
        top_box([1] * 6, Scale(1, 6))
