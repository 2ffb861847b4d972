"""The form of one question, every language side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twofold.surveys.models import Question
from twofold.surveys.questionnaire import Block, Form
from twofold.surveys.questionnaire.form import FIXED_SCALES, SCALED, WITH_OPTIONS, Kind
from twofold.surveys.questionnaire.languages import name_of
from twofold.surveys.web.builder.kinds import GROUPS, OFFERED, OfferedKind
from twofold.surveys.web.builder.rule_lines import Belongings, Groups, RuleFields, named_in
from twofold.surveys.web.builder.stating import digest

SPARE = 2


@dataclass(frozen=True)
class WordField:
    """A text in one language."""

    name: str
    language: str
    language_name: str
    text: str


@dataclass(frozen=True)
class Line:
    """An option or a line of a matrix.

    :param key: its number or its code; empty for one that is not there yet
    """

    number: int
    key: str
    words: Sequence[WordField]


@dataclass(frozen=True)
class BlockForm(RuleFields):
    """What the form of a question begins with.

    :param typed: the question as its form states it, or as it stands
    :param was: the question as it stands
    :param earlier: code → question, of those that it can depend on
    :param seen: what the question was when the form was first opened, if it was sent before
    """

    typed: Mapping[str, Any]
    was: Mapping[str, Any]
    form: Form
    earlier: Mapping[str, Block]
    known: Belongings
    code: str
    is_frozen: bool
    seen: str = ""

    @property
    def digest(self) -> str:
        """What was there when it was opened."""
        return self.seen or digest(self.was)

    @property
    def kind(self) -> Kind:
        """The kind that is chosen."""
        return Kind(self.typed["kind"])

    @property
    def offered(self) -> OfferedKind:
        """The kind with its icon and words."""
        return OFFERED[self.kind]

    @property
    def kinds(self) -> Groups:
        """All kinds, in their groups."""
        return [(str(group.label), [(one.kind.value, one.label) for one in group.kinds]) for group in GROUPS]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The earlier answers that its words can repeat, each with the question it answers."""
        return named_in(self.earlier, self.form)

    @property
    def wording(self) -> list[WordField]:
        """The question itself."""
        return self._words("wording")

    @property
    def help(self) -> list[WordField]:
        """What explains it."""
        return self._words("help")

    @property
    def ends(self) -> list[tuple[WordField, WordField]]:
        """The words at both ends of a scale, by language; none for what has no scale."""
        has_ends = self.kind in SCALED and self.kind is not Kind.REACTION
        return list(zip(self._words("low_label"), self._words("high_label"), strict=True)) if has_ends else []

    @property
    def has_own_scale(self) -> bool:
        """Whether the steps of its scale can be chosen."""
        return self.kind in SCALED and self.kind not in FIXED_SCALES

    @property
    def lines(self) -> list[Line]:
        """Options or lines of a matrix, with empty ones for more."""
        if self.kind in WITH_OPTIONS:
            return self._lines(
                "option", "label", [(one["value"], one["label"]) for one in self.typed.get("options") or ()]
            )
        if self.kind is Kind.MATRIX:
            return self._lines(
                "row", "wording", [(one["code"], one["wording"]) for one in self.typed.get("rows") or ()]
            )
        return []

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Which part of a battery it can be."""
        return [("", "–"), *Question.Part.choices]

    @property
    def can_be_part(self) -> bool:
        """Whether it can be a part of a battery."""
        return self.kind in SCALED

    def _words(self, key: str) -> list[WordField]:
        return word_fields(key, self.typed.get(key) or {}, self.form.languages)

    def _lines(self, name: str, key: str, stated: Sequence[tuple[Any, Mapping[str, str]]]) -> list[Line]:
        spare = [("", {})] * SPARE
        return [
            Line(n, str(value), word_fields(f"{name}.{n}.{key}", words, self.form.languages))
            for n, (value, words) in enumerate([*stated, *spare])
        ]


def word_fields(name: str, words: Mapping[str, str], languages: Sequence[str]) -> list[WordField]:
    """A field for each language."""
    return [WordField(f"{name}.{code}", code, name_of(code), words.get(code, "")) for code in languages]
