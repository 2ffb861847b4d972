"""Questions that not everyone answered: where each may be told, and which may not even be asked."""

from collections.abc import Mapping, Sequence

from twofold.science.disclosure import LEAST_K
from twofold.science.lenses import Cell, Counts

Questions = Mapping[str, Counts]


def unaskable(reachable: Mapping[str, int], *, k: int = LEAST_K) -> tuple[str, ...]:
    """The questions that a branch puts to fewer than k of those invited: refuse to launch with them.

    :param reachable: question → how many people could come to it
    """
    return tuple(question for question, people in reachable.items() if people < k)


def told_cells(
    cells: Sequence[Cell], questions: Questions, *, k: int = LEAST_K
) -> dict[str, tuple[Cell, ...]]:
    """For each question, the cells in which it may be told.

    A cell with fewer than k answers to it is hidden, and then others until nothing about fewer than k can be computed
    from those left: the smallest first that takes part in a leak.

    :param questions: question → how many answered it, by combination
    """
    found: dict[frozenset[tuple[object, int]], tuple[Cell, ...]] = {}
    told = {}
    for question, answered in questions.items():
        key = frozenset((combination, n) for combination, n in answered.items() if n)
        if key not in found:
            found[key] = _silent(cells, {combination: n for combination, n in answered.items() if n}, k)
        told[question] = found[key]
    return told


def _silent(cells: Sequence[Cell], answered: Counts, k: int) -> tuple[Cell, ...]:
    from twofold.science.publication.leaks import find_leaks

    sizes = {cell: sum(answered.get(one, 0) for one in cell.combinations) for cell in cells}
    left = [cell for cell in cells if sizes[cell] >= k]
    while leaks := find_leaks([cell.combinations & answered.keys() for cell in left], answered, k):
        sources = (left[at] for at in leaks[0].weights)
        left.remove(min(sources, key=lambda cell: (sizes[cell], cell.lens, cell.parts)))
    return tuple(left)
