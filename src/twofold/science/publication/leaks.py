"""What can be computed from published totals about fewer than k people.

Totals of cells can be added and subtracted. Whatever comes out is a row vector over combinations of attributes: a linear
function of the answers of those in whom it is not zero. It leaks if they are fewer than k, be it one cell, the difference of
two, or a sum and difference of any number of them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from twofold.science.lenses import Combination, Counts
from twofold.science.publication.dependence import ROUNDING, dependent_sets, factors_of
from twofold.science.publication.incidence import Cells, Incidence

REACHES = ((4, 300), (3, 5_000))
DIMENSIONS = 8
AT_ONCE = 20


class Leak(NamedTuple):
    """A linear function of the answers of fewer than k ``people``: combination → its factor.

    ``weights`` is one way to compute it: the place of a cell → how often it is added; the weightiest come first.
    """

    factors: dict[Combination, float]
    people: int
    weights: dict[int, float]


def reach_of(people: np.ndarray, k: int) -> int:
    """Up to how many groups of people alike the sums and differences are searched: 4, fewer where there are very many."""
    return next((reach for reach, most in REACHES if (people <= k - reach).sum() <= most), 2)


def find_leaks(cells: Cells, counts: Counts, k: int) -> list[Leak]:
    """The simplest leaks there are: cells and differences of two first, then sums and differences; empty if it is silent.

    A function of fewer than five people's answers touches at most four groups of people alike, so for k = 5 nothing is
    overlooked unless more than 300 such groups are of a single person; then, or for larger k, it is the cells, the
    differences of two, and whatever touches no more groups than `reach_of` says.
    """
    if not cells:
        return []
    incidence = Incidence.of(cells, counts)
    return _plain_leaks(incidence, k) or list(_hidden_leaks(incidence, k))


def _plain_leaks(incidence: Incidence, k: int) -> list[Leak]:
    """Cells, and symmetric differences of two cells, of one to k - 1 people."""
    rows, people = incidence.rows, incidence.people
    shared = (rows * people @ rows.T).toarray()
    sizes = np.diagonal(shared)
    apart = sizes[:, None] + sizes[None, :] - 2 * shared
    small = [rows[[at]] for at in np.flatnonzero((sizes > 0) & (sizes < k))]
    pairs = np.argwhere(np.triu((apart > 0.5) & (apart < k)))[:AT_ONCE]
    close = [rows[[one]] - rows[[other]] for one, other in pairs]
    found = (vector.toarray()[0] for vector in (small + close)[:AT_ONCE])
    return [_leak(incidence, at := np.flatnonzero(vector).tolist(), vector[at].tolist()) for vector in found]


def _hidden_leaks(incidence: Incidence, k: int) -> Iterator[Leak]:
    """Sets of groups whose residuals depend on each other: some function of the cells touches nobody but them.

    Random vectors stand for all that cannot be computed; a function of the cells is at right angles to what is left of them.
    """
    columns = incidence.rows.shape[1]
    random = np.random.default_rng(columns).normal(size=(columns, DIMENSIONS))
    left = incidence.outside(incidence.outside(random))  # twice, for the digits
    for reach in range(1, reach_of(incidence.people, k) + 1):
        few = np.flatnonzero(incidence.people <= k - reach)
        found = {}
        for chosen in dependent_sets(left[few, :reach], incidence.people[few], reach, k):
            at = tuple(sorted(few[list(chosen)].tolist()))
            factors = factors_of(left[list(at)])
            if factors is not None:
                found[at] = factors
        if found:
            yield from (_leak(incidence, at, found[at]) for at in sorted(found)[:AT_ONCE])
            return


def _leak(incidence: Incidence, columns: Iterable[int], factors: Iterable[float]) -> Leak:
    at = dict(zip(columns, factors, strict=True))
    vector = np.zeros((incidence.rows.shape[1], 1))
    vector[list(at), 0] = list(at.values())
    weights = incidence.weights(vector)[:, 0]
    return Leak(
        {incidence.first[column]: factor for column, factor in at.items()},
        int(incidence.people[list(at)].sum()),
        {
            int(cell): float(weights[cell])
            for cell in np.argsort(-np.abs(weights))
            if abs(weights[cell]) > ROUNDING
        },
    )
