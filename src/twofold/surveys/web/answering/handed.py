"""A sheet as a script hands it in that has led through a questionnaire by itself. It is read as those of pages are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from twofold.conversations.channels.public.words import clean_words
from twofold.core.errors import BadInput
from twofold.surveys.models import Door, SurveyVersion
from twofold.surveys.questionnaire import Form, Sheet, checked, in_round, reached, read_answers, read_form
from twofold.surveys.questionnaire.answers import Unreadable
from twofold.surveys.questionnaire.guessing import read_guess
from twofold.surveys.web.answering.guessing import FIELD as GUESS
from twofold.surveys.web.answering.uploads import found_uploads

MOST_FIELDS, MOST_TEXTS = 600, 60


@dataclass(frozen=True)
class Read:
    """What was read.

    :param guess: what they think that all answer on average, if they were asked and said
    """

    version: SurveyVersion
    form: Form
    sheet: Sheet
    language: str
    guess: Decimal | None = None


def read_sheet(door: Door, given: Mapping[str, Any]) -> Read:
    """A sheet as it came, with the files that came before it; what its questionnaire does not ask is left alone.

    :raises BadInput: when it is no sheet at all
    """
    number, fields = given.get("version"), given.get("fields")
    if not isinstance(number, int) or not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise BadInput(_("This page is not whole. Load it again; nothing was sent yet."))
    version = door.survey.versions.exclude(published_at=None).filter(number=min(number, 32_000)).first()
    if version is None:
        raise BadInput(_("This page is not whole. Load it again; nothing was sent yet."))
    form = of_this_round(door, version)
    posted = {str(name): _texts(texts) for name, texts in fields.items()}
    uploads = found_uploads(form, posted)
    sheet = read_answers(form, posted, files=uploads.files)
    sheet = checked(form, sheet.given, {**sheet.problems, **uploads.problems})
    language = chosen(form, clean_words(given.get("language")))
    return Read(version, form, sheet, language, _guess(form, sheet, clean_words(given.get(GUESS))))


def _guess(form: Form, sheet: Sheet, text: str) -> Decimal | None:
    """What they guess of a question that they were asked. The script looks whether it is on the scale; else it is none."""
    block = form.block_of.get(form.guess)
    if block is None or block not in reached(form, sheet.given):
        return None
    try:
        return read_guess(block, text)
    except Unreadable:
        return None


def of_this_round(door: Door, version: SurveyVersion) -> Form:
    """The questionnaire as the newest round puts it: pages may take turns."""
    newest = door.survey.waves.order_by("-number").values_list("number", flat=True).first()
    return in_round(read_form(version.form), newest or 1)


def problems(read: Read) -> JsonResponse:
    """What is still needed, by question."""
    return JsonResponse({"errors": dict(read.sheet.problems)}, status=422)


def chosen(form: Form, language: str) -> str:
    """A language of the questionnaire: this one, or its first."""
    return language if language in form.languages else form.languages[0]


def _texts(texts: Any) -> Sequence[str]:
    listed = texts[:MOST_TEXTS] if isinstance(texts, list) else [texts]
    return [clean_words(text) for text in listed]
