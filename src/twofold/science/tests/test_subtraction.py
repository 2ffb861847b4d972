"""What is blurred in one group is no sum or difference of what others are told."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from twofold.science.answers import Scale
from twofold.science.lenses import Crossing, LensPlan
from twofold.science.publication import publish
from twofold.science.publication.subtraction import Given, sharp_cells

TREE = {"all": None, "care": "all", "works": "all", "A": "care", "B": "care", "C": "care"}
SCALE = Scale(1, 5)
ONES, MIXED, LARGE = (5, 0, 0, 0, 0), (1, 2, 3, 1, 1), (4, 4, 5, 4, 4)


def given(answers: dict) -> Given:
    """Combination → how often each step was chosen."""
    return Given(
        {one: sum(steps) for one, steps in answers.items()},
        {one: Counter(dict(enumerate(steps, 1))) for one, steps in answers.items()},
    )


PLAN = LensPlan(TREE)


def told(answers: dict, plan: LensPlan = PLAN, invented: dict | None = None):
    """The cells, and where the question is told sharply."""
    known = given(answers)
    everyone = given({one: np.add(steps, (invented or {}).get(one, 0)) for one, steps in answers.items()})
    cells = publish(plan, known.n).cells
    return cells, sharp_cells(cells, cells, everyone, known, SCALE)


def names(cells) -> set[str]:
    return {cell.parts[0].name for cell in cells if cell.parts}


def test_the_only_team_that_agrees_is_not_the_rest_of_a_whole():
    """Of five who all said 1, eight beside them and thirteen together, five ones would follow."""
    _cells, sharp = told({("A",): ONES, ("B",): MIXED, ("works",): LARGE})

    assert names(sharp.blurred) == {"A"}
    assert names(sharp.means) == {"all", "care", "works"}


def test_a_mean_of_invented_people_takes_no_band_away():
    """Five who all said 1, and five whom an administrator invented and who said 5: 3.0 would tell of the five."""
    answers = {("A",): ONES, ("B",): LARGE, ("C",): LARGE, ("works",): LARGE}
    cells, sharp = told(answers, invented={("A",): (0, 0, 0, 0, 5)})

    assert "A" in names(cells)
    assert not names(sharp.means | sharp.blurred) & {"A"}


def test_no_distribution_of_fewer_than_ten_follows():
    _cells, sharp = told({("A",): MIXED, ("B",): LARGE, ("C",): LARGE, ("works",): LARGE})

    assert {"A", "B", "C"} <= names(sharp.means)
    assert len(names(sharp.distributions) & {"B", "C"}) == 1


@pytest.mark.parametrize("seed", range(4))
def test_nothing_blurred_lies_in_the_span_of_what_is_told(seed):
    random = np.random.default_rng(seed)
    plan = LensPlan(TREE, ("gender",), Crossing("gender"))
    answers = {
        one: random.multinomial(int(random.integers(2, 14)), random.dirichlet((0.4, 0.6, 1, 1, 2)))
        for one in product(("A", "B", "C", "works"), "mf")
    }
    cells, sharp = told(answers, plan)
    where = list(answers)

    def rank(chosen) -> int:
        return np.linalg.matrix_rank(
            np.array([[float(one in cell.combinations) for one in where] for cell in chosen])
        )

    dull = [cell for cell in cells if is_dull(sum(answers[one] for one in cell.combinations))]
    small = [cell for cell in cells if cell.n < 10]
    for shown, hidden in ((sharp.means, dull), (sharp.distributions, [*dull, *small])):
        assert all(rank([*shown, cell]) > rank(shown) for cell in hidden if shown)
    assert sharp.distributions <= sharp.means


def is_dull(steps) -> bool:
    n, mean = sum(steps), sum(at * times for at, times in enumerate(steps, 1)) / sum(steps)
    margin = 0.5 if n < 20 else 0.1
    return max(steps) >= 0.9 * n or mean <= 1 + margin or mean >= 5 - margin
