"""Small sets of vectors that add up to nothing, each times some factor."""

from collections.abc import Iterator

import numpy as np

ROUNDING = 1e-7
CLOSE = 1e-7
NEIGHBOURS = 4


def factors_of(vectors: np.ndarray) -> list[float] | None:
    """The factors with which the rows add up to nothing, if they do."""
    left, values, _ = np.linalg.svd(vectors)
    if values[-1] > ROUNDING:
        return None
    factors = left[:, -1]
    return (factors / np.abs(factors).max()).tolist()


def dependent_sets(vectors: np.ndarray, people: np.ndarray, reach: int, k: int) -> Iterator[tuple[int, ...]]:
    """Candidates for sets of up to 4 rows, of fewer than k people, that depend on each other while no smaller ones do.

    One row after the other is eliminated from those behind it; what then differs only by a factor belongs together.

    :param vectors: in as many dimensions, chosen at random, as rows are looked for
    """
    if reach == 1:
        yield from ((int(at),) for at in np.flatnonzero(np.abs(vectors).max(axis=1) < ROUNDING))
    elif reach == 2:
        yield from _pairs(vectors, people, k)
    else:
        behind_first = _pairs if reach == 3 else _triples
        for first in range(len(vectors) - reach + 1):
            behind = slice(first + 1, None)
            rest = vectors[behind, 1:] - vectors[behind, :1] / vectors[first, 0] * vectors[first, 1:]
            for others in behind_first(rest, people[behind], k - people[first]):
                yield (first, *(first + 1 + at for at in others))


def _pairs(vectors: np.ndarray, people: np.ndarray, limit: int) -> Iterator[tuple[int, int]]:
    return (pair for _row, pair in _twins(_ratios(vectors)[None], people, np.array([limit])))


def _triples(vectors: np.ndarray, people: np.ndarray, limit: int) -> Iterator[tuple[int, int, int]]:
    """Each row is eliminated from all others at once."""
    with np.errstate(divide="ignore", invalid="ignore"):  # a row that is nothing takes part in no set
        factors = vectors[:, 0] / vectors[:, :1]
        rest = vectors[None, :, 1:] - factors[..., None] * vectors[:, None, 1:]
    for first, pair in _twins(_ratios(rest), people, limit - people):
        if first not in pair:
            yield (first, *pair)


def _ratios(vectors: np.ndarray) -> np.ndarray:
    """A number that is the same for rows that differ only by a factor; none for rows that are nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = vectors[..., 0] / vectors[..., 1]
    return np.where(np.abs(vectors).max(axis=-1) < ROUNDING, np.nan, ratios)


def _twins(
    ratios: np.ndarray, people: np.ndarray, limits: np.ndarray
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Rows, and pairs of columns with the same ratio there and together fewer people than the row's limit."""
    order = np.argsort(ratios, axis=1)
    ordered = np.take_along_axis(ratios, order, axis=1)
    for step in range(1, min(NEIGHBOURS, ratios.shape[1] - 1) + 1):
        one, other = order[:, :-step], order[:, step:]
        apart = np.abs(ordered[:, step:] - ordered[:, :-step])
        same = (apart <= CLOSE * (1 + np.abs(ordered[:, step:]))) & (
            people[one] + people[other] < limits[:, None]
        )
        for row, at in np.argwhere(same):
            yield int(row), (int(one[row, at]), int(other[row, at]))
