"""Telling those who look at an inbox that something changed."""

from collections.abc import Iterable

from django.db.models import F

from twofold.conversations.models import InboxTick


def tick(unit_ids: Iterable[int]) -> None:
    """Count one change to the conversations of these units, in the transaction that makes it."""
    units = sorted({unit for unit in unit_ids if unit})
    InboxTick.objects.bulk_create([InboxTick(unit_id=unit) for unit in units], ignore_conflicts=True)
    InboxTick.objects.filter(unit_id__in=units).update(number=F("number") + 1)
