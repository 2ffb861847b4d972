"""Proposing something, and putting a proposal into other words."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import require_work_in
from twofold.directory.models import Party
from twofold.feedback.actions.ideas.search_entries import refresh_ideas
from twofold.feedback.models import Idea, IdeaVote
from twofold.relationships.models import Offering, Side
from twofold.timeline.actions.record import record

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000


@transaction.atomic
def propose_idea(
    *,
    unit_id: int,
    side: str,
    kind: str,
    title: str,
    actor: Actor,
    now: datetime,
    text: str = "",
    author: Party | None = None,
    offering: Offering | None = None,
) -> Idea:
    """Propose something to a unit, which looks at it before others see it. Who proposes it is the first to be for it.

    The doors see to it that the actor may turn to this unit on this side.

    :param author: whose idea it is; left out, the actor's own
    :raises BadInput: naming the field
    """
    title, text = _checked(title, text, kind)
    if side not in Side.values:
        raise BadInput(_("Choose the side: internal or external."), field="side")
    author_id = author.pk if author else actor.person_id
    idea = Idea.objects.create(
        unit_id=unit_id,
        side=side,
        author_id=author_id,
        kind=kind,
        offering=offering,
        title=title,
        text=text,
        votes=1 if author_id else 0,
        proposed_at=now,
    )
    rows = [created(idea)]
    if author_id:
        rows.append(created(IdeaVote.objects.create(idea=idea, party_id=author_id, voted_at=now)))
    refresh_ideas([idea.pk])
    record(
        "feedback.idea_proposed",
        subject=idea,
        actor=actor,
        now=now,
        unit_id=unit_id,
        parties=[author_id],
        details={"side": side, "kind": kind},
        changes={"title": (None, title)},
        rows=rows,
    )
    return idea


@transaction.atomic
def reword_idea(
    idea: Idea, *, title: str, text: str, kind: str, offering: Offering | None, actor: Actor, now: datetime
) -> Idea:
    """Put it into words that others understand, and say what it is about.

    :raises NotAllowed: if the actor does not work in the unit that decides
    :raises Conflict: if it has become part of another idea
    :raises BadInput: naming the field
    """
    require_work_in(actor, idea.unit_id)
    require_unmerged(idea)
    title, text = _checked(title, text, kind)
    before = row_values(idea)
    idea.title, idea.text, idea.kind, idea.offering = title, text, kind, offering
    idea.save(update_fields=["title", "text", "kind", "offering"])
    row = changed(idea, before)
    refresh_ideas([idea.pk])
    record(
        "feedback.idea_reworded",
        subject=idea,
        actor=actor,
        now=now,
        unit_id=idea.unit_id,
        changes={name: (row.old[name], row.new[name]) for name in row.new},
        rows=[row],
    )
    return idea


def usual_side(author: Party | None) -> Side:
    """Colleagues and units propose from inside, everyone else from outside."""
    inside = author is None or author.is_colleague or author.kind == Party.Kind.UNIT
    return Side.INTERNAL if inside else Side.EXTERNAL


def require_unmerged(idea: Idea) -> None:
    """Refuse what is asked of an idea that has become part of another.

    :raises Conflict: naming the other
    """
    if idea.merged_into_id:
        raise Conflict(
            _("This idea has become part of “%(title)s”. Go on there.") % {"title": idea.merged_into.title}
        )


def _checked(title: str, text: str, kind: str) -> tuple[str, str]:
    title, text = " ".join(title.replace("\0", "").split()), text.replace("\0", "").strip()
    if not title:
        raise BadInput(_("Say in one line what you propose."), field="title")
    if len(title) > LONGEST_TITLE:
        raise BadInput(_("Keep the line short, and say the rest below it."), field="title")
    if len(text) > LONGEST_TEXT:
        raise BadInput(_("That is too long to be read. Say what matters most."), field="text")
    if kind not in Idea.Kind.values:
        raise BadInput(_("Choose what it is about."), field="kind")
    return title, text
