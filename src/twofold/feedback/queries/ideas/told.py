"""Who is told what becomes of an idea, and who that there is a new one."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.accounts.queries.members import people_in
from twofold.core.actor import Level
from twofold.core.plates import Notice, Told
from twofold.feedback.models import Idea, IdeaVote
from twofold.timeline.models import Event

REASON = "whom it concerns"


def those_for(idea_id: int) -> list[int]:
    """Who proposed it, or what became part of it, and who is for it; each once."""
    parts = Idea.objects.system(REASON).filter(merged_into=idea_id, author__isnull=False)
    own = Idea.objects.system(REASON).filter(pk=idea_id, author__isnull=False)
    voters = IdeaVote.objects.filter(idea_id=idea_id, party__isnull=False).order_by("pk")
    return list(
        dict.fromkeys(
            [
                *own.values_list("author_id", flat=True),
                *parts.order_by("pk").values_list("author_id", flat=True),
                *voters.values_list("party_id", flat=True),
            ]
        )
    )


def supporters(event_id: int) -> Iterable[Told]:
    """Everyone who proposed it or is for it."""
    event = Event.objects.system(REASON).get(pk=event_id)
    return [Told(person, "supported") for person in those_for(event.subject_id)]


def leads(event_id: int) -> Iterable[Told]:
    """Who leads the unit that decides."""
    event = Event.objects.system(REASON).get(pk=event_id)
    return [Told(person, "lead") for person in people_in(event.unit_id, Level.LEAD)]


NOTICES = (
    Notice("feedback.idea_answered", _("Something becomes of an idea that I proposed or am for"), supporters),
    Notice("feedback.idea_proposed", _("Something is proposed to a unit that I lead"), leads),
)
