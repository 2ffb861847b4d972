"""Ideas in the portal: what others on one's side propose, one's own, and being for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twofold.cases.portal.context import in_portal, show
from twofold.cases.queries.services import services_for
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.errors import DomainError
from twofold.feedback.actions.ideas.propose import propose_idea
from twofold.feedback.actions.ideas.votes import take_back_vote, vote
from twofold.feedback.models import Idea
from twofold.feedback.queries.ideas.found import similar_ideas
from twofold.feedback.queries.ideas.page import idea_page, is_for, successor_of
from twofold.feedback.queries.ideas.words import draw_state
from twofold.feedback.web.ideas.forms import PortalProposeForm
from twofold.relationships.models import Side

FOLDER = "feedback/portal/ideas/"
PLACE = "portal-ideas:list"
SHOWN = 60
LEAST_TYPED = 4


@in_portal
@require_GET
def idea_list(request: HttpRequest) -> HttpResponse:
    """What is proposed on one's side, the most wanted first, and what became of it."""
    seen = visible_list(Idea, request.actor).filter(merged_into=None)
    state = request.GET.get("state", "")
    found = (
        seen.filter(state=state) if state in Idea.State.values else seen.exclude(state=Idea.State.DECLINED)
    )
    ideas = list(found.select_related("unit__party").order_by("-votes", "-pk")[:SHOWN])
    mine = is_for(request.actor, [one.pk for one in ideas])
    context = {
        "ideas": [(one, draw_state(one.state), one.pk in mine) for one in ideas],
        "states": [("", _("All")), *Idea.State.choices],
        "state": state,
    }
    return show(request, f"{FOLDER}idea_list.html", PLACE, context)


@in_portal
@require_http_methods(["GET", "POST"])
def idea_new(request: HttpRequest) -> HttpResponse:
    """Propose something to a unit that serves one."""
    choices = _addressees(request.actor)
    if not choices:
        return show(request, f"{FOLDER}idea_new.html", PLACE, {"form": None})
    initial = {"kind": Idea.Kind.OFFERING, "to": choices[0][0]}
    form = PortalProposeForm(choices, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        unit, side = form.addressee()
        given = {name: form.cleaned_data[name] for name in ("title", "text", "kind")}
        idea = form.carried_out(
            propose_idea, unit_id=unit, side=side, actor=request.actor, now=timezone.now(), **given
        )
        if idea:
            messages.success(
                request, _("Thank you. We look at it before others see it, and tell you what becomes of it.")
            )
            return redirect("portal-ideas:detail", idea.pk)
    return show(request, f"{FOLDER}idea_new.html", PLACE, {"form": form}, 422 if form.errors else 200)


@in_portal
@require_GET
def idea_similar(request: HttpRequest) -> HttpResponse:
    """Ideas like the one that is being typed."""
    typed = request.GET.get("title", "")[:200].strip()
    similar = similar_ideas(request.actor, typed) if len(typed) >= LEAST_TYPED else []
    return render(request, f"{FOLDER}similar.html", {"similar": similar})


@in_portal
@require_GET
def idea_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An idea, how many are for it, and what we say to it."""
    page = idea_page(request.actor, pk)
    context = {
        "page": page,
        "state_chip": draw_state(page.idea.state),
        "into": successor_of(page.idea, request.actor),
        "is_own": page.idea.author_id == request.actor.person_id,
    }
    return show(request, f"{FOLDER}idea_detail.html", PLACE, context)


@in_portal
@require_POST
def idea_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Be for it, or no longer."""
    idea = get_visible(Idea, request.actor, pk)
    try:
        if "off" in request.POST:
            take_back_vote(idea, actor=request.actor)
        else:
            vote(idea, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("portal-ideas:detail", pk)


def _addressees(actor: Actor) -> list[tuple[str, str]]:
    """The units that serve one, each on its side."""
    services = services_for(actor, today=timezone.now().date())
    both = len({one.side for one in services}) > 1
    found = {
        f"{one.unit_id}-{one.side}": f"{one.unit} ({Side(one.side).label})" if both else one.unit
        for one in services
    }
    return list(found.items())
