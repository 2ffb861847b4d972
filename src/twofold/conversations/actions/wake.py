"""Waking what was put to sleep, which nobody does."""

from datetime import datetime

from django.db import transaction

from twofold.accounts.queries.actors import HOUSE
from twofold.conversations.actions.keep import settle
from twofold.conversations.models import Conversation
from twofold.core.rows import row_values

AT_ONCE = 200


@transaction.atomic
def wake_conversations(*, now: datetime) -> int:
    """Open the conversations whose sleep is over.

    :returns: how many
    """
    asleep = Conversation.objects.system("sleep that is over").filter(
        state=Conversation.State.SNOOZED, snoozed_until__lte=now
    )
    due = list(asleep.select_for_update(of=("self",)).order_by("snoozed_until", "pk")[:AT_ONCE])
    for conversation in due:
        before = row_values(conversation)
        conversation.state, conversation.snoozed_until = Conversation.State.OPEN, None
        conversation.save(update_fields=["state", "snoozed_until"])
        settle("conversation_woken", conversation, before, actor=HOUSE, now=now)
    return len(due)
