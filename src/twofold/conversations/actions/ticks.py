"""Telling those who look at an inbox that something changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F

from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.models import Conversation, InboxTick


def tick(unit_ids: Iterable[int]) -> None:
    """Count one change to the conversations of these units, in the transaction that makes it."""
    units = sorted({unit for unit in unit_ids if unit})
    rows = InboxTick.objects.filter(unit_id__in=units)
    if rows.update(number=F("number") + 1) < len(units):  # the first time
        InboxTick.objects.bulk_create([InboxTick(unit_id=unit) for unit in units], ignore_conflicts=True)
        rows.update(number=F("number") + 1)


def tick_for(conversation_ids: Sequence[int], now: datetime) -> None:
    """The same for conversations that were given back what they were, of which the search is told, too."""
    refresh_search(conversation_ids)
    rows = Conversation.objects.system("who looks at them is told that they changed")
    tick(rows.filter(pk__in=conversation_ids).values_list("unit_id", flat=True).distinct())


def tick_number(unit_id: int) -> int:
    """How many changes to a unit's conversations have been counted."""
    return InboxTick.objects.filter(unit_id=unit_id).values_list("number", flat=True).first() or 0
