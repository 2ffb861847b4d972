"""What someone sent, read by the questionnaire: zero is a value, a blank is none, and what was not asked counts for nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from twofold.surveys.questionnaire.form import Block, Form, Kind
from twofold.surveys.questionnaire.rules import NOWHERE, Belongs, reached

LONGEST_TEXT = 4_000
MOST_DIGITS = 14
WHOLE = re.compile("-?[0-9]{1,6}")
PREFIX = "q."
"""Fields of the page are named by it and the question's code, so that nothing else on it is taken for an answer."""


class Unreadable(ValueError):
    """An answer that the question does not offer; says what it does."""


@dataclass(frozen=True)
class Sheet:
    """What was read.

    :param given: code → answer, of the questions on this respondent's way only; unanswered ones are absent
    :param problems: code → a sentence for the respondent, of those questions
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def read_answers(
    form: Form,
    posted: Mapping[str, Sequence[str]],
    *,
    files: Mapping[str, Any] | None = None,
    belongs: Belongs = NOWHERE,
) -> Sheet:
    """Read a sheet.

    :param posted: field → its texts, as a browser sends them; other fields than the questionnaire's are left alone
    :param files: field → what stands for a stored file
    :param belongs: what is known of the respondent
    """
    given, problems = {}, {}
    for block in form.blocks:
        for code in block.codes:
            try:
                answer = _read(block, code, posted, files or {})
            except Unreadable as problem:
                problems[code] = str(problem)
            else:
                if answer is not None:
                    given[code] = answer
    return checked(form, given, problems, belongs=belongs)


def checked(
    form: Form,
    given: Mapping[str, Any],
    problems: Mapping[str, str] | None = None,
    *,
    belongs: Belongs = NOWHERE,
) -> Sheet:
    """A sheet of answers that were read already: without those off the respondent's way, with what is still required."""
    problems = dict(problems or {})
    on_the_way = [(code, block) for block in reached(form, given, belongs) for code in block.codes]
    for code, block in on_the_way:
        if block.is_required and code not in given:
            problems.setdefault(code, _("This question needs an answer."))
    codes = {code for code, _block in on_the_way}
    return Sheet(
        {code: answer for code, answer in given.items() if code in codes},
        {code: sentence for code, sentence in problems.items() if code in codes},
    )


def _read(block: Block, code: str, posted: Mapping[str, Sequence[str]], files: Mapping[str, Any]) -> Any:
    if block.kind is Kind.FILE:
        return files.get(PREFIX + code)
    if block.kind is Kind.RANKING:
        return _ranking(block, posted)
    texts = [text.strip() for text in posted.get(PREFIX + code, ()) if text.strip()]
    if not texts:
        return None
    if block.kind is Kind.CHOICES:
        return tuple(sorted({_offered(text, block) for text in texts}))
    return READ.get(block.kind, _offered)(texts[-1], block)


def _offered(text: str, block: Block) -> int:
    if WHOLE.fullmatch(text) and (value := int(text)) in block.values:
        return value
    raise Unreadable(_("Choose one of the answers offered."))


def _ranking(block: Block, posted: Mapping[str, Sequence[str]]) -> tuple[int, ...] | None:
    """Options by place, the first first. Those left without a place are not ranked."""
    places: dict[int, int] = {}
    for value in block.values:
        texts = [text.strip() for text in posted.get(f"{PREFIX}{block.code}.{value}", ()) if text.strip()]
        if not texts:
            continue
        place = texts[-1]
        if not (place.isascii() and place.isdigit()) or int(place[:4]) in places or len(place) > 3:
            raise Unreadable(_("Give each a place of its own: 1 for the first, 2 for the second."))
        places[int(place)] = value
    if sorted(places) != list(range(1, len(places) + 1)):
        raise Unreadable(_("Leave out no place: 1 for the first, 2 for the second."))
    return tuple(places[place] for place in sorted(places)) or None


def _amount(text: str, block: Block) -> Decimal:
    try:
        amount = Decimal(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount.adjusted() >= MOST_DIGITS:
        raise Unreadable(_("Give a number, like 12 or 3.5."))
    return amount.quantize(Decimal("0.0001"))


def _day(text: str, block: Block) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(_("Give a day as year-month-day, like 2026-03-31.")) from None


def _text(text: str, block: Block) -> str:
    text = text.replace("\x00", "")
    if len(text) > LONGEST_TEXT:
        raise Unreadable(
            _("This is longer than %(most)s characters. Shorten it; nothing was sent yet.")
            % {"most": LONGEST_TEXT}
        )
    return text


READ: Mapping[Kind, Callable[[str, Block], Any]] = {
    Kind.NUMBER: _amount,
    Kind.DATE: _day,
    Kind.TEXT: _text,
}
