"""Means of units rated by others, weighted by use: told where nobody is seen through them, and never by subtraction."""

import random

import pytest

from twofold.science.between_units import effective_n, is_telling, told_ratings

SCALE, K = (1, 5), 5


def answers(*values: float, weight: float = 1.0):
    return [(value, weight) for value in values]


def test_the_mean_is_weighted_by_use():
    by_rater = {"Sales": [(5, 3.0), (4, 2.0), (3, 2.0), (5, 2.0), (2, 2.0), (1, 2.0)]}
    told = told_ratings(by_rater, [], scale=SCALE, k=K)

    assert told.whole.mean == round((15 + 8 + 6 + 10 + 4 + 2) / 13, 1)
    assert (told.whole.n, told.whole.effective_n) == (6, 5)
    assert told.whole.interval.low < told.whole.mean < told.whole.interval.high
    assert SCALE[0] <= told.whole.interval.low and told.whole.interval.high <= SCALE[1]


def test_effective_n_is_that_of_kish():
    assert effective_n([1, 1, 1, 1]) == 4
    assert effective_n([3, 1]) == pytest.approx(1.6)
    assert effective_n([]) == 0


@pytest.mark.parametrize(
    "few",
    [
        answers(5, 4, 3, 2),
        [*answers(5, 4, 3, 2), (1, 40.0)],
        answers(4, 4, 4, 4, 4, 4),
    ],
    ids=["too few", "one weighs too much", "all alike"],
)
def test_it_is_silent_about_a_few(few):
    assert is_telling(few, K)
    assert told_ratings({"Sales": few}, few, scale=SCALE, k=K) == told_ratings({}, [], scale=SCALE, k=K)


def test_its_own_rating_stands_beside_and_within_no_other():
    told = told_ratings({"IT": answers(1, 2, 1, 2, 1, 2)}, answers(5, 4, 5, 4, 5), scale=SCALE, k=K)

    assert (told.whole.mean, told.own.mean) == (1.5, 4.6)


def test_what_is_not_told_is_never_the_difference_of_what_is():
    by_rater = {"A": answers(1, 2, 3, 4, 5), "B": answers(1, 2, 3, 4, 5, 5), "C": answers(5, 4)}
    told = told_ratings(by_rater, [], scale=SCALE, k=K)

    assert told.by_rater.keys() == {"B"}
    assert told.whole.n == 13


def test_whatever_is_told_leaves_enough_untold():
    chance = random.Random(7)
    for _round in range(200):
        by_rater = {
            unit: [
                (chance.randint(1, 5), chance.choice((1.0, 1.0, 2.0, 5.0)))
                for _one in range(chance.randint(0, 9))
            ]
            for unit in "ABCD"
        }
        told = told_ratings(by_rater, [], scale=SCALE, k=K)
        assert not any(is_telling(by_rater[unit], K) for unit in told.by_rater)
        left = [one for unit in by_rater.keys() - told.by_rater.keys() for one in by_rater[unit]]
        assert told.whole is None or not left or not is_telling(left, K)
