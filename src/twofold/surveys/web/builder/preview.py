"""The questionnaire as respondents will see it, page by page. What is answered here is kept nowhere."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible
from twofold.surveys.actions.drafting import written
from twofold.surveys.models import Survey
from twofold.surveys.queries.promises import promises
from twofold.surveys.questionnaire import Form, Sheet, in_round, reached_pages, read_answers, read_draft
from twofold.surveys.questionnaire.answers import PREFIX
from twofold.surveys.questionnaire.form import Belonging
from twofold.surveys.questionnaire.languages import is_rtl, name_of
from twofold.surveys.questionnaire.rotation import rounds_until_all
from twofold.surveys.web.answering.drawing import Sight

TEMPLATE = "surveys/web/builder/preview.html"
SHEET = "surveys/web/builder/preview_sheet.html"
WIDTHS = ("desk", "phone")
FURTHEST_ROUND = 50


@require_http_methods(["GET", "POST"])
def survey_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Go through it as a respondent would, in one of its languages (``?language=``), rounds and widths."""
    survey = get_visible(Survey, request.actor, pk)
    whole = read_draft(written(survey))
    view = _view(request, whole)
    form = in_round(whole, view["round"])
    context = {
        "survey": survey,
        "crumbs": [
            {"label": _("Surveys"), "url": reverse("surveys:survey-list")},
            {"label": survey.name, "url": reverse("surveys:survey-edit", args=[survey.pk])},
        ],
        "sheet": _sheet(request, survey, form, view),
        "width": view["width"],
        "language": view["language"],
        "direction": "rtl" if is_rtl(view["language"]) else "ltr",
        "languages": _links(view, "language", [(code, name_of(code), "") for code in form.languages]),
        "widths": _links(
            view, "width", [("desk", _("Desk"), "device-desktop"), ("phone", _("Phone"), "device-mobile")]
        ),
        "rounds": _links(view, "round", [(n, _("Round %(n)s") % {"n": n}, "") for n in _rounds(whole)]),
        "is_for_some": bool(_belongs(form)),
    }
    return render(request, TEMPLATE, context)


def _view(request: HttpRequest, form: Form) -> dict[str, Any]:
    """How it is looked at, as the address says."""
    asked = request.GET
    number = asked.get("round", "")
    return {
        "language": asked["language"] if asked.get("language") in form.languages else form.languages[0],
        "width": asked["width"] if asked.get("width") in WIDTHS else WIDTHS[0],
        "round": int(number) if number.isdecimal() and len(number) < 3 else 1,
    }


def _sheet(request: HttpRequest, survey: Survey, form: Form, view: Mapping[str, Any]) -> SafeString:
    """One page, in its own language whatever the reader's."""
    posted = {field: request.POST.getlist(field) for field in request.POST if field.startswith(PREFIX)}
    belongs = _belongs(form)
    with translation.override(view["language"]):
        answered = read_answers(form, posted, belongs=belongs)
        pages = list(reached_pages(form, answered.given, belongs))
        at, problems = _place(request, pages, answered)
        promise = survey.promise.get(view["language"]) or promises(survey).get(view["language"], "")
        context = {
            "survey": survey,
            "is_over": at >= len(pages),
            "csrf_token": get_token(request),
            "promise": promise,
        }
        if at >= len(pages):
            context["thanks"] = form.text(form.thanks, view["language"]) or _(
                "Thank you. Your answers have been kept."
            )
        else:
            page, blocks = pages[at]
            names = {"name": _("Robin"), "unit": survey.unit.party.name, "case": "1234"}
            sight = Sight(form, view["language"], posted, answered.given, problems, names)
            context |= {
                "title": sight.title(page),
                "questions": sight.questions(blocks),
                "carried": list(sight.carried(blocks)),
                "page": page,
                "number": at + 1,
                "count": len(pages),
                "has_problems": bool(problems),
            }
        return render_to_string(SHEET, context)


def _place(request: HttpRequest, pages: list, answered: Sheet) -> tuple[int, Mapping[str, str]]:
    """Which page is shown, and what is said to be missing on it."""
    here = next((n for n, (page, _blocks) in enumerate(pages) if page.key == request.POST.get("page")), None)
    if here is None:
        return 0, {}
    if request.POST.get("go") == "back":
        return max(here - 1, 0), {}
    codes = {code for block in pages[here][1] for code in (block.code, *block.codes)}
    problems = {code: said for code, said in answered.problems.items() if code in codes}
    return (here, problems) if problems else (here + 1, {})


def _belongs(form: Form) -> dict[str, frozenset[str]]:
    """Belonging everywhere that something depends on, so that each page can be seen."""
    found: dict[str, frozenset[str]] = {}
    for page in form.pages:
        for rule in (page.show_if, *(block.show_if for block in page.blocks)):
            for one in rule.conditions:
                if isinstance(one, Belonging):
                    found[one.about] = found.get(one.about, frozenset()) | frozenset(one.any_of)
    return found


def _rounds(form: Form) -> range:
    most = max((rounds_until_all(page) for page in form.pages), default=1)
    return range(1, min(most, FURTHEST_ROUND) + 1) if most > 1 else range(0)


def _links(view: Mapping[str, Any], name: str, choices: list[tuple[Any, str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "icon": icon,
            "url": f"?{urlencode({**view, name: value})}",
            "active": view[name] == value,
        }
        for value, label, icon in choices
    ]
