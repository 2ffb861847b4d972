"""Which units' answers may stand beside each other, so that no sum or difference of them tells of a few, or what is blurred."""

from collections.abc import Mapping
from functools import lru_cache

from twofold.directory.queries.units import UnitTree
from twofold.science.answers import Scale
from twofold.science.lenses import LensPlan
from twofold.science.publication import publish

Values = Mapping[int, Mapping[int, int]]
MOST_KEPT = 8


def sharp_branches(values: Values, tree: UnitTree, scale: Scale, k: int) -> frozenset[frozenset[int]]:
    """The groups of units of which it may be told how often each value was given, when all of them are told at once.

    They are found by the rules by which rounds are told. What is sealed is told by itself and in nothing above it.

    :param values: unit → how often each value was given by those who belong to it
    """
    lines = {above for unit in values for above in (unit, *tree.ancestors(unit))}
    parents = tuple((unit, None if unit in tree.sealed else tree.parents[unit]) for unit in sorted(lines))
    given = tuple((unit, tuple(sorted(counts.items()))) for unit, counts in sorted(values.items()))
    return _sharp(parents, given, scale, k)


@lru_cache(maxsize=MOST_KEPT)
def _sharp(parents: tuple, given: tuple, scale: Scale, k: int) -> frozenset[frozenset[int]]:
    """Worked out once for all units of a survey: they are asked for one by one."""
    from twofold.science.publication.subtraction import Given, sharp_cells

    values = {(str(unit),): dict(counts) for unit, counts in given}
    n = {unit: sum(counts.values()) for unit, counts in values.items()}
    plan = LensPlan({str(unit): above and str(above) for unit, above in parents})
    cells = publish(plan, n, k=k).cells
    if not cells:
        return frozenset()
    sharp = sharp_cells(cells, cells, Given(n, values), Given(n, values), scale)
    return frozenset(frozenset(int(unit) for (unit,) in cell.combinations) for cell in sharp.distributions)
