"""Opening a round that was planned: whom it asks is read now, and fixed. Killed anywhere, it goes on where it stopped."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.accounts.queries.actors import HOUSE, actor_for
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import DomainError, NotAllowed
from twofold.directory.queries.units import unit_tree
from twofold.science.refusals import Unmeasurable
from twofold.surveys.actions.asking.invite import AT_ONCE, Asked, invite, next_number
from twofold.surveys.actions.ballots.open_box import KNOWN_FOR, open_box
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.actions.reach import require_reachable
from twofold.surveys.models import Survey, Wave
from twofold.surveys.queries.asking.audiences import read_audience
from twofold.surveys.queries.asking.candidates import REASON, Candidate, candidates
from twofold.surveys.queries.asking.periods import after
from twofold.surveys.queries.asking.preview import require_enough
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.queries.plans import frozen_plan
from twofold.surveys.questionnaire import read_form
from twofold.timeline.actions.record import record

LONGEST_PROBLEM = 400


def open_round(wave_id: int, *, now: datetime) -> int:
    """Open a round whose time has come. What keeps it from opening is written on it, for whoever planned it.

    :returns: how many it asks
    """
    wave = Wave.objects.select_related("survey").filter(pk=wave_id, state=Wave.State.PLANNED).first()
    if wave is None or wave.opens_at > now:
        return 0
    try:
        return _open(wave, now)
    except (DomainError, Unmeasurable) as refusal:
        Wave.objects.filter(pk=wave.pk).update(problem=str(refusal)[:LONGEST_PROBLEM])
        return 0


def _open(wave: Wave, now: datetime) -> int:
    actor = planner_of(wave)
    found = candidates(read_audience(wave.audience), wave.survey, salt=salt_of(wave), actor=actor, now=now)
    if wave.survey.mode == Survey.Mode.ANONYMOUS:
        with transaction.atomic():
            open_box(
                wave.survey,
                [one.belongs for one in found],
                opens_at=wave.opens_at,
                closes_at=wave.closes_at,
                planned=wave,
                actor=actor,
                now=now,
            )
            plan_next(wave)
        return len(found)
    return _invite(wave, found, now)


def _invite(wave: Wave, found: list[Candidate], now: datetime) -> int:
    """Write the invitations in batches, and open the round when all are there."""
    require_enough(wave.survey, len(found))
    asked = [_asked(wave.survey, one, now) for one in found]
    if wave.survey.is_protected:
        wave.plan = frozen_plan(wave.survey, {one.belongs.group_id for one in found}, unit_tree())
        wave.save(update_fields=["plan"])
        _require_reachable(wave, asked)
    for start in range(0, len(asked), AT_ONCE):
        invite(wave, asked[start : start + AT_ONCE], due_at=wave.opens_at, now=now)
    with transaction.atomic():
        Wave.objects.filter(pk=wave.pk, state=Wave.State.PLANNED).update(state=Wave.State.OPEN, problem="")
        plan_next(wave)
        record(
            "surveys.round_begun",
            subject=wave.survey,
            actor=HOUSE,
            now=now,
            unit_id=wave.survey.unit_id,
            details={"wave": wave.pk},
        )
    return len(asked)


def plan_next(wave: Wave) -> Wave | None:
    """Plan the round after this one, where it repeats. A name, “Autumn 2026”, speaks of one round only."""
    if not wave.repeats_every:
        return None
    survey = Survey.objects.system(REASON).select_for_update(of=("self",)).get(pk=wave.survey_id)
    lasts = wave.closes_at - wave.opens_at if wave.closes_at else None
    opens_at = after(wave.opens_at, wave.repeats_every, wave.repeats_in)
    return Wave.objects.create(
        survey=survey,
        number=next_number(survey),
        opens_at=opens_at,
        closes_at=opens_at + lasts if lasts else None,
        remind_after_days=wave.remind_after_days,
        audience=wave.audience,
        repeats_every=wave.repeats_every,
        repeats_in=wave.repeats_in,
        begun_by_id=wave.begun_by_id,
    )


def planner_of(wave: Wave) -> Actor:
    """Whoever planned the round, with what they may do today.

    :raises NotAllowed: if they do not sign in here any more
    """
    user = User.objects.filter(person_id=wave.begun_by_id, is_active=True).order_by("pk").first()
    if user is None or wave.begun_by_id is None:
        raise NotAllowed(
            _("Whoever planned this round has no account here any more. Cancel it, and plan it anew.")
        )
    return actor_for(user, ActingSide.STAFF)


def salt_of(wave: Wave) -> str:
    """What makes chance fall another way in each round."""
    return f"round {wave.pk}"


def _asked(survey: Survey, one: Candidate, now: datetime) -> Asked:
    today = timezone.localdate(now)
    bands = (
        LENS_ATTRIBUTES[name].value_of(one.belongs, today) for name in survey.lenses.get("attributes") or ()
    )
    return Asked(
        one.party_id,
        one.unit_id,
        one.relationship_id,
        cells=(str(one.belongs.group_id), *bands) if survey.is_protected else (),
        counts=one.belongs.party.created_at <= now - KNOWN_FOR,
    )


def _require_reachable(wave: Wave, asked: list[Asked]) -> None:
    version = current_version(wave.survey)
    if version is not None:
        cells = (one.cells for one in asked if one.counts)
        require_reachable(read_form(version.form), wave, cells, least=wave.survey.least_group)
