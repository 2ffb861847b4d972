"""Triggers at work: what has happened becomes invitations that wait to be sent. Done again, or killed, it asks nobody twice."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from twofold.core.setwise import among
from twofold.surveys.actions.asking.invite import Asked, invite, open_wave_of
from twofold.surveys.actions.triggers.closed_cases import closures
from twofold.surveys.actions.triggers.days import after_leaving, on_their_day
from twofold.surveys.actions.triggers.new_dealings import new_dealings
from twofold.surveys.actions.triggers.occasions import Found, Outcome, drawn, why_not
from twofold.surveys.models import Invitation, Survey, Trigger, TriggerTally, Wave

REASON = "whom a survey asks is written set-wise, and read by nobody"
QUARTER, MAY_STILL = timedelta(days=91), timedelta(days=14)

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
    asked = _not_asked_before(trigger.survey, [one.asked for one in occasions if one.asked])
    wave = _round_of(trigger.survey, now)
    new = invite(wave, asked, due_at=now, now=now) if asked else 0
    _tally(trigger, why_not(occasions) | Counter({Outcome.ASKED: new}), now.date())
    if found.reached != trigger.reached:
        trigger.reached = found.reached
        trigger.save(update_fields=["reached"])
    return new


def _round_of(survey: Survey, now: datetime) -> Wave:
    """The round into which the survey asks. Where totals are told of rounds that are over, one ends each quarter: whoever was
    asked in it may still answer for a while, and the next one begins.
    """
    wave = open_wave_of(survey, now)
    if survey.is_protected and now - wave.opens_at >= QUARTER:
        Wave.objects.filter(pk=wave.pk).update(closes_at=now + MAY_STILL)
        wave = open_wave_of(survey, now)
    return wave


def _not_asked_before(survey: Survey, asked: Sequence[Asked]) -> list[Asked]:
    """Those who were not asked the same in any round of the survey."""
    ids = list({one.subject.id for one in asked})
    before = Invitation.objects.system(REASON).filter(wave__survey=survey, subject_id__in=among(ids))
    known = set(before.values_list("party_id", "subject_kind", "subject_id", "subject_at"))
    return [one for one in asked if one.key not in known]


def _tally(trigger: Trigger, counted: Mapping[str, int], day: date) -> None:
    rows = {outcome: n for outcome, n in counted.items() if n}
    known = TriggerTally.objects.filter(trigger=trigger, day=day, outcome__in=rows)
    for tally in known:
        TriggerTally.objects.filter(pk=tally.pk).update(n=F("n") + rows.pop(tally.outcome))
    TriggerTally.objects.bulk_create(
        TriggerTally(trigger=trigger, day=day, outcome=outcome, n=n) for outcome, n in rows.items()
    )
