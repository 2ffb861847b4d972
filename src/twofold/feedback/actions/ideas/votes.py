"""Being for an idea: one voice each, however often and from wherever it is raised."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.access import require_work_in
from twofold.directory.models import Party
from twofold.feedback.access import may_vote
from twofold.feedback.actions.ideas.propose import require_unmerged
from twofold.feedback.models import Idea, IdeaVote
from twofold.relationships.models import Side
from twofold.timeline.actions.record import record

REASON = "the actor sees the idea"
OTHER_SIDE = gettext_lazy("Those on the side from which an idea comes vote on it, once it is shown.")
SETTLED = (Idea.State.DONE, Idea.State.DECLINED)


@transaction.atomic
def vote(idea: Idea, *, actor: Actor, now: datetime) -> bool:
    """Be for an idea. Saying so again changes nothing.

    :returns: whether it counted now
    :raises NotAllowed: if it is not for the actor to vote on
    :raises Conflict: if it is settled, or has become part of another
    """
    idea = _held(idea)
    if not may_vote(actor, idea):
        raise NotAllowed(OTHER_SIDE)
    return _add(idea, actor.person_id, actor, now)


@transaction.atomic
def take_back_vote(idea: Idea, *, actor: Actor) -> bool:
    """Be no longer for it. :returns: whether one was

    :raises Conflict: if it is settled, or has become part of another
    """
    idea = _held(idea)
    _require_open(idea)
    gone, _rows = IdeaVote.objects.filter(idea=idea, party_id=actor.person_id or 0).delete()
    if gone:
        Idea.objects.system(REASON).filter(pk=idea.pk).update(votes=F("votes") - 1)
    return bool(gone)


@transaction.atomic
def add_voice(idea: Idea, party: Party | None, *, actor: Actor, now: datetime) -> bool:
    """Count somebody who said elsewhere that they are for it: on the telephone, in a review.

    :returns: whether they were not counted yet
    :raises NotAllowed: if the actor does not work in the unit that decides
    :raises BadInput: if nobody or a unit is named, or somebody from outside where colleagues vote
    :raises Conflict: if it is settled, or has become part of another
    """
    require_work_in(actor, idea.unit_id)
    if party is None or party.kind == Party.Kind.UNIT:
        raise BadInput(_("Choose who is for it: a person or an organisation."), field="party")
    idea = _held(idea)
    if idea.side == Side.INTERNAL and not party.is_colleague:
        raise BadInput(OTHER_SIDE, field="party")
    return _add(idea, party.pk, actor, now)


def _held(idea: Idea) -> Idea:
    """The idea as it is now, kept from being merged meanwhile."""
    return Idea.objects.system(REASON).select_for_update(of=("self",)).get(pk=idea.pk)


def _add(idea: Idea, party_id: int, actor: Actor, now: datetime) -> bool:
    _require_open(idea)
    _vote, is_new = IdeaVote.objects.get_or_create(idea=idea, party_id=party_id, defaults={"voted_at": now})
    if is_new:
        Idea.objects.system(REASON).filter(pk=idea.pk).update(votes=F("votes") + 1)
        record(
            "feedback.idea_supported",
            subject=idea,
            actor=actor,
            now=now,
            unit_id=idea.unit_id,
            parties=[party_id],
        )
    return is_new


def _require_open(idea: Idea) -> None:
    require_unmerged(idea)
    if idea.state in SETTLED:
        raise Conflict(_("This idea is settled: its votes are counted for good."))
