"""Words of titles that look like what was typed."""

from rapidfuzz.distance import OSA

from twofold.search.engines import engine
from twofold.search.queries.words import LONGEST_WORD

SHORTEST_PART = 3
SHORTEST_MISSPELT = 4
TWO_SLIPS_FROM = 9
CANDIDATES = 2_000


def similar_words(word: str, limit: int) -> list[str]:
    """Words of titles that contain this one; if there are none, those within a slip of the pen of it, nearest first.

    A slip is a letter wrong, missing, added, or two swapped; words of nine letters or more may have two.
    """
    if len(word) >= SHORTEST_PART:
        containing = engine().words_containing(word, 0, LONGEST_WORD, CANDIDATES)
        if containing:
            return sorted(containing, key=lambda found: (not found.startswith(word), len(found), found))[
                :limit
            ]
    if len(word) < SHORTEST_MISSPELT:
        return []
    slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
    near = [
        (OSA.distance(word, candidate, score_cutoff=slips), candidate)
        for candidate in _candidates(word, slips)
    ]
    return [candidate for distance, candidate in sorted(near) if distance <= slips][:limit]


def _candidates(word: str, slips: int) -> set[str]:
    """Words that share a part with this one: cut into one part more than there are slips, some part must be intact."""
    size = -(-len(word) // (slips + 1))
    lengths = (len(word) - slips, len(word) + slips)
    parts = [word[start : start + size] for start in range(size, len(word), size)]
    found = set(engine().words_beginning(word[:size], *lengths, CANDIDATES))
    for part in parts:
        if len(part) >= SHORTEST_PART:
            found.update(engine().words_containing(part, *lengths, CANDIDATES))
    return found
