"""What a survey is called, whom it asks and what it promises: settled as a draft, afterwards only tightened."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.errors import BadInput, DomainError
from twofold.core.ids import read_id
from twofold.directory.web.forms import unit_choices
from twofold.surveys.actions.setting_up import SetUp, copy_survey, delete_draft, set_up_survey
from twofold.surveys.actions.surveys import LARGEST_GROUP, close_survey, tighten_survey
from twofold.surveys.models import Survey
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.questionnaire.languages import name_of
from twofold.surveys.web.builder.new import MODES, promised
from twofold.surveys.web.builder.settings_form import SettingsForm, settled, typed_settings
from twofold.surveys.web.surveys.tabs import survey_head

TEMPLATE = "surveys/web/builder/settings.html"
LIST = "surveys:survey-list"


@require_http_methods(["GET", "POST"])
def survey_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the settings, and change them as far as respondents' promise allows."""
    survey = get_visible(Survey, request.actor, pk, "work")
    if request.method == "GET":
        return _page(request, survey, SettingsForm(initial=settled(survey)))
    if "look" in request.POST:  # what respondents would read: nothing is saved
        return _page(request, survey, SettingsForm(initial=typed_settings(request)))
    act = ACTS.get(request.POST.get("do", ""), _save)
    return act(request, survey)


def _save(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = SettingsForm(request.POST)
    if form.carried_out(_set_up, request=request, survey=survey, form=form) is None:
        return _page(request, survey, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("surveys:survey-settings", survey.pk)


def _set_up(request: HttpRequest, survey: Survey, form: SettingsForm) -> Survey:
    return set_up_survey(survey, SetUp(**form.cleaned_data), actor=request.actor, now=timezone.now())


def _tighten(request: HttpRequest, survey: Survey) -> HttpResponse:
    least = request.POST.get("least_group", "")
    tighten_survey(
        survey,
        mode=request.POST.get("mode") or survey.mode,
        least_group=int(least) if least.isdecimal() and len(least) < 4 else 0,
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(
        request, _("The promise is stricter now. Whoever answers from here on reads the new sentence.")
    )
    return redirect("surveys:survey-settings", survey.pk)


def _close(request: HttpRequest, survey: Survey) -> HttpResponse:
    close_survey(survey, actor=request.actor, now=timezone.now())
    messages.success(request, _("Nobody is asked any more."))
    return redirect("surveys:survey-settings", survey.pk)


def _copy(request: HttpRequest, survey: Survey) -> HttpResponse:
    unit_id = read_id(request.POST.get("unit", "")) or survey.unit_id
    name = request.POST.get("name", "")
    copied = copy_survey(survey, name=name, unit_id=unit_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Copied as a draft, without any answer."))
    return redirect("surveys:survey-edit", copied.pk)


def _delete(request: HttpRequest, survey: Survey) -> HttpResponse:
    delete_draft(survey, actor=request.actor, now=timezone.now())
    messages.success(request, _("The draft “%(name)s” is gone.") % {"name": survey.name})
    return redirect(LIST)


def _said(
    act: Callable[[HttpRequest, Survey], HttpResponse],
) -> Callable[[HttpRequest, Survey], HttpResponse]:
    """The act, or its refusal above the page."""

    def done(request: HttpRequest, survey: Survey) -> HttpResponse:
        try:
            return act(request, survey)
        except BadInput as refusal:
            return _page(request, survey, SettingsForm(initial=settled(survey)), refusal, status=422)

    return done


ACTS = {"tighten": _said(_tighten), "close": _close, "copy": _said(_copy), "delete": _delete}


def _page(
    request: HttpRequest,
    survey: Survey,
    form: SettingsForm,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    is_draft = survey.state == Survey.State.DRAFT
    context = {
        **survey_head(request, survey, "settings"),
        "form": form,
        "refusal": refusal,
        "is_draft": is_draft,
        "is_asking": survey.state == Survey.State.LIVE,
        "modes": [(mode, Survey.Mode(mode).label, says) for mode, says in MODES.items()],
        "stricter": _stricter(survey),
        "promises": promised(request.actor, form, survey) if is_draft else _frozen(survey),
        "cuts": [
            LENS_ATTRIBUTES[name].name
            for name in survey.lenses.get("attributes") or ()
            if name in LENS_ATTRIBUTES
        ],
        "units": unit_choices(request.actor, Level.WORK),
        "copy_name": _("%(name)s, copy") % {"name": survey.name[:180]},
        "most": LARGEST_GROUP,
    }
    return render(request, TEMPLATE, context, status=status)


def _stricter(survey: Survey) -> list[tuple[str, str]]:
    """The modes that a survey that went out can still take."""
    named, confidential = Survey.Mode.NAMED, Survey.Mode.CONFIDENTIAL
    modes = (named, confidential) if survey.mode == named else (survey.mode,)
    return [(mode, Survey.Mode(mode).label) for mode in modes]


def _frozen(survey: Survey) -> list[tuple[str, str, str]]:
    return [(code, name_of(code), said) for code, said in survey.promise.items()]
