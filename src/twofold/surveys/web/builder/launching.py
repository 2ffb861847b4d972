"""Before a survey goes out, and before changes to it do: what is promised, what will be seen, and whether it is fit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible
from twofold.core.errors import BadInput, Conflict
from twofold.surveys.actions.drafting import discard_draft
from twofold.surveys.actions.questionnaires import current_version, publish_changes
from twofold.surveys.actions.surveys import launch_survey
from twofold.surveys.models import Survey
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.queries.promises import promises
from twofold.surveys.questionnaire import Form, read_draft, read_form
from twofold.surveys.questionnaire.differences import Difference, Way, differences
from twofold.surveys.questionnaire.languages import name_of
from twofold.surveys.web.builder.checks import checks
from twofold.surveys.web.surveys.tabs import survey_head

LAUNCH = "surveys/web/builder/launch.html"
CHANGES = "surveys/web/builder/changes.html"
WORDS = {
    Way.ADDED: gettext_lazy("New question"),
    Way.REMOVED: gettext_lazy("No longer asked; its answers stay"),
    Way.REWORDED: gettext_lazy("Put in other words"),
    Way.MOVED: gettext_lazy("Stands elsewhere"),
    Way.ANSWERS: gettext_lazy("Other answers are offered"),
    Way.LOGIC: gettext_lazy("Shown under another condition"),
    Way.REQUIRED: gettext_lazy("Whether an answer is needed"),
    Way.PAGES: gettext_lazy("Pages are laid out otherwise"),
    Way.LANGUAGES: gettext_lazy("Languages"),
    Way.THANKS: gettext_lazy("What is said after sending"),
    Way.GUESS: gettext_lazy("Whose result is guessed"),
}


@require_http_methods(["GET", "POST"])
def survey_launch(request: HttpRequest, pk: int) -> HttpResponse:
    """See what goes out with which promise; let it go out."""
    survey = get_visible(Survey, request.actor, pk, "work")
    refusal = None
    if request.method == "POST":
        try:
            launch_survey(survey, actor=request.actor, now=timezone.now())
        except (BadInput, Conflict) as problem:
            refusal = problem
        else:
            messages.success(
                request, _("It went out, and its promise is frozen. Nobody is asked yet: say whom.")
            )
            return redirect("surveys:round-list", survey.pk)
    found = list(checks(survey))
    context = {
        **survey_head(request, survey, "settings"),
        "refusal": refusal,
        "checks": found,
        "is_fit": all(one.tone != "bad" for one in found),
        "is_draft": survey.state == Survey.State.DRAFT,
        "promises": [(code, name_of(code), said) for code, said in promises(survey).items()],
        "cuts": [
            LENS_ATTRIBUTES[name].name
            for name in survey.lenses.get("attributes") or ()
            if name in LENS_ATTRIBUTES
        ],
        "crossing": getattr(LENS_ATTRIBUTES.get(survey.lenses.get("crossing") or ""), "name", ""),
    }
    return render(request, LAUNCH, context, status=422 if refusal else 200)


@require_http_methods(["GET", "POST"])
def survey_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """See what changes for respondents; put it out, or discard it."""
    survey = get_visible(Survey, request.actor, pk, "work")
    refusal = None
    if request.method == "POST":
        discards = request.POST.get("do") == "discard"
        try:
            (discard_draft if discards else publish_changes)(survey, actor=request.actor, now=timezone.now())
        except (BadInput, Conflict) as problem:
            refusal = problem
        else:
            said = _("The changes are discarded.") if discards else _("From now on the new version is asked.")
            messages.success(request, said)
            return redirect("surveys:survey-edit", survey.pk)
    draft = survey.versions.filter(published_at=None).first()
    out = current_version(survey)
    context = {
        **survey_head(request, survey, "questionnaire"),
        "crumbs": [
            {"label": _("Surveys"), "url": reverse("surveys:survey-list")},
            {"label": survey.name, "url": reverse("surveys:survey-edit", args=[survey.pk])},
        ],
        "refusal": refusal,
        "draft": draft,
        "out": out,
        "answered": survey.responses.system("how many answered by which version")
        .filter(version=out)
        .exists(),
        "changes": _told(read_form(out.form), read_draft(draft.form)) if draft and out else [],
        "versions": survey.versions.order_by("-number"),
    }
    return render(request, CHANGES, context, status=422 if refusal else 200)


def _told(before: Form, after: Form) -> list[tuple[str, Difference]]:
    return [(str(WORDS[one.way]), one) for one in differences(before, after)]
