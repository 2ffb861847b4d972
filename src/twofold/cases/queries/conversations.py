"""Which conversations belong to cases."""

from collections.abc import Sequence

from twofold.cases.models import CaseConversation
from twofold.timeline.models import Event


def is_in_case(event: Event, parties: Sequence[int]) -> bool:
    """Whether an event happened in the conversation of a case."""
    return CaseConversation.objects.filter(conversation_id=event.subject_id).exists()
