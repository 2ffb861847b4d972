"""Beginning a survey: a questionnaire to begin from, then whom it asks and what it promises."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed
from twofold.core.ids import read_id
from twofold.directory.access import require_staff
from twofold.directory.models import Unit
from twofold.directory.web.forms import DirectoryForm, unit_choices
from twofold.relationships.models import Side
from twofold.surveys.actions.surveys import begin_survey
from twofold.surveys.models import Survey
from twofold.surveys.queries.promises import promises
from twofold.surveys.questionnaire.languages import known_languages, name_of
from twofold.surveys.questionnaire.places import empty_document
from twofold.surveys.questionnaire.templates import TEMPLATES, Template

CHOOSE = "surveys/web/builder/templates.html"
SETTLE = "surveys/web/builder/new.html"
BLANK = "blank"
MODES = {
    Survey.Mode.NAMED: _("Each answer stands under its giver’s name, for the unit to act on."),
    Survey.Mode.CONFIDENTIAL: _(
        "Kept under their record, told only in totals; whoever looks one up is recorded."
    ),
    Survey.Mode.ANONYMOUS: _(
        "Sealed until the round has closed, then only totals remain. Nobody can look one up."
    ),
}


class NewForm(DirectoryForm):
    """Whom it asks, and what it promises."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Respondents read it above the questions.")
    )
    unit = forms.TypedChoiceField(label=_("Asked by"), coerce=int)
    side = forms.ChoiceField(label=_("Who is asked"), choices=Side, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("What they are promised"), choices=Survey.Mode, widget=forms.RadioSelect)
    first = forms.ChoiceField(label=_("Written in"), choices=known_languages)
    others = forms.MultipleChoiceField(
        label=_("Also in"), choices=known_languages, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(actor, Level.WORK)

    def languages(self) -> list[str]:
        """The languages that are chosen, the first one first."""
        first = self["first"].value()
        return list(dict.fromkeys([first, *(self["others"].value() or ())]))


@require_http_methods(["GET", "POST"])
def survey_new(request: HttpRequest) -> HttpResponse:
    """Choose what to begin from (``?template=``), then settle it."""
    require_staff(request.actor)
    if not request.actor.units(Level.WORK):
        raise NotAllowed(_("Surveys are begun by those who work in a unit. Ask a lead of yours."))
    template = TEMPLATES.get(request.GET.get("template", ""))
    if template is None and request.GET.get("template") != BLANK:
        return render(request, CHOOSE, {"templates": TEMPLATES.values(), "blank": BLANK})
    if request.method == "GET":
        return _page(request, template, NewForm(request.actor, initial=_beginning(template)))
    if "look" in request.POST:  # what respondents would read: nothing is saved
        return _page(request, template, NewForm(request.actor, initial=_typed(request)))
    form = NewForm(request.actor, request.POST)
    survey = form.carried_out(_begin, request=request, template=template, form=form)
    if survey is None:
        return _page(request, template, form, status=422)
    return redirect("surveys:survey-edit", survey.pk)


def _begin(request: HttpRequest, template: Template | None, form: NewForm) -> Survey:
    told, languages = form.cleaned_data, form.languages()
    return begin_survey(
        unit_id=told["unit"],
        name=told["name"],
        side=told["side"],
        mode=told["mode"],
        form=template.document(languages) if template else empty_document(languages),
        template=template.key if template else "",
        actor=request.actor,
        now=timezone.now(),
    )


def _beginning(template: Template | None) -> dict[str, Any]:
    language = (get_language() or "en").split("-")[0]
    begun = {"side": Side.EXTERNAL, "mode": Survey.Mode.NAMED, "first": language, "others": []}
    if template:
        begun |= {"name": str(template.name), "mode": template.mode, "side": template.side or Side.EXTERNAL}
    return begun


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name) for name in NewForm.base_fields} | {
        "others": request.POST.getlist("others")
    }


def _page(request: HttpRequest, template: Template | None, form: NewForm, status: int = 200) -> HttpResponse:
    context = {
        "crumbs": [
            {"label": _("Surveys"), "url": reverse("surveys:survey-list")},
            {"label": _("New survey"), "url": reverse("surveys:survey-new")},
        ],
        "template": template,
        "form": form,
        "modes": [(mode, Survey.Mode(mode).label, says) for mode, says in MODES.items()],
        "promises": promised(request.actor, form),
    }
    return render(request, SETTLE, context, status=status)


def promised(actor: Actor, form: forms.Form, survey: Survey | None = None) -> list[tuple[str, str, str]]:
    """Code and name of each language, and the very sentence that respondents will read with these settings."""
    unit_id = survey.unit_id if survey else form["unit"].value() or next(iter(form.fields["unit"].choices))[0]
    units = visible_list(Unit, actor).select_related("party")
    unit = units.filter(pk=read_id(str(unit_id)) or 0).first()
    least = form["least_group"].value() if "least_group" in form.fields else 5
    settled = Survey(
        unit=unit,
        mode=form["mode"].value(),
        side=form["side"].value(),
        least_group=int(least) if str(least).isdecimal() else 5,
        languages=survey.languages if survey else form.languages(),
    )
    return [(code, name_of(code), said) for code, said in promises(settled).items()] if unit else []
