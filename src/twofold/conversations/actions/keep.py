"""What every verb of conversations does at its beginning and its end: hold the row, count the tick, record the event."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from twofold.conversations.actions.ticks import tick
from twofold.conversations.models import Conversation
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.plates import RowChange
from twofold.core.rows import Values, changed
from twofold.timeline.actions import record
from twofold.timeline.models import Event

REASON = "the actor may work on the conversation"


def to_work_on(conversation: Conversation, actor: Actor) -> Conversation:
    """The conversation as it is now, held until the end of the transaction, for whoever may work on it.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor may see it only
    """
    get_visible(Conversation, actor, conversation.pk, "work")
    held = Conversation.objects.system(REASON).select_related("channel")
    return held.select_for_update(of=("self",)).get(pk=conversation.pk)


def settle(
    verb: str,
    conversation: Conversation,
    before: Values,
    *,
    actor: Actor,
    now: datetime,
    details: Mapping[str, Any] | None = None,
    rows: Iterable[RowChange] = (),
) -> Event:
    """Record ``conversations.<verb>``, which can be taken back, and tell whoever looks at the inbox."""
    units = {conversation.unit_id, before.get("unit_id", conversation.unit_id)}
    tick(units)
    return record(
        f"conversations.{verb}",
        subject=conversation,
        actor=actor,
        now=now,
        unit_id=conversation.unit_id,
        parties=() if conversation.is_restricted else [conversation.party_id],
        details=details,
        rows=[changed(conversation, before), *rows],
    )
