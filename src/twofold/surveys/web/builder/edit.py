"""The page on which a questionnaire is written. Works without scripts: each act is a form that leads back to its place."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible
from twofold.core.errors import BadInput, Conflict, DomainError
from twofold.surveys.actions.drafting import asked_codes, rewrite, written
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire import read_draft
from twofold.surveys.questionnaire.guessing import GUESSABLE
from twofold.surveys.questionnaire.languages import known_languages
from twofold.surveys.questionnaire.places import page_at
from twofold.surveys.web.builder.acts import act_on
from twofold.surveys.web.builder.belongings import belongings_of
from twofold.surveys.web.builder.block_form import word_fields
from twofold.surveys.web.builder.doing import Doing
from twofold.surveys.web.builder.drawing import Opened, drawn
from twofold.surveys.web.builder.kinds import GROUPS
from twofold.surveys.web.builder.stating import stated_page
from twofold.surveys.web.surveys.tabs import survey_head

TEMPLATE = "surveys/web/builder/edit.html"


@require_http_methods(["GET", "POST"])
def survey_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it: see the whole, and do one act after another."""
    survey = get_visible(Survey, request.actor, pk, "work")
    if request.method == "GET":
        return _page(request, survey, Opened(request.GET.get("open", "")))
    doing = Doing(survey, request.POST)
    if "again" in request.POST:
        return _page(request, survey, _typed(doing))
    try:
        rewrite(survey, partial(act_on, doing=doing), actor=request.actor, now=timezone.now())
    except (BadInput, Conflict) as refusal:
        return _page(request, survey, _typed(doing, refusal), refusal)
    address = reverse("surveys:survey-edit", args=[survey.pk])
    opened = f"?{urlencode({'open': doing.opens})}" if doing.opens else ""
    return redirect(f"{address}{opened}#{doing.leads_to}" if doing.leads_to else address)


def _typed(doing: Doing, refusal: DomainError | None = None) -> Opened:
    """The form that was sent, with what was typed in it; after a clash it takes the other's change as seen."""
    posted, document = doing.posted, written(doing.survey)
    seen = "" if isinstance(refusal, Conflict) else posted.get("was", "")
    try:
        if posted.get("do") == "save" or ("again" in posted and doing.code):
            typed = doing.stated_block(document)
            return Opened(f"block.{doing.code}", typed, seen, posted.get("code", "").strip())
        if posted.get("do") == "page_save" or "again" in posted:
            was = document["pages"][page_at(document, doing.page)]
            return Opened(f"page.{doing.page}", stated_page(posted, was, document["languages"]), seen)
    except BadInput:  # what the form was about is gone; the refusal says so
        return Opened()
    return Opened("thanks" if posted.get("do") == "thanks_save" else "")


def _page(
    request: HttpRequest, survey: Survey, opened: Opened, refusal: DomainError | None = None
) -> HttpResponse:
    out = current_version(survey)
    draft = survey.versions.filter(published_at=None).first()
    document = written(survey)
    context = {
        **survey_head(request, survey, "questionnaire"),
        "shown": drawn(document, opened, belongings_of(survey), frozenset(asked_codes(survey))),
        "opened": opened.key,
        "refusal": refusal,
        "thanks_fields": word_fields("thanks", document.get("thanks") or {}, document["languages"]),
        "guess_choices": _guess_choices(survey, document),
        "guess": document.get("guess") or "",
        "groups": GROUPS,
        "out": out,
        "draft": draft,
        "is_asking": survey.state == Survey.State.LIVE,
        "is_closed": survey.state == Survey.State.CLOSED,
        "places": _places(survey, document),
        "more_languages": [one for one in known_languages() if one[0] not in document["languages"]],
    }
    return render(request, TEMPLATE, context, status=422 if refusal else 200)


def _guess_choices(survey: Survey, document: dict) -> list[tuple[str, str]]:
    """Questions whose result can be guessed; ballots keep no guess."""
    if survey.mode == Survey.Mode.ANONYMOUS and not document.get("guess"):
        return []
    form = read_draft(document)
    scaled = [one for one in form.blocks if one.kind in GUESSABLE]
    return [("", _("None")), *((one.code, form.text(one.wording, "")) for one in scaled)] if scaled else []


def _places(survey: Survey, document: dict) -> list[tuple[str, str]]:
    """What can stand in words for something else; anonymous surveys know no names."""
    if survey.mode == Survey.Mode.ANONYMOUS:
        return []
    return [
        ("{name}", _("the respondent’s name")),
        ("{unit}", _("the unit that is rated")),
        ("{case}", _("the number of the case")),
    ]
