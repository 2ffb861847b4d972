"""Saying when a survey asks by itself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.relationships.models import Side
from twofold.surveys.actions.triggers.events import last_event
from twofold.surveys.models import Survey, Trigger
from twofold.timeline.actions.record import record

LONGEST_DELAY = 730
BY_EVENTS = (Trigger.Moment.CASE_CLOSED, Trigger.Moment.DEALING)


@transaction.atomic
def add_trigger(
    survey: Survey,
    *,
    moment: str,
    days: int = 0,
    case_kinds: Sequence[str] = (),
    share: int = 100,
    actor: Actor,
    now: datetime,
) -> Trigger:
    """Let a survey ask by itself from now on; of what was before, nobody is asked.

    :param days: how long after the moment
    :param case_kinds: the kinds of case it is for; none: all that may be asked about
    :param share: of each hundred, how many are asked
    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it asks anonymously, is closed, or does so at this moment already
    :raises BadInput: naming the field
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        _require_sensible(survey, moment, days, case_kinds, share)
        if survey.mode == Survey.Mode.ANONYMOUS:
            raise Conflict(
                _(
                    "An anonymous survey asks all of a round at once. What asks by itself is named or confidential."
                )
            )
        if survey.state == Survey.State.CLOSED:
            raise Conflict(_("This survey is closed, so it asks nobody any more."))
        if survey.triggers.filter(moment=moment, days=days).exists():
            raise Conflict(_("It asks at that moment already. Change the days, or remove the other one."))
        trigger = Trigger.objects.create(
            survey=survey,
            moment=moment,
            days=days,
            case_kinds=list(case_kinds) if moment == Trigger.Moment.CASE_CLOSED else [],
            share=share,
            since=now,
            reached=_beginning(moment, now),
        )
    _record("surveys.trigger_added", trigger, actor, now)
    return trigger


@transaction.atomic
def switch_trigger(trigger: Trigger, *, is_on: bool, actor: Actor, now: datetime) -> Trigger:
    """Switch it on or off. What happens while it is off asks nobody, also not later.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    """
    with change_visible(Survey, actor, trigger.survey_id):
        trigger = Trigger.objects.select_for_update(of=("self",)).select_related("survey").get(pk=trigger.pk)
        if trigger.is_on == is_on:
            return trigger
        trigger.is_on = is_on
        if is_on:
            trigger.since, trigger.reached = now, _beginning(trigger.moment, now)
        trigger.save()
    _record("surveys.trigger_switched_on" if is_on else "surveys.trigger_switched_off", trigger, actor, now)
    return trigger


@transaction.atomic
def remove_trigger(trigger: Trigger, *, actor: Actor, now: datetime) -> None:
    """Remove it, with what was counted of it. Who was invited stays invited.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    """
    with change_visible(Survey, actor, trigger.survey_id):
        _record("surveys.trigger_removed", trigger, actor, now)
        trigger.delete()


def _beginning(moment: str, now: datetime) -> int:
    return last_event() if moment in BY_EVENTS else now.date().toordinal() - 1


def _require_sensible(survey: Survey, moment: str, days: int, case_kinds: Sequence[str], share: int) -> None:
    if moment not in Trigger.Moment.values:
        raise BadInput(_("Say when it asks."), field="moment")
    if moment == Trigger.Moment.LEAVING and survey.side != Side.INTERNAL:
        raise BadInput(
            _("Those who leave are colleagues; this survey asks customers outside."), field="moment"
        )
    if not 0 <= days <= LONGEST_DELAY:
        raise BadInput(_("It asks at most %(most)s days later.") % {"most": LONGEST_DELAY}, field="days")
    if moment == Trigger.Moment.DAY and not days:
        raise BadInput(_("Say on which day: 30 asks a month after the beginning."), field="days")
    if not set(case_kinds) <= set(Case.Kind.values) - {Case.Kind.CONFLICT}:
        raise BadInput(
            _("Choose among questions, requests and complaints; conflicts are asked about in their room."),
            field="case_kinds",
        )
    if not 1 <= share <= 100:
        raise BadInput(_("Of each hundred, between 1 and 100 are asked."), field="share")


def _record(verb: str, trigger: Trigger, actor: Actor, now: datetime) -> None:
    record(
        verb,
        subject=trigger.survey,
        actor=actor,
        now=now,
        unit_id=trigger.survey.unit_id,
        details={"trigger": trigger.pk, "moment": trigger.moment, "days": trigger.days},
    )
