"""All texts of a questionnaire in one language beside the first, to be translated in one go."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible
from twofold.surveys.actions.drafting import rewrite, written
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire.languages import name_of, texts
from twofold.surveys.questionnaire.places import Document

TEMPLATE = "surveys/web/builder/words.html"


@dataclass(frozen=True)
class Text:
    """One text in two languages.

    :param name: of its field
    """

    name: str
    source: str
    target: str


@require_http_methods(["GET", "POST"])
def survey_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Translate it (``?language=``). What is left empty is shown in the first language."""
    survey = get_visible(Survey, request.actor, pk, "work")
    document = written(survey)
    first, *others = document["languages"]
    language = request.POST.get("language") or request.GET.get("language", "")
    if language not in others:
        language = others[0] if others else ""
    if request.method == "POST" and language:
        said = {name: " ".join(text.split())[:1_000] for name, text in request.POST.items()}
        rewrite(
            survey, lambda draft: _translate(draft, language, said), actor=request.actor, now=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('surveys:survey-words', args=[survey.pk])}?language={language}")
    shown = [Text(name, words.get(first, ""), words.get(language, "")) for name, words in texts(document)]
    left = sum(1 for text in shown if not text.target)
    context = {
        "survey": survey,
        "crumbs": [
            {"label": _("Surveys"), "url": reverse("surveys:survey-list")},
            {"label": survey.name, "url": reverse("surveys:survey-edit", args=[survey.pk])},
        ],
        "texts": shown,
        "language": language,
        "names": (name_of(first), name_of(language)),
        "first": first,
        "others": [
            {"label": name_of(one), "url": f"?language={one}", "active": one == language} for one in others
        ],
        "left": ngettext("%(n)s text to translate", "%(n)s texts to translate", left) % {"n": left},
        "is_closed": survey.state == Survey.State.CLOSED,
    }
    return render(request, TEMPLATE, context)


def _translate(document: Document, language: str, said: dict[str, str]) -> None:
    for name, words in texts(document):
        if name in said:
            words.pop(language, None)
            if said[name]:
                words[language] = said[name]
