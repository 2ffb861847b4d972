"""Reading what happened, from where a trigger stopped, as the timeline has it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from twofold.surveys.actions.triggers.occasions import AT_ONCE, SETTLING
from twofold.surveys.models import Trigger
from twofold.timeline.models import Event

REASON = "a survey asks by itself after what happened"


def events_since(trigger: Trigger, verb: str, now: datetime) -> tuple[Sequence[Event], int]:
    """The events of a verb whose day to ask has come, and how far they reach.

    What happened before the trigger was switched on, or its survey went out, is passed over.
    """
    until = now - SETTLING - timedelta(days=trigger.days)
    events = Event.objects.system(REASON)
    last = events.filter(recorded_at__lte=until).order_by("-recorded_at", "-pk").values_list("pk", flat=True)
    last = last.first() or 0
    if last <= trigger.reached:
        return (), trigger.reached
    told = events.filter(pk__gt=trigger.reached, pk__lte=last, verb=verb, recorded_at__gt=begins(trigger))
    found = list(told.order_by("pk")[:AT_ONCE])
    return found, found[-1].pk if len(found) == AT_ONCE else last


def begins(trigger: Trigger) -> datetime:
    """What was before this asks nobody: when it was switched on, or its survey went out if that was later."""
    return max(filter(None, (trigger.since, trigger.survey.launched_at)), default=trigger.survey.created_at)


def last_event() -> int:
    """Where a trigger begins to read that is switched on now."""
    return Event.objects.system(REASON).aggregate(last=Max("pk"))["last"] or 0
