"""Which conversations belong to cases, and in which a case can be answered."""

from collections.abc import Sequence

from twofold.cases.models import Case, CaseConversation
from twofold.conversations.channels import KINDS
from twofold.conversations.models import Conversation
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.timeline.models import Event


def is_in_case(event: Event, parties: Sequence[int]) -> bool:
    """Whether an event happened in the conversation of a case."""
    return CaseConversation.objects.filter(conversation_id=event.subject_id).exists()


def conversation_to_answer(case: Case, actor: Actor) -> Conversation | None:
    """The conversation by which the customer can be answered: the latest whose channel can carry words and in which the actor
    may work; None where there is none."""
    links = CaseConversation.objects.filter(case=case)
    mine = visible_list(Conversation, actor, "work").filter(pk__in=links.values("conversation_id"))
    able = mine.filter(merged_into=None, channel__isnull=False).select_related("channel")
    for conversation in able.order_by("-last_message_at", "-pk"):
        kind = KINDS.get(conversation.channel.kind)
        if kind is not None and not kind.obstacle(conversation):
            return conversation
    return None
