"""Counting what was said in a conversation that somebody logs."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from twofold.conversations.models import Conversation, Message
from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.ids import read_id
from twofold.core.plates import KeptAlso, KeptChoice
from twofold.directory.models import Party
from twofold.feedback.actions.observations.note import LONGEST, Seen, note_observation
from twofold.feedback.models import Observation, ObservationCode
from twofold.relationships.models import Side

REASON = "the actor has just logged it"


def codes_of(actor: Actor) -> list[KeptChoice]:
    """Codes in use of the units in which the actor works."""
    book = visible_list(ObservationCode, actor, "work").filter(
        is_used=True, unit_id__in=actor.units(Level.WORK)
    )
    return [
        KeptChoice(str(one.pk), one.name, one.unit_id, one.definition) for one in book.order_by("name", "pk")
    ]


def count_it(conversation: Conversation, keys: Sequence[str], actor: Actor, now: datetime) -> None:
    """Note what was said as an observation of the conversation's unit.

    :raises BadInput: if a code is of another unit, or used no more
    """
    message = Message.objects.system(REASON).filter(conversation=conversation).order_by("pk").first()
    if message is None:
        return
    was_overheard = message.medium == Message.Medium.REMARK
    seen = Seen(
        side=_side(conversation),
        how=Observation.How.OVERHEARD if was_overheard else Observation.How.CONVERSATION,
        seen_at=message.happened_at,
        text=message.body[:LONGEST],
        codes=[read_id(key) or 0 for key in keys],
        about=conversation.party,
    )
    note_observation(conversation.unit_id, seen, actor=actor, now=now, conversation=conversation)


def _side(conversation: Conversation) -> str:
    """That of the relationship; without one, inside for colleagues and units, outside for everyone else."""
    if conversation.relationship:
        return conversation.relationship.side
    party = conversation.party
    is_inside = party is not None and (party.is_colleague or party.kind == Party.Kind.UNIT)
    return Side.INTERNAL if is_inside else Side.EXTERNAL


COUNT_IT = KeptAlso("observation", _("Count it as an observation"), "binoculars", codes_of, count_it)
