"""The page of an idea."""

from collections.abc import Mapping
from types import MappingProxyType

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.access import require_staff
from twofold.feedback.models import Idea
from twofold.feedback.queries.ideas.found import similar_ideas
from twofold.feedback.queries.ideas.page import IdeaPage, idea_page, successor_of
from twofold.feedback.queries.ideas.words import draw_state
from twofold.feedback.web.ideas.forms import AnswerForm, RewordForm, VoiceForm
from twofold.relationships.models import Offering

TEMPLATE = "feedback/web/ideas/idea_detail.html"
NONE: Mapping[str, Form] = MappingProxyType({})


@require_GET
def idea_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An idea: how many are for it, what becomes of it, and what else says the same."""
    require_staff(request.actor)
    return show_page(request, pk)


def show_page(request: HttpRequest, pk: int, broken: Mapping[str, Form] = NONE) -> HttpResponse:
    """Draw it.

    :param broken: forms that were sent with mistakes, in place of empty ones
    """
    page = idea_page(request.actor, pk)
    typed = request.GET.get("like", "")[:200].strip()
    context = {
        "page": page,
        "state_chip": draw_state(page.idea.state),
        "into": successor_of(page.idea, request.actor),
        "forms": forms_of(page, request.actor) | dict(broken),
        "like": typed,
        "alike": similar_ideas(request.actor, typed, but=pk) if typed else page.similar,
    }
    return render(request, TEMPLATE, context, status=422 if broken else 200)


def forms_of(page: IdeaPage, actor: Actor) -> dict[str, Form]:
    """What may be done with it; nothing for those who do not decide, and of what has become part of another."""
    idea = page.idea
    if not page.may_work or idea.merged_into_id:
        return {}
    decided = {"state": idea.state, "planned_for": idea.planned_for, "answer": idea.answer}
    return {
        "answer": AnswerForm(initial=decided, prefix="answer"),
        "reword": reword_form(idea, actor),
        "voice": VoiceForm(actor, prefix="voice"),
    }


def reword_form(idea: Idea, actor: Actor, given: Mapping | None = None) -> RewordForm:
    """Its words, to be put otherwise."""
    offerings = visible_list(Offering, actor).filter(unit_id=idea.unit_id).order_by("name", "pk")
    initial = {"title": idea.title, "text": idea.text, "kind": idea.kind, "offering": idea.offering_id}
    return RewordForm(offerings, given, initial=initial, prefix="reword")
