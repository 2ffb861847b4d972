"""From counts to the table: merge by size, audit, merge on, explain."""

from collections.abc import Sequence

from twofold.science.disclosure import LEAST_K
from twofold.science.lenses import Counts, Cut, Group, Groups, LensPlan, cuts_of
from twofold.science.publication.cells import open_cuts
from twofold.science.publication.incidence import Incidence
from twofold.science.publication.leaks import reach_of
from twofold.science.publication.merging import Merge, Table
from twofold.science.publication.repair import repaired
from twofold.science.publication.table import Merged, MergedBecause, Publication
from twofold.science.refusals import Unmeasurable


def published(plan: LensPlan, counts: Counts, k: int) -> Publication:
    """The table after which the audit is silent."""
    _require_fit(plan, counts, k)
    table = Table(cuts_of(plan, counts), counts, k)
    if sum(counts.values()) < k:
        return Publication((), (), k, 0)
    by_size, merges = table.by_size, repaired(table)
    groups = table.merged(by_size, merges)
    cells = table.cells(groups)
    people = Incidence.of([cell.combinations for cell in cells], counts).people
    return Publication(
        cells=cells,
        merged=tuple(
            found for cut in open_cuts(table.cuts, groups) for found in _merged(cut, table, groups, merges)
        ),
        k=k,
        reach=reach_of(people, k),
    )


def _merged(cut: Cut, table: Table, groups: Groups, merges: Sequence[Merge]) -> list[Merged]:
    """What is told together in one cut."""
    return [
        Merged(
            lens=cut.lens,
            within=cut.within,
            parts=tuple(sorted(group)),
            because=_because(cut, group, table, merges),
            is_whole=len(group) == len(cut.parts),
            k=table.k,
        )
        for group in groups[cut.key]
        if len(group) > 1
    ]


def _because(cut: Cut, group: Group, table: Table, merges: Sequence[Merge]) -> MergedBecause:
    if any(merge.cut == cut.key and merge.one in group for merge in merges):
        return MergedBecause.AUDIT
    sizes = [sum(table.counts[one] for one in cut.parts[part]) for part in group]
    return MergedBecause.LEFT_OVER if max(sizes) >= table.k else MergedBecause.SMALL


def _require_fit(plan: LensPlan, counts: Counts, k: int) -> None:
    if k < LEAST_K:
        raise Unmeasurable(f"Groups under {LEAST_K} are never shown; the limit can only be raised.")
    if any(n < 0 for n in counts.values()):
        raise Unmeasurable("Counts cannot be negative.")
    if any(len(combination) != 1 + len(plan.attributes) for combination in counts):
        raise Unmeasurable("A combination is a unit and one value for each attribute of the plan.")
