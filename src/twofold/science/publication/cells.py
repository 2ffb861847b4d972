"""Cells: the groups of a cut that are told, each large enough."""

from collections.abc import Iterator, Mapping, Sequence

from twofold.science.lenses import EVERYONE, UNIT, Cell, Combination, Counts, Cut, Group, Groups, Part


def large_enough(groups: Sequence[Group], sizes: Mapping[Part, int], k: int) -> tuple[Group, ...]:
    """Put groups of fewer than k into one; if that is still of fewer than k, the next smallest joins it.

    The latter is complementary suppression: what is left of a whole after its told parts is never of fewer than k.
    """

    def size(group: Group) -> tuple[int, list[Part]]:
        return sum(sizes[part] for part in group), sorted(group)

    ordered = sorted(groups, key=size)
    small = [group for group in ordered if size(group)[0] < k]
    kept = ordered[len(small) :]
    if not small:
        return tuple(kept)
    combined = frozenset[Part]().union(*small)
    if size(combined)[0] < k and kept:
        combined |= kept.pop(0)
    return (combined, *kept)


def open_cuts(cuts: Sequence[Cut], groups: Groups) -> Iterator[Cut]:
    """The cuts that are told of: of everyone, and of units that are told by themselves; units from the top down come first."""
    told: set[str | None] = {None}
    for cut in cuts:
        if cut.within not in told:
            continue
        yield cut
        if cut.lens == UNIT:
            told |= {part.name for (part,) in filter(_is_single, groups[cut.key]) if not part.is_direct}


def cells_of(cuts: Sequence[Cut], groups: Groups, counts: Counts) -> tuple[Cell, ...]:
    """The cells that are told: everyone, and the groups of each open cut.

    A cut whose parts are all together tells nothing.
    """
    everyone = frozenset(combination for combination, n in counts.items() if n)
    cells = [Cell(EVERYONE, None, (), everyone, sum(counts.values()))]
    for cut in open_cuts(cuts, groups):
        for group in groups[cut.key]:
            if len(group) == len(cut.parts) > 1:
                continue
            combinations = frozenset[Combination]().union(*(cut.parts[part] for part in group))
            n = sum(counts[combination] for combination in combinations)
            cells.append(Cell(cut.lens, cut.within, tuple(sorted(group)), combinations, n))
    return tuple(cells)


def _is_single(group: Group) -> bool:
    return len(group) == 1
