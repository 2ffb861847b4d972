"""A questionnaire read from its document, or a sentence on what is wrong with it.

The document is the `form` of a version, a file, or what the builder sends: ``{"languages": […], "pages": [{"key", "title",
"show_if", "turns", "blocks": [{"question", "kind", "wording", "help", "options": [{"value", "label"}],
"rows": [{"code", "wording"}], "low", "high", "low_label", "high_label", "is_required", "part", "item", "dimension",
"show_if"}]}], "thanks", "guess"}``. Texts are ``{language: text}``; a rule is ``{}``, ``{"all": […]}`` or ``{"any": […]}`` over
``{"question", "op", "value"}`` and ``{"about": "unit", "value": [ids]}``, of who answers.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.form import (
    FIXED_SCALES,
    SCALED,
    WITH_OPTIONS,
    Block,
    Choice,
    Form,
    Kind,
    Page,
    Row,
    Words,
)
from twofold.surveys.questionnaire.guessing import read_guessed
from twofold.surveys.questionnaire.reading_parts import is_number, list_of, mapping_of, read_rule

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,59}")
LONGEST_LANGUAGE = 35  # as BCP 47 recommends
PARTS = frozenset({"", "expectation", "perception", "importance"})
LONGEST_WORDS, MOST_OPTIONS, MOST_QUESTIONS, WIDEST_SCALE, MOST_LANGUAGES = 1_000, 60, 300, 101, 40


def read_form(document: Any) -> Form:
    """The questionnaire of a document.

    :raises BadInput: with the question it concerns as `field`, where there is one
    """
    form = read_draft(document)
    if not any(page.blocks for page in form.pages):
        raise BadInput(_("The questionnaire has no question yet. Add one."))
    return form


def read_draft(document: Any) -> Form:
    """The questionnaire of a document that is still being written: it may be without a question.

    :raises BadInput: with the question it concerns as `field`, where there is one
    """
    document = mapping_of(document, _("The questionnaire"))
    languages = tuple(list_of(document.get("languages")))
    if not 0 < len(languages) <= MOST_LANGUAGES or not all(map(_is_language, languages)):
        raise BadInput(_("Say in which languages the questionnaire is put."))
    reader = _Reader(languages)
    pages = tuple(reader.page(page, number) for number, page in enumerate(list_of(document.get("pages")), 1))
    guess = read_guessed(document.get("guess"), reader.before)
    return Form(languages, pages, reader.optional_words(document.get("thanks")), guess)


def _is_language(code: Any) -> bool:
    return isinstance(code, str) and 0 < len(code) <= LONGEST_LANGUAGE


class _Reader:
    """Reads part after part, and knows what was read before: rules may only look back."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.before: dict[str, Block] = {}
        self.codes: set[str] = set()

    def page(self, document: Any, number: int) -> Page:
        name = _("Page %(number)s") % {"number": number}
        document = mapping_of(document, name)
        rule = read_rule(document.get("show_if"), name, self.before)
        blocks = tuple(self.block(block) for block in list_of(document.get("blocks")))
        if len(self.codes) > MOST_QUESTIONS:
            raise BadInput(_("A questionnaire has at most %(most)s questions.") % {"most": MOST_QUESTIONS})
        turns = document.get("turns") or 0
        if not is_number(turns) or turns < 0:
            raise BadInput(_("Say how many questions of a page are put in one round: a whole number."))
        return Page(
            str(document.get("key") or number),
            blocks,
            self.optional_words(document.get("title")),
            rule,
            min(turns, len(blocks)),
        )

    def block(self, document: Any) -> Block:
        document = mapping_of(document, _("A question"))
        code = self.code(document.get("question"))
        if (kind := document.get("kind")) not in list(Kind):
            raise BadInput(_("“%(code)s” is of no kind that is known.") % {"code": code}, field=code)
        kind = Kind(kind)
        low, high = self.scale(kind, document, code)
        if (part := str(document.get("part") or "")) not in PARTS:
            raise BadInput(
                _("“%(code)s” asks for expectation, perception or importance, or for none of them.")
                % {"code": code},
                field=code,
            )
        block = Block(
            code=code,
            kind=kind,
            wording=self.words(document.get("wording"), code),
            help=self.optional_words(document.get("help")),
            options=self.options(kind, document, code),
            rows=self.rows(kind, document, code),
            low=low,
            high=high,
            low_label=self.optional_words(document.get("low_label")),
            high_label=self.optional_words(document.get("high_label")),
            is_required=document.get("is_required") is True,
            part=part,
            item=str(document.get("item") or "")[:60],
            dimension=str(document.get("dimension") or "")[:60],
            show_if=read_rule(document.get("show_if"), code, self.before),
        )
        self.before |= dict.fromkeys(block.codes, block)
        return block

    def code(self, given: Any) -> str:
        if not isinstance(given, str) or not CODE.fullmatch(given):
            raise BadInput(
                _(
                    "“%(code)s” cannot be a question's code. Use letters, digits, dots and dashes, a letter first."
                )
                % {"code": given}
            )
        if given in self.codes:
            raise BadInput(
                _("Two questions have the code “%(code)s”. Give one another.") % {"code": given}, field=given
            )
        self.codes.add(given)
        return given

    def scale(self, kind: Kind, document: Mapping, code: str) -> tuple[int | None, int | None]:
        if kind not in SCALED:
            return None, None
        if kind in FIXED_SCALES:
            return FIXED_SCALES[kind]
        low, high = document.get("low"), document.get("high")
        if not (is_number(low) and is_number(high) and low < high < low + WIDEST_SCALE):
            raise BadInput(
                _("“%(code)s” needs a scale: two whole numbers, the lower one first.") % {"code": code},
                field=code,
            )
        return low, high

    def options(self, kind: Kind, document: Mapping, code: str) -> tuple[Choice, ...]:
        if kind not in WITH_OPTIONS:
            return ()
        options = []
        for given in list_of(document.get("options")):
            given = mapping_of(given, code)
            if not is_number(given.get("value")):
                raise BadInput(_("Each option of “%(code)s” needs a number.") % {"code": code}, field=code)
            options.append(Choice(given["value"], self.words(given.get("label"), code)))
        values = [option.value for option in options]
        if not 2 <= len(options) <= MOST_OPTIONS or len(set(values)) != len(values):
            raise BadInput(
                _("“%(code)s” needs between two and %(most)s options, each with a number of its own.")
                % {"code": code, "most": MOST_OPTIONS},
                field=code,
            )
        return tuple(options)

    def rows(self, kind: Kind, document: Mapping, code: str) -> tuple[Row, ...]:
        if kind is not Kind.MATRIX:
            return ()
        rows = tuple(
            Row(self.code(mapping_of(row, code).get("code")), self.words(row.get("wording"), code))
            for row in list_of(document.get("rows"))
        )
        if not rows:
            raise BadInput(_("The matrix “%(code)s” has no line yet. Add one.") % {"code": code}, field=code)
        return rows

    def words(self, given: Any, code: str) -> Words:
        words = self.optional_words(given)
        if not words.get(self.languages[0]):
            raise BadInput(
                _("“%(code)s” says nothing in %(language)s. Write it there first.")
                % {"code": code, "language": self.languages[0]},
                field=code,
            )
        return words

    def optional_words(self, given: Any) -> Words:
        if not given:
            return {}
        words = mapping_of({self.languages[0]: given} if isinstance(given, str) else given, _("A text"))
        return {
            language: " ".join(str(text).split())[:LONGEST_WORDS]
            for language, text in words.items()
            if language in self.languages and text
        }
