"""Where a respondent answers: by a personal link, without signing in, without a cookie, with or without scripts."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import Conflict, DomainError
from twofold.surveys.actions.ballots.cast import cast_ballot, hash_of, participant_of
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.actions.respond import answer_invitation, require_open
from twofold.surveys.models import Invitation, Survey, SurveyVersion, Wave
from twofold.surveys.queries.plans import belongs_of
from twofold.surveys.questionnaire import Belongs, Form, Sheet, reached_pages, read_answers, read_form
from twofold.surveys.questionnaire.answers import PREFIX
from twofold.surveys.web.answering.drawing import Sight

TEMPLATE = "surveys/web/answering/page.html"
SAID = "surveys/web/answering/said.html"


@dataclass(frozen=True)
class Asked:
    """Whoever follows a link, as far as the page knows them.

    :param names: what stands for ``{name}`` and the like in the questions
    :param keep: keeps the sheet, and returns what the respondent must write down, if anything
    """

    wave: Wave
    names: Mapping[str, str]
    keep: Callable[[Mapping[str, Any], SurveyVersion, uuid.UUID, str], str]
    is_prefilled: bool = True
    belongs: Belongs = field(default_factory=dict)

    @property
    def survey(self) -> Survey:
        return self.wave.survey


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A door for whoever holds a link: nobody is signed in, nothing is cached, and there is no cookie to forge a request with."""
    return csrf_exempt(login_not_required(never_cache(require_http_methods(["GET", "POST"])(view))))


@answering
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A named or confidential survey."""
    invitation = (
        Invitation.objects.system("the holder of the link answers")
        .select_related("wave__survey__unit__party", "party", "unit__party")
        .filter(token_hash=hash_of(token))
        .first()
    )
    if invitation is None:
        return _unknown(request)
    if invitation.state == Invitation.State.ANSWERED and request.method == "GET":
        return _said(request, invitation.wave.survey, _("You have answered this already. Thank you."))
    holder = Actor(side=ActingSide.LINK, person_id=invitation.party_id)

    def keep(given: Mapping, version: SurveyVersion, submission: uuid.UUID, language: str) -> str:
        answer_invitation(
            invitation,
            given,
            version=version,
            submission=submission,
            language=language,
            actor=holder,
            now=timezone.now(),
        )
        return ""

    names = {
        "name": invitation.party.given_name or invitation.party.name,
        "unit": invitation.unit.party.name,
        "case": str(invitation.subject_id or ""),
    }
    belongs = belongs_of(invitation.wave, invitation.cells)
    return _answer(request, Asked(invitation.wave, names, keep, belongs=belongs))


@answering
def answer_by_ballot(request: HttpRequest, token: str) -> HttpResponse:
    """An anonymous survey. The page knows who was asked, and never tells, so that names stand in no question."""
    participant = participant_of(token)
    if participant is None:
        return _unknown(request)
    if participant.has_answered and request.method == "GET":
        return _said(
            request, participant.wave.survey, _("This link was used: your ballot is in the box. Thank you.")
        )

    def keep(given: Mapping, version: SurveyVersion, submission: uuid.UUID, language: str) -> str:
        return cast_ballot(token, given, version=version, now=timezone.now())

    belongs = belongs_of(participant.wave, participant.cells)
    return _answer(request, Asked(participant.wave, {}, keep, is_prefilled=False, belongs=belongs))


def _answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    language = _language(request, asked.survey)
    with translation.override(language):
        try:
            require_open(asked.survey, asked.wave, timezone.now())
            if request.method == "POST":
                return _go_on(request, asked, language)
            return _begin(request, asked, language)
        except DomainError as refusal:
            return _said(request, asked.survey, str(refusal), status=refusal.status)


def _begin(request: HttpRequest, asked: Asked, language: str) -> HttpResponse:
    version = current_version(asked.survey)
    if version is None:
        raise Conflict(_("This survey has not begun yet. Come back later; your link stays good."))
    form = read_form(version.form)
    posted = _fields(request.GET) if asked.is_prefilled else {}
    sheet = replace(read_answers(form, posted, belongs=asked.belongs), problems={})
    return _draw(request, asked, form, version, posted, sheet, language, at=0, submission=uuid.uuid4())


def _go_on(request: HttpRequest, asked: Asked, language: str) -> HttpResponse:
    number = request.POST.get("version", "")
    version = (
        asked.survey.versions.exclude(published_at=None)
        .filter(number=int(number) if number.isdecimal() and len(number) < 5 else 0)
        .first()
    )
    submission = _uuid(request.POST.get("submission", ""))
    if version is None or submission is None:
        raise Conflict(_("This page is not whole. Open your link again; nothing was sent yet."))
    form, posted = read_form(version.form), _fields(request.POST)
    sheet = read_answers(form, posted, belongs=asked.belongs)
    pages = list(reached_pages(form, sheet.given, asked.belongs))
    at = next((n for n, (page, _blocks) in enumerate(pages) if page.key == request.POST.get("page")), 0)
    if request.POST.get("go") == "back":
        return _draw(
            request,
            asked,
            form,
            version,
            posted,
            replace(sheet, problems={}),
            language,
            at=max(at - 1, 0),
            submission=submission,
        )
    wrong = _first_wrong(pages, sheet, up_to=at)
    if wrong is not None:
        return _draw(
            request,
            asked,
            form,
            version,
            posted,
            sheet,
            language,
            at=wrong,
            submission=submission,
            status=422,
        )
    if at + 1 < len(pages):
        return _draw(
            request,
            asked,
            form,
            version,
            posted,
            replace(sheet, problems={}),
            language,
            at=at + 1,
            submission=submission,
        )
    code = asked.keep(sheet.given, version, submission, language)
    thanks = form.text(form.thanks, language) or _("Thank you. Your answers have been kept.")
    return _said(request, asked.survey, thanks, code=code)


def _first_wrong(pages: Sequence, sheet: Sheet, *, up_to: int) -> int | None:
    for number, (_page, blocks) in enumerate(pages[: up_to + 1]):
        if any(code in sheet.problems for block in blocks for code in (block.code, *block.codes)):
            return number
    return None


def _draw(
    request: HttpRequest,
    asked: Asked,
    form: Form,
    version: SurveyVersion,
    posted: Mapping[str, Sequence[str]],
    sheet: Sheet,
    language: str,
    *,
    at: int,
    submission: uuid.UUID,
    status: int = 200,
) -> HttpResponse:
    pages = list(reached_pages(form, sheet.given, asked.belongs))
    page, blocks = pages[min(at, len(pages) - 1)]
    sight = Sight(form, language, posted, sheet.given, sheet.problems, asked.names)
    context = {
        "survey": asked.survey,
        "promise": asked.survey.promise.get(language, ""),
        "title": sight.title(page),
        "page": page,
        "questions": sight.questions(blocks),
        "carried": list(sight.carried(blocks)),
        "number": at + 1,
        "count": len(pages),
        "is_last": at + 1 == len(pages),
        "version": version.number,
        "submission": submission,
        "language": language,
        "languages": [(code, _name_of(code)) for code in form.languages],
        "has_problems": bool(sheet.problems),
    }
    return render(request, TEMPLATE, context, status=status)


def _said(
    request: HttpRequest, survey: Survey | None, words: str, *, code: str = "", status: int = 200
) -> HttpResponse:
    return render(request, SAID, {"survey": survey, "words": words, "code": code}, status=status)


def _unknown(request: HttpRequest) -> HttpResponse:
    return _said(
        request, None, _("This link is not known. Take the whole address from your invitation."), status=404
    )


def _fields(sent: Any) -> dict[str, list[str]]:
    return {field: sent.getlist(field) for field in sent if field.startswith(PREFIX)}


def _language(request: HttpRequest, survey: Survey) -> str:
    wanted = request.POST.get("language") or request.GET.get("language") or translation.get_language()
    return wanted if wanted in survey.languages else survey.languages[0] if survey.languages else "en"


def _name_of(code: str) -> str:
    try:
        return translation.get_language_info(code)["name_local"]
    except KeyError:
        return code


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
