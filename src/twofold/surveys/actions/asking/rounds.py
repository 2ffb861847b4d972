"""Rounds: planned, cancelled, closed. Opening them and writing to people is the jobs' work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible, get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotVisible
from twofold.surveys.actions.asking.invite import next_number
from twofold.surveys.models import Invitation, Survey, Wave
from twofold.surveys.queries.asking.audiences import Audience, require_fitting
from twofold.surveys.queries.asking.periods import after
from twofold.surveys.queries.asking.preview import preview
from twofold.timeline.actions.record import record

MOST_EVERY = {Wave.Period.WEEKS: 52, Wave.Period.MONTHS: 24}
LONGEST = timedelta(days=366)
OPEN_STATES = (Invitation.State.WAITING, Invitation.State.SENT, Invitation.State.STARTED)
REASON = "the round is over for all who were asked"


@dataclass(frozen=True)
class Timing:
    """When a round takes place.

    :param closes_at: None: it stays open
    :param remind_after_days: 0: nobody is reminded
    :param repeats_every: so many weeks or months after it opened the next one opens; 0: there is none
    """

    opens_at: datetime
    closes_at: datetime | None
    remind_after_days: int = 0
    repeats_every: int = 0
    repeats_in: str = ""


@transaction.atomic
def plan_round(
    survey: Survey, *, audience: Audience, timing: Timing, name: str = "", actor: Actor, now: datetime
) -> Wave:
    """Plan a round; it opens by itself when its time has come, at once if that is now.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if the survey is not asking
    :raises BadInput: naming the field, or in words what keeps it from opening as things stand
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.state != Survey.State.LIVE:
            raise Conflict(_("This survey is not asking anyone. Send it out first."))
        require_fitting(audience, survey)
        _require_sensible(survey, timing, now)
        if problem := preview(audience, survey, salt="plan", actor=actor, now=now).problem:
            raise BadInput(problem)
        wave = Wave.objects.create(
            survey=survey,
            number=next_number(survey),
            name=" ".join(name.split())[:120],
            opens_at=max(timing.opens_at, now),
            closes_at=timing.closes_at,
            remind_after_days=timing.remind_after_days,
            repeats_every=timing.repeats_every,
            repeats_in=timing.repeats_in if timing.repeats_every else "",
            audience=audience.stated(),
            begun_by_id=actor.person_id,
        )
    _record("round_planned", wave, actor, now)
    return wave


@transaction.atomic
def cancel_round(wave: Wave, *, actor: Actor, now: datetime) -> None:
    """Take back a round that has not opened yet. Where it would have repeated, no further one follows.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it has opened
    """
    with _changing(wave, actor) as wave:
        if wave.state != Wave.State.PLANNED:
            raise Conflict(_("This round has opened already. Close it instead."))
        _record("round_cancelled", wave, actor, now)
        wave.delete()


def retry_round(wave: Wave, *, actor: Actor) -> None:
    """Let a round that could not open be tried again, now that whatever was in its way is gone.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    """
    with _changing(wave, actor) as wave:
        wave.problem = ""
        wave.save(update_fields=["problem"])


def close_round(wave: Wave, *, actor: Actor, now: datetime) -> Wave:
    """Close an open round before its time.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: unless it is open
    """
    with _changing(wave, actor) as wave:
        if wave.state != Wave.State.OPEN:
            raise Conflict(_("This round is not open."))
        end_round(wave, actor=actor, now=now)
    return wave


def end_round(wave: Wave, *, actor: Actor, now: datetime) -> None:
    """Take answers no more. Call it with the wave locked and open.

    Links that were not used lose their meaning; what was held back stays as it is told.
    """
    wave.state = Wave.State.CLOSED
    wave.closes_at = min(wave.closes_at, now) if wave.closes_at else now
    wave.save(update_fields=["state", "closes_at"])
    left = Invitation.objects.system(REASON).filter(wave=wave, state__in=OPEN_STATES)
    left.update(state=Invitation.State.EXPIRED)
    _record("round_closed", wave, actor, now)


@contextmanager
def _changing(wave: Wave, actor: Actor) -> Iterator[Wave]:
    """The wave, locked, for someone who works in its survey's unit."""
    with transaction.atomic():
        get_visible(Survey, actor, wave.survey_id, "work")
        locked = Wave.objects.select_for_update(of=("self",)).select_related("survey").filter(pk=wave.pk)
        yield require_there(locked.first())


def require_there(wave: Wave | None) -> Wave:
    """The wave, unless someone has cancelled it meanwhile.

    :raises NotVisible: if it is gone
    """
    if wave is None:
        raise NotVisible
    return wave


def _require_sensible(survey: Survey, timing: Timing, now: datetime) -> None:
    opens_at = max(timing.opens_at, now)
    if timing.closes_at is None:
        if survey.is_protected:
            raise BadInput(
                _("Say when the round closes: its totals are told once it has, and not before."),
                field="closes_at",
            )
    elif timing.closes_at <= opens_at:
        raise BadInput(_("A round closes after it opens."), field="closes_at")
    elif timing.closes_at - opens_at > LONGEST:
        raise BadInput(_("A round lasts a year at most."), field="closes_at")
    days = timedelta(days=timing.remind_after_days)
    if timing.closes_at and timing.remind_after_days and opens_at + days >= timing.closes_at:
        raise BadInput(_("The round would be over before anyone is reminded."), field="remind_after_days")
    if timing.repeats_every:
        if not 1 <= timing.repeats_every <= MOST_EVERY.get(timing.repeats_in, 0):
            raise BadInput(
                _("A round repeats every 1 to 52 weeks, or every 1 to 24 months."), field="repeats_every"
            )
        if timing.closes_at is None or timing.closes_at > after(
            opens_at, timing.repeats_every, timing.repeats_in
        ):
            raise BadInput(_("A round that repeats closes before the next one opens."), field="closes_at")


def _record(verb: str, wave: Wave, actor: Actor, now: datetime) -> None:
    record(
        f"surveys.{verb}",
        subject=wave.survey,
        actor=actor,
        now=now,
        unit_id=wave.survey.unit_id,
        details={"wave": wave.pk},
    )
