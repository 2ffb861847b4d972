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
    slips = slips_of(word)
    near = [
        (OSA.distance(word, candidate, score_cutoff=slips), candidate)
        for candidate in _candidates(word, slips)
    ]
    return [candidate for distance, candidate in sorted(near) if distance <= slips][:limit]


def slips_of(word: str) -> int:
    """How many slips of the pen a word of this length is forgiven."""
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


def _candidates(word: str, slips: int) -> set[str]:
    """Words that share a part with this one: cut into one part more than there are slips, some part must be intact.

    Two letters swapped across a cut spoil both parts: so its beginning is also asked for with any two letters swapped, and
    for a short word what is left of it when its first letters are wrong.
    """
    size = -(-len(word) // (slips + 1))
    lengths = (len(word) - slips, len(word) + slips)
    swapped = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(size))
    beginnings = {word[:size], word[: max(size - 1, 2)], *(other[:size] for other in swapped)}
    parts = {word[start : start + size] for start in range(size, len(word), size)}
    parts |= {word[size + 1 :], word[2 : 2 + SHORTEST_PART]}
    found = set()
    for beginning in beginnings:
        found.update(engine().words_beginning(beginning, *lengths, CANDIDATES))
    for part in parts:
        if len(part) >= SHORTEST_PART:
            found.update(engine().words_containing(part, *lengths, CANDIDATES))
    return found
