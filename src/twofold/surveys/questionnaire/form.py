"""What a questionnaire is: pages of questions in several languages, with what leads where."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain

Words = Mapping[str, str]
"""Language → text."""


class Kind(StrEnum):
    """How a question is asked; `Question.Instrument` says the same of the row that keeps its answers."""

    NPS = "nps"
    ENPS = "enps"
    CSAT = "csat"
    CES = "ces"
    SCALE = "scale"
    REACTION = "reaction"
    CHOICE = "choice"
    CHOICES = "choices"
    MATRIX = "matrix"
    RANKING = "ranking"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"
    TEXT = "text"


FIXED_SCALES: Mapping[Kind, tuple[int, int]] = {
    Kind.NPS: (0, 10),
    Kind.ENPS: (0, 10),
    Kind.CES: (1, 7),
    Kind.REACTION: (1, 5),
}
"""Instruments whose scale belongs to their definition: on another scale they are another measure."""

SCALED = frozenset({*FIXED_SCALES, Kind.CSAT, Kind.SCALE, Kind.MATRIX})
WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.RANKING})


@dataclass(frozen=True)
class Choice:
    """One option: the number that answers keep, and its words."""

    value: int
    label: Words


@dataclass(frozen=True)
class Row:
    """One line of a matrix, answered on the matrix's scale under a code of its own."""

    code: str
    wording: Words


@dataclass(frozen=True)
class Condition:
    """Whether an earlier question was answered so.

    :param op: ``is``, ``is_not``, ``any_of``, ``at_least``, ``at_most`` or ``answered``
    :param value: one number, or several for ``any_of``; nothing for ``answered``
    """

    question: str
    op: str
    value: int | tuple[int, ...] | None = None


@dataclass(frozen=True)
class Belonging:
    """Whether the respondent belongs somewhere, as it was known when the round began; they are not asked.

    :param about: ``unit``, where units below count too, or the name of an attribute that results are cut by
    """

    about: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """Conditions of which all must hold, or any; without one, the rule always holds."""

    conditions: tuple[Condition | Belonging, ...] = ()
    needs_all: bool = True


ALWAYS = Rule()


@dataclass(frozen=True)
class Block:
    """One question as it is put.

    :param low: lowest step of a scale, or None for kinds that have none; `high` likewise
    :param part: ``expectation``, ``perception`` or ``importance`` in a battery, else empty
    :param item: what the parts of a battery share
    """

    code: str
    kind: Kind
    wording: Words
    help: Words = field(default_factory=dict)
    options: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    low: int | None = None
    high: int | None = None
    low_label: Words = field(default_factory=dict)
    high_label: Words = field(default_factory=dict)
    is_required: bool = False
    part: str = ""
    item: str = ""
    dimension: str = ""
    show_if: Rule = ALWAYS

    @property
    def words(self) -> tuple[Words, ...]:
        """All that is read of it."""
        parts = (option.label for option in self.options), (row.wording for row in self.rows)
        return self.wording, self.help, self.low_label, self.high_label, *chain(*parts)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes under which answers are kept: its own, or those of a matrix's rows."""
        return tuple(row.code for row in self.rows) if self.kind is Kind.MATRIX else (self.code,)

    @property
    def values(self) -> tuple[int, ...]:
        """The numbers that may be chosen, in order; none for open kinds."""
        if self.kind in WITH_OPTIONS:
            return tuple(option.value for option in self.options)
        if self.low is None or self.high is None:
            return ()
        return tuple(range(self.low, self.high + 1))


@dataclass(frozen=True)
class Page:
    """What is put at once.

    :param turns: how many of its questions are put in one round, taking turns; 0: all
    """

    key: str
    blocks: tuple[Block, ...]
    title: Words = field(default_factory=dict)
    show_if: Rule = ALWAYS
    turns: int = 0


@dataclass(frozen=True)
class Form:
    """A whole questionnaire.

    :param languages: codes; the first is the one that every text has
    :param guess: code of the question whose result respondents are asked to guess; empty for none
    """

    languages: tuple[str, ...]
    pages: tuple[Page, ...]
    thanks: Words = field(default_factory=dict)
    guess: str = ""

    @property
    def blocks(self) -> Iterator[Block]:
        """All questions in order."""
        return (block for page in self.pages for block in page.blocks)

    @property
    def file_blocks(self) -> tuple[Block, ...]:
        """The questions that ask for a file."""
        return tuple(block for block in self.blocks if block.kind is Kind.FILE)

    @property
    def needs_file(self) -> bool:
        """Whether it cannot be answered without one, at least by some."""
        return any(block.is_required for block in self.file_blocks)

    @cached_property
    def block_of(self) -> Mapping[str, Block]:
        """Code under which an answer is kept → its question."""
        return {code: block for block in self.blocks for code in block.codes}

    @cached_property
    def drawings(self) -> dict[Hashable, str]:
        """What pages have drawn of it for anyone at all, kept as long as it is itself."""
        return {}

    def text(self, words: Words, language: str) -> str:
        """The words in a language, or in the first one where they were not translated."""
        return words.get(language) or words.get(self.languages[0], "")
