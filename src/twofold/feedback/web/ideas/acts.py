"""What is done with an idea on its page: voting, showing, answering, merging."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.core.access import change_visible, get_visible
from twofold.core.ids import read_id
from twofold.directory.access import require_staff
from twofold.feedback.actions.ideas.decide import answer_idea, show_idea
from twofold.feedback.actions.ideas.merge import merge_ideas
from twofold.feedback.actions.ideas.propose import reword_idea
from twofold.feedback.actions.ideas.votes import add_voice, take_back_vote, vote
from twofold.feedback.models import Idea
from twofold.feedback.web.ideas.forms import AnswerForm, VoiceForm
from twofold.feedback.web.ideas.page import reword_form, show_page
from twofold.ui.undo import offer_undo

PAGE = "feedback:idea-detail"


@require_POST
def idea_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Be for it, or no longer."""
    require_staff(request.actor)
    idea = get_visible(Idea, request.actor, pk)
    if "off" in request.POST:
        take_back_vote(idea, actor=request.actor)
    else:
        vote(idea, actor=request.actor, now=timezone.now())
    return redirect(PAGE, pk)


@require_POST
def idea_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Count somebody who said elsewhere that they are for it."""
    form = VoiceForm(request.actor, request.POST, prefix="voice")
    with change_visible(Idea, request.actor, pk) as idea:
        party = form.cleaned_data["party"] if form.is_valid() else None
        counted = form.carried_out(lambda: (add_voice(idea, party, actor=request.actor, now=timezone.now()),))
    if counted is None:
        return show_page(request, pk, {"voice": form})
    said = _("Counted.") if counted[0] else _("They were for it already: each has one voice.")
    offer_undo(request, said)
    return redirect(PAGE, pk)


@require_POST
def idea_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Let others see it and vote, or no longer."""
    with change_visible(Idea, request.actor, pk) as idea:
        idea = show_idea(idea, is_shown="on" in request.POST, actor=request.actor, now=timezone.now())
    offer_undo(
        request, _("Others see it now.") if idea.is_shown else _("Only its unit and its author see it.")
    )
    return redirect(PAGE, pk)


@require_POST
def idea_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of it."""
    form = AnswerForm(request.POST, prefix="answer")
    with change_visible(Idea, request.actor, pk) as idea:
        given = form.cleaned_data if form.is_valid() else {}
        answered = form.carried_out(answer_idea, idea=idea, actor=request.actor, now=timezone.now(), **given)
    if not answered:
        return show_page(request, pk, {"answer": form})
    offer_undo(request, _("Everyone who is for it is told."))
    return redirect(PAGE, pk)


@require_POST
def idea_reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it into other words."""
    with change_visible(Idea, request.actor, pk) as idea:
        form = reword_form(idea, request.actor, request.POST)
        given = form.cleaned_data if form.is_valid() else {}
        reworded = form.carried_out(reword_idea, idea=idea, actor=request.actor, now=timezone.now(), **given)
    if not reworded:
        return show_page(request, pk, {"reword": form})
    offer_undo(request, _("Reworded."))
    return redirect(PAGE, pk)


@require_POST
def idea_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it become part of another idea."""
    idea = get_visible(Idea, request.actor, pk, "work")
    other = get_visible(Idea, request.actor, read_id(request.POST.get("into", "")) or 0, "work")
    kept = merge_ideas(idea, other, actor=request.actor, now=timezone.now())
    offer_undo(request, _("The two are one idea now, and each voter counts once."))
    return redirect(PAGE, kept.pk)
