"""A survey as a file: taken out, and brought in after it was looked at."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from twofold.core.access import get_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.access import require_staff
from twofold.directory.web.forms import DirectoryForm, unit_choices
from twofold.surveys.actions.drafting import written
from twofold.surveys.actions.setting_up import SetUp, require_set_up, with_settings
from twofold.surveys.actions.surveys import begin_survey
from twofold.surveys.models import Question, Survey
from twofold.surveys.questionnaire import read_draft
from twofold.surveys.questionnaire.files import LARGEST, SurveyFile, read_file, written_file
from twofold.surveys.questionnaire.languages import name_of

TEMPLATE = "surveys/web/builder/import.html"


class FileForm(DirectoryForm):
    """The file itself."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("As downloaded from the settings of a survey.")
    )


class BringForm(DirectoryForm):
    """What was read is carried along; nothing is kept before it is brought in."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST, strip=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    unit = forms.TypedChoiceField(label=gettext_lazy("Asked by"), coerce=int)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(actor, Level.WORK)


@require_safe
def survey_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Questionnaire and settings as a file, without any answer."""
    survey = get_visible(Survey, request.actor, pk, "work")
    kept = SurveyFile(
        name=survey.name,
        side=survey.side,
        mode=survey.mode,
        least_group=survey.least_group,
        lenses=survey.lenses,
        form=read_draft(written(survey)),
    )
    answer = HttpResponse(written_file(kept), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(survey.name) or "survey"}.json"'
    return answer


@require_http_methods(["GET", "POST"])
def survey_import(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what would come, and bring it in."""
    require_staff(request.actor)
    if not request.actor.units(Level.WORK):
        raise NotAllowed(_("Surveys are begun by those who work in a unit. Ask a lead of yours."))
    if request.method == "GET":
        return _page(request, FileForm())
    if "text" not in request.POST:
        return _look(request)
    form = BringForm(request.actor, request.POST)
    survey = form.carried_out(_bring, request=request, form=form)
    if survey is not None:
        return redirect("surveys:survey-edit", survey.pk)
    try:
        brought = read_file(request.POST["text"])
    except BadInput:
        return _page(request, FileForm(), status=422)
    return _page(request, form, brought, status=422)


def _look(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    brought = form.carried_out(_read, form=form)
    if brought is None:
        return _page(request, form, status=422)
    bring = BringForm(request.actor, initial={"text": brought[0], "name": brought[1].name})
    return _page(request, bring, brought[1])


def _read(form: FileForm) -> tuple[str, SurveyFile]:
    upload = form.cleaned_data["file"]
    try:
        text = upload.read(LARGEST * 4).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(_("This is not a survey’s file: it is not text."), field="file") from None
    try:
        brought = read_file(text)
        require_set_up(_settings(brought))
    except BadInput as refusal:
        raise BadInput(refusal.sentence, field="file") from None
    return text, brought


@transaction.atomic
def _bring(request: HttpRequest, form: BringForm) -> Survey:
    brought, told = read_file(form.cleaned_data["text"]), form.cleaned_data
    settings = _settings(brought)
    require_set_up(settings)
    survey = begin_survey(
        unit_id=told["unit"],
        name=told["name"],
        side=brought.side,
        mode=brought.mode,
        form=brought.document,
        actor=request.actor,
        now=timezone.now(),
    )
    return with_settings(survey, least_group=settings.least_group, lenses=settings.lenses)


def _settings(brought: SurveyFile) -> SetUp:
    attributes = brought.lenses.get("attributes")
    crossing = brought.lenses.get("crossing")
    return SetUp(
        name=brought.name or _("A survey"),
        side=brought.side,
        mode=brought.mode,
        least_group=brought.least_group,
        attributes=tuple(one for one in attributes if isinstance(one, str))
        if isinstance(attributes, list)
        else (),
        crossing=crossing if isinstance(crossing, str) else "",
    )


def _page(
    request: HttpRequest, form: DirectoryForm, brought: SurveyFile | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "crumbs": [
            {"label": _("Surveys"), "url": reverse("surveys:survey-list")},
            {"label": _("New survey"), "url": reverse("surveys:survey-new")},
        ],
        "form": form,
        "brought": brought,
    }
    if brought:
        context |= {
            "mode": Survey.Mode(brought.mode).label,
            "languages": ", ".join(name_of(code) for code in brought.form.languages),
            "pages": [
                (
                    number,
                    brought.form.text(page.title, ""),
                    [
                        (Question.Instrument(block.kind.value).label, brought.form.text(block.wording, ""))
                        for block in page.blocks
                    ],
                )
                for number, page in enumerate(brought.form.pages, 1)
            ],
        }
    return render(request, TEMPLATE, context, status=status)
