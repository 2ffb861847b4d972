"""A questionnaire as the page draws it on which it is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from twofold.surveys.questionnaire import Block, Form, Page, read_draft
from twofold.surveys.questionnaire.languages import missing, missing_of, name_of
from twofold.surveys.questionnaire.places import Document, rules_of
from twofold.surveys.questionnaire.rotation import rounds_until_all
from twofold.surveys.web.answering.drawing import DrawnQuestion, Sight
from twofold.surveys.web.builder.block_form import BlockForm
from twofold.surveys.web.builder.kinds import OFFERED, OfferedKind
from twofold.surveys.web.builder.page_form import PageForm
from twofold.surveys.web.builder.rule_lines import Belongings, rule_in_words

NAMES = {"name": "{name}", "unit": "{unit}", "case": "{case}"}


@dataclass(frozen=True)
class ShownBlock:
    """A question as its respondents see it, with what the writer should know.

    :param form: the form that changes it, if it is open
    :param needed_by: codes and pages that depend on it
    """

    block: Block
    number: int
    offered: OfferedKind
    drawn: DrawnQuestion
    rule: str
    untranslated: int
    needed_by: Sequence[str]
    form: BlockForm | None = None

    @property
    def code(self) -> str:
        """The question's code."""
        return self.block.code


@dataclass(frozen=True)
class ShownPage:
    """A page of the questionnaire."""

    page: Page
    number: int
    title: str
    rule: str
    rounds: int
    blocks: Sequence[ShownBlock]
    form: PageForm | None = None


@dataclass(frozen=True)
class ShownLanguage:
    """A language of the questionnaire, and how much is not in it yet."""

    code: str
    name: str
    missing: int


@dataclass(frozen=True)
class Opened:
    """Which form is open, with what was typed in it until now.

    :param key: ``block.nps``, ``page.page_1``, ``thanks`` or nothing
    :param typed: the part of the document as its form stated it, if it did
    """

    key: str = ""
    typed: Mapping[str, Any] | None = None
    was: str = ""
    code: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """All that the builder shows."""

    pages: Sequence[ShownPage]
    languages: Sequence[ShownLanguage]
    thanks: str
    thanks_words: Mapping[str, str] = field(default_factory=dict)
    removed: Sequence[tuple[str, str]] = ()

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(len(page.blocks) for page in self.pages)


def drawn(document: Document, opened: Opened, known: Belongings, frozen: frozenset[str]) -> Questionnaire:
    """The whole questionnaire.

    :param frozen: codes that were asked before, which cannot be changed any more
    """
    form = read_draft(document)
    return Questionnaire(
        pages=list(_pages(document, form, opened, known, frozen)),
        languages=[ShownLanguage(code, name_of(code), missing(document, code)) for code in form.languages],
        thanks=form.text(form.thanks, ""),
        thanks_words=form.thanks,
        removed=[
            (kept["block"]["question"], form.text(kept["block"].get("wording") or {}, ""))
            for kept in document.get("removed") or ()
        ],
    )


def _pages(
    document: Document, form: Form, opened: Opened, known: Belongings, frozen: frozenset[str]
) -> Iterator[ShownPage]:
    language = form.languages[0]
    names = NAMES | {code: f"{{{code}}}" for code in form.block_of}
    sight = Sight(form, language, {}, {}, {}, names)
    needed = _needed(document)
    earlier: dict[str, Block] = {}
    number = 0
    for place, page in enumerate(form.pages, 1):
        stated = document["pages"][place - 1]
        page_form = None
        if opened.key == f"page.{page.key}":
            page_form = PageForm(opened.typed or stated, form, dict(earlier), known, opened.was)
        blocks = []
        for one, drawing in zip(page.blocks, sight.questions(page.blocks), strict=True):
            number += 1
            was = stated["blocks"][len(blocks)]
            block_form = None
            if opened.key == f"block.{one.code}":
                block_form = BlockForm(
                    opened.typed or was,
                    was,
                    form,
                    dict(earlier),
                    known,
                    opened.code or one.code,
                    one.code in frozen,
                    opened.was,
                )
            blocks.append(
                ShownBlock(
                    one,
                    number,
                    OFFERED[one.kind],
                    drawing,
                    rule_in_words(was.get("show_if") or {}, form, known),
                    missing_of(was, form.languages[1:]),
                    sorted(
                        set().union(*(needed.get(code, set()) for code in (one.code, *one.codes)))
                        - {one.code}
                    ),
                    block_form,
                )
            )
            earlier |= dict.fromkeys(one.codes, one)
        yield ShownPage(
            page,
            place,
            form.text(page.title, ""),
            rule_in_words(stated.get("show_if") or {}, form, known),
            rounds_until_all(page),
            blocks,
            page_form,
        )


def _needed(document: Document) -> dict[str, set[str]]:
    """Code → what depends on it."""
    found: dict[str, set[str]] = {}
    for name, condition in rules_of(document):
        found.setdefault(condition.get("question", ""), set()).add(name)
    return found
