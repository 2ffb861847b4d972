"""What a survey is called, whom it asks and what it promises: settled as a draft, afterwards only tightened."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.errors import BadInput, DomainError
from twofold.core.ids import read_id
from twofold.directory.web.forms import DirectoryForm, unit_choices
from twofold.relationships.models import Side
from twofold.surveys.actions.setting_up import SetUp, copy_survey, delete_draft, set_up_survey
from twofold.surveys.actions.surveys import LARGEST_GROUP, close_survey, tighten_survey
from twofold.surveys.models import Survey
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.questionnaire.languages import name_of
from twofold.surveys.web.builder.new import MODES, promised
from twofold.surveys.web.surveys.tabs import survey_head

TEMPLATE = "surveys/web/builder/settings.html"
LIST = "surveys:survey-list"


class SettingsForm(DirectoryForm):
    """What is settled before launch."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    side = forms.ChoiceField(label=gettext_lazy("Who is asked"), choices=Side, widget=forms.RadioSelect)
    mode = forms.ChoiceField(
        label=gettext_lazy("What they are promised"), choices=Survey.Mode, widget=forms.RadioSelect
    )
    least_group = forms.IntegerField(
        label=gettext_lazy("Smallest group that totals are told of"),
        min_value=5,
        max_value=LARGEST_GROUP,
        help_text=gettext_lazy(
            "For confidential and anonymous surveys, and all among colleagues. It can be raised later."
        ),
    )
    attributes = forms.MultipleChoiceField(
        label=gettext_lazy("Besides the units, results are cut by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "At most three, fixed when the round begins and shown to respondents. Each cut makes groups smaller."
        ),
    )
    crossing = forms.ChoiceField(
        label=gettext_lazy("One of them within each unit too"),
        required=False,
        help_text=gettext_lazy(
            "The only crossing there is: more would let small groups be worked out by subtraction."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, one.name) for name, one in LENS_ATTRIBUTES.items()]
        self.fields["attributes"].choices = known
        self.fields["crossing"].choices = [("", _("No crossing")), *known]


@require_http_methods(["GET", "POST"])
def survey_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the settings, and change them as far as respondents' promise allows."""
    survey = get_visible(Survey, request.actor, pk, "work")
    if request.method == "GET":
        return _page(request, survey, SettingsForm(initial=_settled(survey)))
    if "look" in request.POST:  # what respondents would read: nothing is saved
        return _page(request, survey, SettingsForm(initial=_typed(request)))
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
            return _page(request, survey, SettingsForm(initial=_settled(survey)), refusal, status=422)

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


def _settled(survey: Survey) -> dict[str, Any]:
    return {
        "name": survey.name,
        "side": survey.side,
        "mode": survey.mode,
        "least_group": survey.least_group,
        "attributes": survey.lenses.get("attributes") or [],
        "crossing": survey.lenses.get("crossing") or "",
    }


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name) for name in SettingsForm.base_fields} | {
        "attributes": request.POST.getlist("attributes")
    }
