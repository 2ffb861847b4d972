"""One idea with everything its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.errors import NotVisible
from twofold.core.ids import HIGHEST_ID
from twofold.core.plates import house
from twofold.feedback.access import may_vote
from twofold.feedback.actions.ideas.votes import SETTLED
from twofold.feedback.models import Idea, IdeaVote
from twofold.feedback.queries.ideas.found import similar_ideas
from twofold.feedback.queries.ideas.words import KINDS
from twofold.ui.shapes import Fact

MOST_NAMED = 30


@dataclass(frozen=True)
class IdeaPage:
    """Everything that the page of an idea shows.

    :param is_for: whether the asker is for it
    :param may_vote: whether they may be
    :param may_work: whether they decide about it
    :param named: those who are for it, of whom the asker may know the name; for those who decide
    :param more: how many others are
    :param parts: ideas that have become part of it
    """

    idea: Idea
    is_for: bool
    may_vote: bool
    may_work: bool
    named: list[tuple[int, str]]
    more: int
    parts: list[Idea]
    similar: list[Idea]
    facts: list[Fact]

    @property
    def is_settled(self) -> bool:
        """Whether its votes are counted for good."""
        return self.idea.state in SETTLED

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The way here."""
        return [{"label": _("Ideas"), "url": reverse("lists:idea")}]


def idea_page(actor: Actor, pk: int) -> IdeaPage:
    """Fetch the page.

    :raises NotVisible: if the actor may not see the idea
    """
    idea = seen_idea(actor, pk)
    level = actor.level_in(idea.unit_id) if actor.side != ActingSide.PORTAL else None
    may_work = level is not None and level >= Level.WORK
    named = _voters(idea, actor) if may_work else {}
    parts = visible_list(Idea, actor).filter(merged_into=idea).order_by("pk")
    return IdeaPage(
        idea=idea,
        is_for=is_for(actor, [idea.pk]) == {idea.pk},
        may_vote=may_vote(actor, idea) and idea.merged_into_id is None,
        may_work=may_work,
        named=list(named.items())[:MOST_NAMED],
        more=idea.votes - min(len(named), MOST_NAMED),
        parts=list(parts),
        similar=similar_ideas(actor, idea.title, but=idea.pk, limit=4) if may_work else [],
        facts=_facts(idea, actor),
    )


def seen_idea(actor: Actor, pk: int) -> Idea:
    """One idea, with the names that are shown beside it.

    :raises NotVisible: if the actor may not see it
    """
    seen = visible_list(Idea, actor).select_related("unit__party", "offering")
    idea = seen.filter(pk=pk).first() if pk <= HIGHEST_ID else None
    if idea is None:
        raise NotVisible
    return idea


def is_for(actor: Actor, ids: list[int]) -> set[int]:
    """Those of these ideas that the actor is for."""
    votes = IdeaVote.objects.filter(idea_id__in=ids, party_id=actor.person_id or 0)
    return set(votes.values_list("idea_id", flat=True))


def successor_of(idea: Idea, actor: Actor) -> Idea | None:
    """What it has become part of, if the actor may see that."""
    into: QuerySet[Idea] = visible_list(Idea, actor).filter(pk=idea.merged_into_id or 0)
    return into.first()


def _voters(idea: Idea, actor: Actor) -> Mapping[int, str]:
    parties = (
        IdeaVote.objects.filter(idea=idea).order_by("-voted_at", "-pk").values_list("party_id", flat=True)
    )
    names = house().party_names(parties, seen_by=actor)
    return {pk: names[pk] for pk in parties if pk in names}


def _facts(idea: Idea, actor: Actor) -> list[Fact]:
    author = house().party_names([idea.author_id], seen_by=actor).get(idea.author_id or 0)
    facts = [
        Fact(label=_("Proposed by"), value=author or _("not shown"), icon="user"),
        Fact(label=_("Decided by"), value=idea.unit.party.name, icon="sitemap"),
        Fact(label=_("About"), value=idea.get_kind_display(), icon=KINDS[idea.kind]),
    ]
    if idea.offering:
        facts.append(Fact(label=_("Offering"), value=idea.offering.name, icon="package"))
    if idea.planned_for:
        facts.append(Fact(label=_("Planned for"), value=idea.planned_for, icon="calendar-time"))
    return facts
