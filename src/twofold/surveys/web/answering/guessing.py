"""The guess that is asked for after the last page, and what is said of it after sending."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from twofold.surveys.models import Survey, Wave
from twofold.surveys.queries.disclosure import Telling, telling_of
from twofold.surveys.queries.disclosure.guesses import mean_of, told_beside
from twofold.surveys.questionnaire import Block, Form
from twofold.ui.formats import number

FIELD, TEMPLATE = "guess", "surveys/web/answering/guess.html"


def guessed_block(form: Form, survey: Survey, pages: Any) -> Block | None:
    """The question whose result this respondent may guess: one that they were asked. Ballots keep no guess."""
    if not form.guess or survey.mode == Survey.Mode.ANONYMOUS:
        return None
    asked = (block for _page, blocks in pages for block in blocks)
    return next((block for block in asked if block.code == form.guess), None)


def said_beside(survey: Survey, wave: Wave, code: str, guess: Decimal | None) -> list[str]:
    """Their guess, and what may be told of the others at this moment; nothing where they gave none."""
    if guess is None:
        return []
    mine = _("Your guess: %(guess)s.") % {
        "guess": number(guess, max(0, -guess.normalize().as_tuple().exponent))
    }
    if telling_of(survey) is not Telling.LIVE:
        return [mine, _("The results are told when the round is over.")]
    told = told_beside(survey, wave, code)
    if told is None:
        return [mine, _("Too few have answered so far to say what all say.")]
    return [
        mine,
        _("The first %(n)s respondents, on average: %(mean)s.")
        % {"mean": number(mean_of(told), 1), "n": number(told.n)},
    ]
