"""Whoever answers, as far as the pages know them, and what they hand in."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from twofold.core.errors import DomainError
from twofold.surveys.models import Survey, SurveyVersion, Wave
from twofold.surveys.questionnaire import Belongs

SAID = "surveys/web/answering/said.html"


@dataclass(frozen=True)
class Handed:
    """A sheet as it was handed in.

    :param given: code → answer
    :param guess: what they think the others have answered, if they were asked and said
    """

    given: Mapping[str, Any]
    version: SurveyVersion
    submission: uuid.UUID
    language: str
    guess: Decimal | None = None


@dataclass(frozen=True)
class Asked:
    """Whoever follows a link.

    :param names: what stands for ``{name}`` and the like in the questions
    :param keep: keeps the sheet, and returns what the respondent must write down, if anything
    :param promise: language → the sentence before the first question
    :param carried: what travels with the page besides the answers
    :param again: refusals after which the page is shown once more, with nothing lost
    :param renewed: what travels with it then in the place of what did
    :param may_upload: counts one file, and says whether it may come; None where no files are taken
    :param change_url: where what was handed in can be changed
    :param done: what is said at the end in the place of the questionnaire's thanks
    :param trap: a field that people do not see and programs fill in
    :param belongs: what is known of them, on which rules may look
    :param onward: what else they are asked in this round: a name and an address each
    """

    wave: Wave
    names: Mapping[str, str]
    keep: Callable[[Handed], str]
    promise: Mapping[str, str] = field(default_factory=dict)
    is_prefilled: bool = True
    carried: Mapping[str, str] = field(default_factory=dict)
    again: tuple[type[DomainError], ...] = ()
    renewed: Callable[[DomainError], Mapping[str, str]] = lambda refusal: {}
    may_upload: Callable[[], bool] | None = None
    change_url: str = ""
    done: str = ""
    trap: str = ""
    belongs: Belongs = field(default_factory=dict)
    onward: Callable[[], Sequence[tuple[str, str]]] = tuple

    @property
    def survey(self) -> Survey:
        return self.wave.survey


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A door for whoever holds a link: nobody is signed in, nothing is cached, and there is no cookie to forge a request with."""
    return csrf_exempt(login_not_required(never_cache(require_http_methods(["GET", "POST"])(view))))


def said(
    request: HttpRequest, survey: Survey | None, words: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page that says something, and asks nothing any more."""
    return render(request, SAID, {"survey": survey, "words": words, **more}, status=status)


def unknown(request: HttpRequest) -> HttpResponse:
    """The page for a link that nobody was given."""
    return said(
        request, None, _("This link is not known. Take the whole address from your invitation."), status=404
    )


def language_of(request: HttpRequest, survey: Survey) -> str:
    """The language that was chosen on the page, else that of the browser, else the survey's first."""
    wanted = request.POST.get("language") or request.GET.get("language") or translation.get_language()
    return wanted if wanted in survey.languages else survey.languages[0] if survey.languages else "en"
