"""Triggers at work: what has happened becomes invitations that wait to be sent. Done again, or killed, it asks nobody twice."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from twofold.surveys.actions.asking.invite import invite, open_wave_of
from twofold.surveys.actions.triggers.closed_cases import closures
from twofold.surveys.actions.triggers.days import after_leaving, on_their_day
from twofold.surveys.actions.triggers.new_dealings import new_dealings
from twofold.surveys.actions.triggers.occasions import Found, Outcome, drawn, why_not
from twofold.surveys.models import Survey, Trigger, TriggerTally

FINDS: Mapping[str, Callable[[Trigger, datetime], Found]] = {
    Trigger.Moment.CASE_CLOSED: closures,
    Trigger.Moment.DEALING: new_dealings,
    Trigger.Moment.DAY: on_their_day,
    Trigger.Moment.LEAVING: after_leaving,
}


def run_triggers(*, now: datetime) -> int:
    """Let every trigger that is on look at what has happened since it last did.

    :returns: how many were newly invited
    """
    working = Trigger.objects.filter(is_on=True, survey__state=Survey.State.LIVE)
    working = working.exclude(survey__mode=Survey.Mode.ANONYMOUS).order_by("pk")
    return sum(run_trigger(pk, now=now) for pk in working.values_list("pk", flat=True))


@transaction.atomic
def run_trigger(pk: int, *, now: datetime) -> int:
    """One trigger: its invitations, its tally and how far it has read are written together, or not at all."""
    trigger = (
        Trigger.objects.select_for_update(of=("self",))
        .select_related("survey")
        .filter(pk=pk, is_on=True)
        .first()
    )
    if trigger is None:
        return 0
    found = FINDS[Trigger.Moment(trigger.moment)](trigger, now)
    occasions = drawn(trigger, found.occasions)
    asked = [one.asked for one in occasions if one.asked]
    new = invite(open_wave_of(trigger.survey, now), asked, due_at=now, now=now) if asked else 0
    _tally(trigger, why_not(occasions) | Counter({Outcome.ASKED: new}), now.date())
    if found.reached != trigger.reached:
        trigger.reached = found.reached
        trigger.save(update_fields=["reached"])
    return new


def _tally(trigger: Trigger, counted: Mapping[str, int], day: date) -> None:
    rows = {outcome: n for outcome, n in counted.items() if n}
    known = TriggerTally.objects.filter(trigger=trigger, day=day, outcome__in=rows)
    for tally in known:
        TriggerTally.objects.filter(pk=tally.pk).update(n=F("n") + rows.pop(tally.outcome))
    TriggerTally.objects.bulk_create(
        TriggerTally(trigger=trigger, day=day, outcome=outcome, n=n) for outcome, n in rows.items()
    )
