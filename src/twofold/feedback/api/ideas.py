"""Ideas, for programs."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.api.fields import Given, GivenId, Id, Listed, Named, Paged, Told, words
from twofold.core.api.router import Router, referred
from twofold.core.paging import keyset_page
from twofold.directory.access import require_work_in
from twofold.directory.models import Party, Unit
from twofold.feedback.actions.ideas.propose import LONGEST_TEXT, LONGEST_TITLE, propose_idea, usual_side
from twofold.feedback.actions.ideas.votes import add_voice, take_back_vote, vote
from twofold.feedback.models import Idea
from twofold.feedback.queries.ideas.page import seen_idea

router = Router("ideas")
Kind = Literal["offering", "campaign", "work"]
State = Literal["new", "looked_at", "planned", "underway", "done", "declined"]


class IdeaFilters(Paged):
    """What narrows the list of ideas."""

    side: Literal["", "internal", "external"] = ""
    state: Literal["", "new", "looked_at", "planned", "underway", "done", "declined"] = ""
    unit: Id | None = None


class NewIdea(Given):
    """What is proposed to a unit. With an author, a customer whom the unit knows, it is theirs; else one's own."""

    unit: GivenId
    title: words(LONGEST_TITLE, least=1)
    kind: Kind
    text: words(LONGEST_TEXT) = ""
    author: GivenId | None = None


class Voice(Given):
    """Who is for it: a customer, or oneself if nobody is named."""

    party: GivenId | None = None


class ToldIdea(Told):
    """An idea. Of one that has become part of another, `merged_into` says which."""

    id: int
    unit: Named
    side: Literal["internal", "external"]
    kind: Kind
    title: str
    text: str
    state: State
    planned_for: str
    answer: str
    votes: int
    is_shown: bool
    merged_into: int | None
    proposed_at: datetime

    @classmethod
    def of(cls, idea: Idea) -> "ToldIdea":
        """One idea, fetched with its names."""
        plain = ("side", "kind", "title", "text", "state", "planned_for", "answer", "votes", "is_shown")
        return cls(
            id=idea.pk,
            unit=Named(id=idea.unit_id, name=idea.unit.party.name),
            merged_into=idea.merged_into_id,
            proposed_at=idea.proposed_at,
            **{name: getattr(idea, name) for name in plain},
        )


class IdeaList(Listed):
    """A page of ideas."""

    items: list[ToldIdea]


@router.get("/ideas", response=IdeaList)
def list_ideas(request: HttpRequest, filters: Query[IdeaFilters]) -> IdeaList:
    """Ideas that go on, the newest first."""
    ideas = visible_list(Idea, request.actor).filter(merged_into=None).select_related("unit__party")
    narrowed = {"side": filters.side, "state": filters.state, "unit_id": filters.unit}
    ideas = ideas.filter(**{name: value for name, value in narrowed.items() if value})
    page = keyset_page(ideas, order=("pk",), token=filters.after, size=filters.limit, descending=True)
    return IdeaList(items=[ToldIdea.of(one) for one in page.rows], after=page.after or None)


@router.get("/ideas/{int:pk}", response=ToldIdea)
def read_idea(request: HttpRequest, pk: Id) -> ToldIdea:
    """One idea."""
    return ToldIdea.of(seen_idea(request.actor, pk))


@router.post("/ideas", response={201: ToldIdea})
def create_idea(request: HttpRequest, given: NewIdea) -> Status:
    """Propose something to a unit; others see it once the unit has looked at it.

    In a customer's name, for those who work in the unit.
    """
    actor, author = request.actor, None
    referred(Unit, actor, given.unit, "unit")
    if given.author:
        require_work_in(actor, given.unit)
        author = referred(Party, actor, given.author, "author", "name")
    idea = propose_idea(
        unit_id=given.unit,
        side=usual_side(author),
        kind=given.kind,
        title=given.title,
        text=given.text,
        author=author,
        actor=actor,
        now=timezone.now(),
    )
    return Status(201, ToldIdea.of(seen_idea(actor, idea.pk)))


@router.post("/ideas/{int:pk}/votes", response=ToldIdea)
def vote_idea(request: HttpRequest, pk: Id, given: Voice) -> ToldIdea:
    """Be for an idea, or count a customer who is. Each has one voice: said again, nothing changes."""
    actor = request.actor
    idea = get_visible(Idea, actor, pk)
    if given.party:
        _add_customer(idea, given.party, actor)
    else:
        vote(idea, actor=actor, now=timezone.now())
    return ToldIdea.of(seen_idea(actor, pk))


@router.delete("/ideas/{int:pk}/votes", response=ToldIdea)
def delete_vote(request: HttpRequest, pk: Id) -> ToldIdea:
    """Be no longer for it oneself."""
    take_back_vote(get_visible(Idea, request.actor, pk), actor=request.actor)
    return ToldIdea.of(seen_idea(request.actor, pk))


def _add_customer(idea: Idea, party: int, actor: Actor) -> None:
    require_work_in(actor, idea.unit_id)
    add_voice(idea, referred(Party, actor, party, "party", "name"), actor=actor, now=timezone.now())
