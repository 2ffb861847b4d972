"""A questionnaire as its pages are drawn: one page of questions at a time, with what was said on the pages before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from twofold.surveys.questionnaire import Block, Form, Kind, Page, filled
from twofold.surveys.questionnaire.answers import PREFIX
from twofold.surveys.questionnaire.piping import speaks_of_someone
from twofold.surveys.web.answering.uploads import name_in
from twofold.ui.assets import asset_url

TEMPLATE = "surveys/web/answering/question.html"
MOST_DRAWINGS = 50
"""Of one questionnaire: its pages in its languages, and what some are not asked."""

FACES = ("mood-angry", "mood-sad", "mood-neutral", "mood-smile", "mood-happy")
"""Icons, the least happy first."""


@dataclass(frozen=True)
class DrawnOption:
    """One thing to choose: what is sent, what is read, and whether it was chosen before."""

    field: str
    value: str
    label: str
    is_chosen: bool
    face: str = ""


@dataclass(frozen=True)
class DrawnRow:
    """One line of choices: the question's own, or one of a matrix."""

    field: str
    wording: str
    options: Sequence[DrawnOption]
    problem: str


@dataclass(frozen=True)
class DrawnQuestion:
    """A question in the respondent's language."""

    block: Block
    field: str
    wording: str
    help: str
    low_label: str
    high_label: str
    rows: Sequence[DrawnRow]
    typed: str
    problem: str
    attached: str = ""

    @property
    def shape(self) -> str:
        """How it is drawn."""
        kind = self.block.kind
        if kind in (Kind.CHOICE, Kind.CHOICES, Kind.RANKING, Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.FILE):
            return kind.value
        return "scale"


@dataclass(frozen=True)
class Sight:
    """What a page of a questionnaire is drawn from.

    :param posted: all that was sent so far: field → texts
    :param names: what stands for ``{name}`` and the like
    """

    form: Form
    language: str
    posted: Mapping[str, Sequence[str]]
    given: Mapping[str, Any]
    problems: Mapping[str, str]
    names: Mapping[str, str]

    def title(self, page: Page) -> str:
        """The page's title, if it has one."""
        return self._say(page.title)

    def questions(self, blocks: Sequence[Block]) -> list[DrawnQuestion]:
        """The questions of a page."""
        return [self._question(block) for block in blocks]

    def mistakes(self, blocks: Sequence[Block]) -> list[tuple[str, str]]:
        """Field and wording of what needs another look among these questions."""
        asked = ((one.code, one.wording) for block in blocks for one in (block, *block.rows))
        return [(PREFIX + code, self._say(wording)) for code, wording in asked if code in self.problems]

    def carried(self, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
        """Field and text of all that was said elsewhere than in these questions."""
        here = {PREFIX + code for block in blocks for code in (block.code, *block.codes)}
        here |= {f"{PREFIX}{block.code}.{value}" for block in blocks for value in block.values}
        for field, texts in self.posted.items():
            if field.startswith(PREFIX) and field not in here:
                yield from ((field, text) for text in texts)

    def _question(self, block: Block) -> DrawnQuestion:
        field = PREFIX + block.code
        return DrawnQuestion(
            block=block,
            field=field,
            wording=self._say(block.wording),
            help=self._say(block.help),
            low_label=self._say(block.low_label),
            high_label=self._say(block.high_label),
            rows=self._rows(block, field),
            typed=self._typed(field),
            problem=self.problems.get(block.code, ""),
            attached=name_in(self._typed(field)) if block.kind is Kind.FILE else "",
        )

    def _rows(self, block: Block, field: str) -> list[DrawnRow]:
        if block.kind is Kind.MATRIX:
            return [
                DrawnRow(
                    PREFIX + row.code,
                    self._say(row.wording),
                    self._steps(block, PREFIX + row.code),
                    self.problems.get(row.code, ""),
                )
                for row in block.rows
            ]
        if not block.values:
            return []
        options = self._steps(block, field) if not block.options else self._options(block, field)
        return [DrawnRow(field, "", options, "")]

    def _steps(self, block: Block, field: str) -> list[DrawnOption]:
        faces = FACES if block.kind is Kind.REACTION else ("",) * len(block.values)
        return [
            DrawnOption(field, str(value), str(value), str(value) in self.posted.get(field, ()), face)
            for value, face in zip(block.values, faces, strict=True)
        ]

    def _options(self, block: Block, field: str) -> list[DrawnOption]:
        if block.kind is Kind.RANKING:
            return [
                DrawnOption(
                    f"{field}.{one.value}", self._typed(f"{field}.{one.value}"), self._say(one.label), False
                )
                for one in block.options
            ]
        chosen = self.posted.get(field, ())
        return [
            DrawnOption(field, str(one.value), self._say(one.label), str(one.value) in chosen)
            for one in block.options
        ]

    def _typed(self, field: str) -> str:
        return (self.posted.get(field) or [""])[-1]

    def _say(self, words: Mapping[str, str]) -> str:
        return filled(self.form, words, self.language, given=self.given, names=self.names)


def drawn(sight: Sight, blocks: Sequence[Block]) -> SafeString:
    """The questions of a page as HTML.

    Before anything was said they are the same for all who read a language, and are drawn once, unless they speak of someone.
    """
    if sight.posted or sight.problems:
        return _drawn(sight, blocks)
    key = sight.language, asset_url("sprite.svg"), *(block.code for block in blocks)
    kept = sight.form.drawings.get(key)
    if kept is not None:
        return kept
    html = _drawn(sight, blocks)
    if len(sight.form.drawings) < MOST_DRAWINGS and not any(speaks_of_someone(block) for block in blocks):
        sight.form.drawings[key] = html
    return html


def _drawn(sight: Sight, blocks: Sequence[Block]) -> SafeString:
    html = (render_to_string(TEMPLATE, {"question": question}) for question in sight.questions(blocks))
    return SafeString("".join(html))  # nosec B703 B308: of our own template
