"""Which units' totals may stand beside each other, so that no subtraction isolates a few."""

from collections.abc import Mapping

from twofold.directory.queries.units import UnitTree
from twofold.science.disclosure import LEAST_K


def published_units(counts: Mapping[int, int], tree: UnitTree, k: int = LEAST_K) -> frozenset[int]:
    """The units of which a total may be told, with all below them, when all such totals are told at once.

    A unit with fewer than k answers is not told, nor anything below it. Where what is left of a unit after its told parts
    would be of fewer than k, the smallest part is not told either (the remainder rule).

    :param counts: unit → how many answered about it itself
    """
    told: set[int] = set()
    roots = [unit for unit, parent in tree.parents.items() if parent is None or unit in tree.sealed]
    for root in roots:
        _tell(root, counts, tree, k, told)
    return frozenset(told)


def _tell(unit: int, counts: Mapping[int, int], tree: UnitTree, k: int, told: set[int]) -> None:
    whole = _total(unit, counts, tree)
    if whole < k:
        return
    told.add(unit)
    parts = {child: _total(child, counts, tree) for child in tree.children(unit) if child not in tree.sealed}
    shown = {child: n for child, n in parts.items() if n >= k}
    while shown and 0 < whole - sum(shown.values()) < k:
        del shown[min(shown, key=lambda child: (shown[child], child))]
    for child in shown:
        _tell(child, counts, tree, k, told)


def _total(unit: int, counts: Mapping[int, int], tree: UnitTree) -> int:
    return sum(counts.get(below, 0) for below in tree.subtree(unit))
