"""What many remarks are about: words and pairs of words that several people use. A first look, never a judgement.

It counts word stems and knows neither meaning nor negation, so it says of itself that it is of low confidence; a person names
themes and reads the remarks. Works offline; nothing leaves the process.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from twofold.science.disclosure import LEAST_K
from twofold.science.proportions import Share, share_of
from twofold.science.refusals import Unmeasurable
from twofold.science.stems import Vocabulary, known_language

MOST_THEMES = 20
MOSTLY_IN_PAIR = 0.8

Term = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A word or two that ``people`` of those who remarked use, in the form they use most.

    ``remarks`` are the places of their remarks in the list given, to be read; never show them from fewer than ten.
    """

    words: str
    people: Share
    remarks: tuple[int, ...]

    @property
    def is_low_confidence(self) -> bool:
        """Always: words are counted, not understood."""
        return True


def themes_of(
    remarks: Sequence[str], language: str, *, least: int = LEAST_K, most: int = MOST_THEMES
) -> tuple[Theme, ...]:
    """The words and pairs of words that most people use, most used first; each remark is one person's.

    A word that nearly always comes in a pair is told as the pair. Words that at least ``least`` people use, and that at
    least as many do not use, are themes; fewer could be told apart.

    :param language: a code such as "en" or "ar", with or without a region
    :raises Unmeasurable: for a language that is not known here, or ``least`` under 5
    """
    known = known_language(language)
    if not known:
        raise Unmeasurable(f"Themes are not looked for in {language}: not scored.")
    if least < LEAST_K:
        raise Unmeasurable(
            f"A theme of fewer than {LEAST_K} people is never told; the limit can only be raised."
        )
    written = [at for at, remark in enumerate(remarks) if remark.strip()]
    users, forms = _users(((at, remarks[at]) for at in written), Vocabulary(known))
    told = {
        term: who
        for term, who in users.items()
        if len(who) >= least and not 0 < len(written) - len(who) < least
    }
    kept = [term for term in told if not _is_part_of_pair(term, told)]
    ordered = sorted(kept, key=lambda term: (-len(told[term]), -len(term), term))[:most]
    return tuple(
        Theme(forms[term].most_common(1)[0][0], share_of(len(told[term]), len(written)), tuple(told[term]))
        for term in ordered
    )


def _users(
    remarks: Iterable[tuple[int, str]], vocabulary: Vocabulary
) -> tuple[dict[Term, list[int]], dict[Term, Counter[str]]]:
    """Term → whose remarks hold it, and how it was written."""
    users: dict[Term, list[int]] = defaultdict(list)
    forms: dict[Term, Counter[str]] = defaultdict(Counter)
    for at, remark in remarks:
        found = dict(_terms(list(vocabulary.words(remark))))
        for term, form in found.items():
            users[term].append(at)
            forms[term][form] += 1
    return users, forms


def _terms(words: Sequence[tuple[str, str | None]]) -> Iterator[tuple[Term, str]]:
    """Stems that say something, and pairs of them that stand side by side, with the words they come from."""
    for word, stem in words:
        if stem:
            yield (stem,), word
    for (first, one), (second, other) in pairwise(words):
        if one and other and one != other:
            yield (one, other), f"{first} {second}"


def _is_part_of_pair(term: Term, told: dict[Term, list[int]]) -> bool:
    return len(term) == 1 and any(
        len(pair) == 2 and term[0] in pair and len(who) >= MOSTLY_IN_PAIR * len(told[term])
        for pair, who in told.items()
    )
