"""Small sets of vectors that add up to nothing, each times some factor."""

from collections.abc import Iterator

import numpy as np

ROUNDING = 1e-7
CLOSE = 1e-9
NEIGHBOURS = 4


def factors_of(vectors: np.ndarray) -> list[float] | None:
    """The factors with which the rows add up to nothing, if they do."""
    left, values, _ = np.linalg.svd(vectors)
    if values[-1] > ROUNDING:
        return None
    factors = left[:, -1]
    return (factors / np.abs(factors).max()).tolist()


def dependent_sets(vectors: np.ndarray, people: np.ndarray, reach: int, k: int) -> Iterator[tuple[int, ...]]:
    """Candidates for sets of ``reach`` rows of fewer than k people that depend on each other, no smaller set of which does.

    One row after the other is eliminated from those behind it; what then differs only by a factor belongs together.
    """
    if reach == 1:
        yield from ((int(at),) for at in np.flatnonzero(np.abs(vectors).max(axis=1) < ROUNDING))
    elif reach == 2:
        yield from (pair for _row, pair in _twins(_ratios(vectors)[None], people, np.array([k])))
    else:
        for first in range(len(vectors) - reach + 1):
            behind = slice(first + 1, None)
            rest = vectors[behind, 1:] - vectors[behind, :1] / vectors[first, 0] * vectors[first, 1:]
            left = k - people[first]
            if reach == 3:
                found = (
                    (None, pair)
                    for _row, pair in _twins(_ratios(rest)[None], people[behind], np.array([left]))
                )
            else:
                deeper = rest[None, :, 1:] - (rest[:, 0] / rest[:, :1])[..., None] * rest[:, None, 1:]
                found = _twins(_ratios(deeper), people[behind], left - people[behind])
            for second, pair in found:
                if second not in pair:
                    yield (first, *(first + 1 + at for at in (second, *pair) if at is not None))


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
