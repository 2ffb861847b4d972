"""Ideas as evidence of what customers expect, and on the timelines of those who proposed them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import EvidenceSource, Said, TimelineRow
from twofold.core.setwise import among
from twofold.feedback.models import Idea, IdeaVote

REASON = "whoever raised it is told what came of it"


def said_in(idea: Idea) -> Said:
    """What was proposed, and by whom."""
    words = "\n\n".join(filter(None, (idea.title, idea.text)))
    return Said(idea.title, words, customer_id=idea.author_id, unit_id=idea.unit_id, side=idea.side)


def page_of(idea: Idea) -> str:
    """Its page for staff."""
    return reverse("feedback:idea-detail", args=[idea.pk])


def idea_rows(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """What a party proposed, through the gate."""
    ideas = visible_list(Idea, actor).filter(author_id__in=among(party_ids))
    if before:
        ideas = ideas.filter(proposed_at__lt=before)
    return [
        TimelineRow(
            at=idea.proposed_at,
            key=f"idea-{idea.pk:020d}",
            icon="bulb",
            title=_("Proposed “%(title)s”") % {"title": idea.title},
            body=idea.text,
            url=page_of(idea),
            unit_id=idea.unit_id,
            side=idea.side,
        )
        for idea in ideas.order_by("-proposed_at", "-pk")[:limit]
    ]


def proposers_and_voters_of(ids: Sequence[int]) -> set[int]:
    """Who proposed these ideas, and who is for them."""
    ideas = Idea.objects.system(REASON).filter(pk__in=among(ids))
    voters = IdeaVote.objects.filter(idea_id__in=among(ids)).values_list("party_id", flat=True)
    return {*ideas.exclude(author=None).values_list("author_id", flat=True), *voters}


IDEA_SOURCE = EvidenceSource(
    Idea, gettext_lazy("Idea"), "bulb", said_in, page_of, raised_by=proposers_and_voters_of
)
