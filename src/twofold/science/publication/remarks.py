"""Where a remark may stand: in cells of ten or more, by unit only, rolled up where they are smaller."""

import unicodedata

from twofold.science.disclosure import LEAST_K_FOR_REMARKS
from twofold.science.lenses import UNIT, Cell, Combination, Counts, LensPlan, cuts_of
from twofold.science.publication.cells import cells_of, large_enough
from twofold.science.publication.table import Publication
from twofold.science.refusals import Unmeasurable


def places_of_remarks(
    publication: Publication, plan: LensPlan, counts: Counts, *, least: int = LEAST_K_FOR_REMARKS
) -> dict[Combination, Cell]:
    """For each combination the smallest cell in which its remarks may stand; empty if fewer than ten answered.

    What is rolled up stands in a list of ten or more as well, for the list of a unit holds what its parts do not.

    :param counts: combination → how many answered the survey, whether they remarked or not, of those who were asked to remark
    """
    if least < LEAST_K_FOR_REMARKS:
        raise Unmeasurable(
            f"Remarks are never shown from fewer than {LEAST_K_FOR_REMARKS}; the limit can only be raised."
        )
    if sum(counts.values()) < least:
        return {}
    cuts = [cut for cut in cuts_of(plan, counts) if cut.lens == UNIT]
    groups = {}
    for cut in cuts:
        sizes = {part: sum(counts[one] for one in ones) for part, ones in cut.parts.items()}
        here = [frozenset(c.parts) for c in publication.cells if (c.lens, c.within) == cut.key]
        told = [group & cut.parts.keys() for group in here if group & cut.parts.keys()]
        groups[cut.key] = large_enough(told or [frozenset(cut.parts)], sizes, least)
    cells = cells_of(cuts, groups, counts)
    return {one: next(c for c in reversed(cells) if one in c.combinations) for one, n in counts.items() if n}


def evened(remark: str) -> str:
    """A remark without what tells devices apart: one form of each character (NFKC), single spaces, nothing invisible."""
    plain = unicodedata.normalize("NFKC", remark)
    return " ".join("".join(c for c in plain if c.isspace() or unicodedata.category(c)[0] != "C").split())
