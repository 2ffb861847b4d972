"""Saying what is promised to whom: the policies of the house and of its units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twofold.cases.models import EscalationStep, ServicePolicy, Target
from twofold.cases.queries.policies import read_conditions
from twofold.core.access import get_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.filters import Rules
from twofold.timeline.actions.record import record

REASON = "the actor may change it"
MOST_RUNGS = 20
LONGEST = 365 * 24 * 60
"""Minutes: nobody promises beyond a year."""


class Rung(NamedTuple):
    """One rung of a ladder, as it is stated."""

    target: str
    when: str
    amount: int
    act: str
    person_id: int | None = None


@dataclass(frozen=True)
class Promised:
    """What a policy says.

    :param unit_id: the unit for whose cases, and for those below it; None: for all
    :param resolution_minutes: None: as their kind says
    :param conditions: rules on the case, see core/filters; {} fits all
    :param calendar_unit_id: whose working hours count; None: those of the case's unit
    """

    name: str
    unit_id: int | None = None
    conditions: Rules | None = None
    first_answer_minutes: int | None = None
    next_answer_minutes: int | None = None
    resolution_minutes: int | None = None
    calendar_unit_id: int | None = None
    is_active: bool = True
    rungs: Sequence[Rung] = ()


@transaction.atomic
def add_policy(promised: Promised, *, actor: Actor, now: datetime) -> ServicePolicy:
    """Promise something from now on. Open cases follow in a job; what they have counted stays.

    :raises NotAllowed: if the actor neither leads the unit nor, for a promise to all, administers
    :raises BadInput: naming the field
    """
    _require_may_promise(actor, promised.unit_id)
    _require_sensible(promised, now)
    of_unit = ServicePolicy.objects.system(REASON).filter(unit_id=promised.unit_id)
    last = of_unit.aggregate(last=Max("order"))["last"] or 0
    policy = ServicePolicy(order=last + 1)
    _write(policy, promised, now)
    _record("cases.policy_added", policy, actor, now)
    return policy


@transaction.atomic
def change_policy(policy: ServicePolicy, promised: Promised, *, actor: Actor, now: datetime) -> ServicePolicy:
    """Promise something else from now on.

    :raises NotVisible: if the actor may not see the policy
    :raises NotAllowed: if it is not theirs to change, or not theirs to give to that unit
    :raises BadInput: naming the field
    """
    policy = _held(policy, actor)
    _require_may_promise(actor, promised.unit_id)
    _require_sensible(promised, now)
    _write(policy, promised, now)
    _record("cases.policy_changed", policy, actor, now)
    return policy


@transaction.atomic
def delete_policy(policy: ServicePolicy, *, actor: Actor, now: datetime) -> None:
    """Promise it no more: open cases fall to the next policy that fits them.

    :raises NotVisible: if the actor may not see the policy
    :raises NotAllowed: if it is not theirs to change
    """
    policy = _held(policy, actor)
    _record("cases.policy_deleted", policy, actor, now)
    policy.delete()


@transaction.atomic
def move_policy(policy: ServicePolicy, *, up: bool, actor: Actor, now: datetime) -> None:
    """Have it asked before the one above it, or after the one below, among the policies of the same unit.

    :raises NotVisible: if the actor may not see the policy
    :raises NotAllowed: if it is not theirs to change
    """
    policy = _held(policy, actor)
    siblings = ServicePolicy.objects.system(REASON).filter(unit_id=policy.unit_id).order_by("order", "pk")
    order = list(siblings.select_for_update())
    place = order.index(policy)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for number, sibling in enumerate(order, 1):
        sibling.order = number
    ServicePolicy.objects.system(REASON).bulk_update(order, ["order"])
    _record("cases.policy_moved", policy, actor, now)


def _held(policy: ServicePolicy, actor: Actor) -> ServicePolicy:
    get_visible(ServicePolicy, actor, policy.pk, "lead")
    return ServicePolicy.objects.system(REASON).select_for_update().get(pk=policy.pk)


def _require_may_promise(actor: Actor, unit_id: int | None) -> None:
    if unit_id is None and not actor.may("administer"):
        raise NotAllowed(_("Only administrators promise for all units. Choose one that you lead."))
    if unit_id is not None and (actor.level_in(unit_id) or 0) < Level.LEAD:
        raise NotAllowed(_("Only those who lead a unit say what it promises."), field="unit")


def _require_sensible(promised: Promised, now: datetime) -> None:
    if not promised.name.strip():
        raise BadInput(_("Give it a name."), field="name")
    minutes = {target: getattr(promised, f"{target}_minutes") for target in Target.values}
    if not any(minutes.values()):
        raise BadInput(_("Promise at least one of the three."), field="resolution_minutes")
    for target, one in minutes.items():
        if one is not None and not 0 < one <= LONGEST:
            raise BadInput(_("Promise something between a minute and a year."), field=f"{target}_minutes")
    for problem in read_conditions(promised.conditions or {}, now).problems:
        raise BadInput(problem.sentence, field="conditions")
    if len(promised.rungs) > MOST_RUNGS:
        raise BadInput(_("A ladder has at most %(most)s rungs.") % {"most": MOST_RUNGS}, field="rungs")
    for rung in promised.rungs:
        _require_rung(rung, minutes)


def _require_rung(rung: Rung, minutes: dict[str, int | None]) -> None:
    if minutes[rung.target] is None and rung.target != Target.RESOLUTION:
        sentence = _("A rung waits for “%(target)s”, which is not promised. Promise it, or remove the rung.")
        raise BadInput(sentence % {"target": Target(rung.target).label}, field="rungs")
    if rung.when == EscalationStep.When.SHARE and not 0 < rung.amount <= 1000:
        raise BadInput(_("The share of the time lies between 1 and 1000 percent."), field="rungs")
    if rung.amount > LONGEST:
        raise BadInput(_("A rung lies within a year."), field="rungs")
    if rung.act == EscalationStep.Act.TELL_PERSON and rung.person_id is None:
        raise BadInput(_("Say who is to be told."), field="rungs")


def _write(policy: ServicePolicy, promised: Promised, now: datetime) -> None:
    policy.name = promised.name.strip()[:120]
    policy.unit_id, policy.calendar_unit_id = promised.unit_id, promised.calendar_unit_id
    policy.conditions, policy.is_active = dict(promised.conditions or {}), promised.is_active
    for target in Target.values:
        setattr(policy, f"{target}_minutes", getattr(promised, f"{target}_minutes"))
    policy.changed_at = now
    policy.save()
    _write_rungs(policy, promised.rungs, now)


def _write_rungs(policy: ServicePolicy, rungs: Sequence[Rung], now: datetime) -> None:
    """Rungs that stay the same stay the same rows, so that nobody climbs them twice."""
    standing = {Rung(*(getattr(row, name) for name in Rung._fields)): row for row in policy.steps.all()}
    gone = [row.pk for rung, row in standing.items() if rung not in rungs]
    policy.steps.filter(pk__in=gone).delete()
    new = [rung for rung in dict.fromkeys(rungs) if rung not in standing]
    EscalationStep.objects.bulk_create(
        [EscalationStep(policy=policy, added_at=now, **rung._asdict()) for rung in new]
    )


def _record(verb: str, policy: ServicePolicy, actor: Actor, now: datetime) -> None:
    record(verb, subject=policy, actor=actor, now=now, unit_id=policy.unit_id)
