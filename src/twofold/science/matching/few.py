"""Pairs among few records, where probabilities could not be measured: every pair is compared by the rules."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from twofold.science.matching.certainty import likelihood_by_rule
from twofold.science.matching.evidence import compare
from twofold.science.matching.linkage import Pair
from twofold.science.matching.records import Record

FEW = 50


def find_pairs_among_few(records: Sequence[Record], *, least: float) -> Iterator[Pair]:
    """Pairs of records that are likely one.

    :param records: at most a few hundred; the work grows with the square
    """
    for one, other in combinations(sorted(records, key=lambda record: record.id), 2):
        likelihood = likelihood_by_rule(compare(one, other))
        if likelihood >= least:
            yield Pair(one.id, other.id, likelihood)
