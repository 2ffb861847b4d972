"""The guess before the results: of which question it is, and how it is read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.answers import READ, Unreadable
from twofold.surveys.questionnaire.form import SCALED, Block, Kind

GUESSABLE = SCALED - {Kind.MATRIX}


def read_guessed(given: Any, blocks: Mapping[str, Block]) -> str:
    """The code of the question whose result is guessed; empty for none.

    :param blocks: code → question
    :raises BadInput: if there is no such question, or it has no scale of its own
    """
    if given is None or given == "":
        return ""
    block = blocks.get(given) if isinstance(given, str) else None
    if block is None or block.kind not in GUESSABLE:
        raise BadInput(
            _("The result of “%(code)s” cannot be guessed. Choose a question of this survey with a scale.")
            % {"code": given}
        )
    return block.code


def read_guess(block: Block, text: str) -> Decimal | None:
    """What someone thinks that all answer on average: blank is none, and zero is a value.

    :raises Unreadable: in words for the respondent
    """
    if not text.strip():
        return None
    try:
        guess = READ[Kind.NUMBER](text.strip(), block)
    except Unreadable:
        guess = None
    if guess is None or not block.low <= guess <= block.high:
        raise Unreadable(
            _("Give a number from %(low)s to %(high)s, or leave it empty.")
            % {"low": block.low, "high": block.high}
        )
    return guess.quantize(Decimal("0.01"))
