"""A questionnaire page by page, without a session: what was said so far travels with the page."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from twofold.core.errors import Conflict, DomainError
from twofold.core.spelled import Given, Spelled
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.actions.respond import require_open
from twofold.surveys.models import SurveyVersion
from twofold.surveys.questionnaire import (
    Block,
    Form,
    Kind,
    Page,
    Sheet,
    checked,
    form_in_round,
    reached_pages,
    read_answers,
)
from twofold.surveys.questionnaire.answers import PREFIX, Unreadable
from twofold.surveys.questionnaire.guessing import read_guess
from twofold.surveys.web.answering.asked import Asked, Handed, language_of, said
from twofold.surveys.web.answering.drawing import Sight, drawn
from twofold.surveys.web.answering.guessing import FIELD as GUESS
from twofold.surveys.web.answering.guessing import TEMPLATE as GUESS_TEMPLATE
from twofold.surveys.web.answering.guessing import guessed_block, said_beside
from twofold.surveys.web.answering.uploads import Uploads, is_too_much, take_uploads

TEMPLATE = "surveys/web/answering/page.html"
NUMBERED = Spelled(SurveyVersion.objects.filter(survey=Given(0), number=Given(1), published_at__isnull=False))


@dataclass(frozen=True)
class Stand:
    """How far a respondent has come.

    :param posted: field → texts, all that was sent so far
    """

    asked: Asked
    version: SurveyVersion
    form: Form
    posted: Mapping[str, Sequence[str]]
    sheet: Sheet
    language: str
    submission: uuid.UUID

    @cached_property
    def pages(self) -> list[tuple[Page, tuple[Block, ...]]]:
        """Those on their way."""
        return list(reached_pages(self.form, self.sheet.given, self.asked.belongs))

    def first_wrong(self, up_to: int) -> int | None:
        """The first page on which something is still needed."""
        for number, (_page, blocks) in enumerate(self.pages[: up_to + 1]):
            if any(code in self.sheet.problems for block in blocks for code in (block.code, *block.codes)):
                return number
        return None

    def led_to_more(self, at: int, shown: Sequence[str]) -> bool:
        """Whether a page has a question by now that was not on it when it was sent."""
        return bool(shown) and any(block.code not in shown for block in self.pages[at][1])

    @cached_property
    def guessed(self) -> Block | None:
        """The question whose result they may guess."""
        return guessed_block(self.form, self.asked.survey, self.pages)

    def guess_page(
        self,
        request: HttpRequest,
        *,
        typed: str = "",
        problem: str = "",
        sentence: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """After the last page: what they think the others say."""
        sight = Sight(self.form, self.language, self.posted, self.sheet.given, {}, self.asked.names)
        context = {
            "survey": self.asked.survey,
            "question": sight.questions([self.guessed])[0],
            "carried": [*sight.carried(()), *self.asked.carried.items()],
            "page": self.pages[-1][0],
            "version": self.version.number,
            "submission": self.submission,
            "language": self.language,
            "trap": self.asked.trap,
            "typed": typed,
            "problem": problem,
            "sentence": sentence,
        }
        return render(request, GUESS_TEMPLATE, context, status=status)

    def page(
        self, request: HttpRequest, at: int, *, marks: bool = False, sentence: str = "", status: int = 200
    ) -> HttpResponse:
        """One page of the questionnaire.

        :param marks: whether what is wrong is said beside it
        :param sentence: why it is shown once more
        """
        at = min(at, len(self.pages) - 1)
        page, blocks = self.pages[at]
        problems = self.sheet.problems if marks else {}
        sight = Sight(self.form, self.language, self.posted, self.sheet.given, problems, self.asked.names)
        context = {
            "survey": self.asked.survey,
            "promise": self.asked.promise.get(self.language, ""),
            "title": sight.title(page),
            "page": page,
            "questions": drawn(sight, blocks),
            "shown": " ".join(block.code for block in blocks),
            "carried": [*sight.carried(blocks), *self.asked.carried.items()],
            "number": at + 1,
            "count": len(self.pages),
            "is_last": at + 1 == len(self.pages),
            "version": self.version.number,
            "submission": self.submission,
            "language": self.language,
            "languages": [(code, name_of(code)) for code in self.form.languages],
            "mistakes": sight.mistakes(blocks),
            "has_files": any(block.kind is Kind.FILE for block in blocks),
            "sentence": sentence,
            "trap": self.asked.trap,
        }
        return render(request, TEMPLATE, context, status=status)


def answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The first page, the one after what was just sent, or the thanks; a refusal is a page that says so."""
    if is_too_much(request):
        words = _("That is too much at once. Go back and choose smaller files.")
        return said(request, asked.survey, words, status=413)
    language = language_of(request, asked.survey)
    with translation.override(language):
        try:
            require_open(asked.survey, asked.wave, timezone.now())
            if request.method == "POST" and "page" in request.POST:
                return _go_on(request, asked, language)
            return _begin(request, asked, language)
        except DomainError as refusal:
            return said(request, asked.survey, str(refusal), status=refusal.status)


def _begin(request: HttpRequest, asked: Asked, language: str) -> HttpResponse:
    version = current_version(asked.survey)
    if version is None:
        raise Conflict(_("This survey has not begun yet. Come back later; your link stays good."))
    form = form_in_round(version.form, asked.wave.number)
    posted = fields_of(request.GET) if asked.is_prefilled else {}
    sheet = read_answers(form, posted, belongs=asked.belongs)
    return Stand(asked, version, form, posted, sheet, language, uuid.uuid4()).page(request, 0)


def _go_on(request: HttpRequest, asked: Asked, language: str) -> HttpResponse:
    stand = _stand(request, asked, language)
    shown = request.POST.get("page")
    at = next((n for n, (page, _blocks) in enumerate(stand.pages) if page.key == shown), 0)
    if request.POST.get("go") == "back":
        return stand.page(request, at if GUESS in request.POST else max(at - 1, 0))
    wrong = stand.first_wrong(up_to=at)
    if wrong is not None:
        return stand.page(request, wrong, marks=True, status=422)
    if stand.led_to_more(at, request.POST.get("shown", "").split()):
        return stand.page(request, at, sentence=_("What you have answered leads to another question below."))
    if at + 1 < len(stand.pages):
        return stand.page(request, at + 1)
    if stand.guessed is None:
        return _hand_in(request, stand, None)
    return _ask_guess(request, stand)


def _ask_guess(request: HttpRequest, stand: Stand) -> HttpResponse:
    if GUESS not in request.POST:
        return stand.guess_page(request)
    typed = request.POST[GUESS]
    try:
        guess = read_guess(stand.guessed, typed)
    except Unreadable as problem:
        return stand.guess_page(request, typed=typed, problem=str(problem), status=422)
    return _hand_in(request, stand, guess)


def _stand(request: HttpRequest, asked: Asked, language: str) -> Stand:
    version = version_numbered(asked, request.POST.get("version", ""))
    submission = uuid_of(request.POST.get("submission", ""))
    if version is None or submission is None:
        raise Conflict(_("This page is not whole. Open your link again; nothing was sent yet."))
    form, posted = form_in_round(version.form, asked.wave.number), fields_of(request.POST)
    uploads = Uploads() if asked.may_upload is None else take_uploads(request, form, posted, asked.may_upload)
    posted |= uploads.tokens
    sheet = read_answers(form, posted, files=uploads.files, belongs=asked.belongs)
    if uploads.problems:
        sheet = checked(form, sheet.given, {**sheet.problems, **uploads.problems}, belongs=asked.belongs)
    return Stand(asked, version, form, posted, sheet, language, submission)


def _hand_in(request: HttpRequest, stand: Stand, guess: Decimal | None) -> HttpResponse:
    asked, language = stand.asked, stand.language
    handed = Handed(stand.sheet.given, stand.version, stand.submission, language, guess)
    try:
        code = asked.keep(handed)
    except asked.again as refusal:
        once_more = replace(stand, asked=replace(asked, carried={**asked.carried, **asked.renewed(refusal)}))
        if stand.guessed:
            typed = request.POST[GUESS]
            return once_more.guess_page(request, typed=typed, sentence=str(refusal), status=refusal.status)
        return once_more.page(request, len(stand.pages) - 1, sentence=str(refusal), status=refusal.status)
    thanks = stand.form.text(stand.form.thanks, language) or _("Thank you. Your answers have been kept.")
    more = {"code": code, "change_url": asked.change_url, "onward": asked.onward()}
    more["beside"] = said_beside(asked.survey, asked.wave, stand.form.guess, guess)
    return said(request, asked.survey, asked.done or thanks, **more)


def version_numbered(asked: Asked, number: str) -> SurveyVersion | None:
    """The version of the questionnaire that the page was drawn from."""
    if not number.isdecimal() or len(number) > 4:
        return None
    return NUMBERED.first(asked.survey.pk, int(number))


def fields_of(sent: Any) -> dict[str, list[str]]:
    """The fields of the questionnaire among those that were sent; all others are left alone."""
    return {field: sent.getlist(field) for field in sent if field.startswith(PREFIX)}


def name_of(code: str) -> str:
    """A language in its own words."""
    try:
        return translation.get_language_info(code)["name_local"]
    except KeyError:
        return code


def uuid_of(text: str) -> uuid.UUID | None:
    """What was written as one; None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
