"""Who takes part in conversations."""

from collections.abc import Sequence, Set

from twofold.conversations.models import Conversation, ConversationParty
from twofold.core.actor import Actor


def may_change(actor: Actor, ids: Sequence[int]) -> Set[int]:
    """Those of these participants whose conversation the actor may work on."""
    conversations = Conversation.objects.visible_to(actor, "work")
    rows = ConversationParty.objects.filter(pk__in=ids, conversation__in=conversations)
    return set(rows.values_list("pk", flat=True))
