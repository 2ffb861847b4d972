"""Saying what is promised to whom: the policies of the house and of its units."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twofold.cases.actions.promised import Promised, Rung, require_sensible
from twofold.cases.models import EscalationStep, ServicePolicy, Target
from twofold.core.access import get_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, deleted, row_values
from twofold.timeline.actions.record import record

REASON = "the actor may change it"


@transaction.atomic
def add_policy(promised: Promised, *, actor: Actor, now: datetime) -> ServicePolicy:
    """Promise something from now on. Open cases follow in a job; what they have counted stays.

    :raises NotAllowed: if the actor neither leads the unit nor, for a promise to all, administers
    :raises BadInput: naming the field
    """
    _require_may_promise(actor, promised.unit_id)
    require_sensible(promised, now)
    of_unit = ServicePolicy.objects.system(REASON).filter(unit_id=promised.unit_id)
    last = of_unit.aggregate(last=Max("order"))["last"] or 0
    policy = ServicePolicy(order=last + 1)
    rungs = _write(policy, promised, now)
    _record("cases.policy_added", policy, actor, now, [created(policy), *rungs])
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
    require_sensible(promised, now)
    before = row_values(policy)
    rungs = _write(policy, promised, now)
    _record("cases.policy_changed", policy, actor, now, [changed(policy, before), *rungs])
    return policy


@transaction.atomic
def delete_policy(policy: ServicePolicy, *, actor: Actor, now: datetime) -> None:
    """Promise it no more: open cases fall to the next policy that fits them.

    :raises NotVisible: if the actor may not see the policy
    :raises NotAllowed: if it is not theirs to change
    """
    policy = _held(policy, actor)
    rows = [deleted(policy), *(deleted(rung) for rung in policy.steps.order_by("pk"))]
    _record("cases.policy_deleted", policy, actor, now, rows)
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
    before = {sibling.pk: row_values(sibling) for sibling in order}
    order[place], order[other] = order[other], order[place]
    for number, sibling in enumerate(order, 1):
        sibling.order = number
    ServicePolicy.objects.system(REASON).bulk_update(order, ["order"])
    moved = [changed(one, before[one.pk]) for one in order if one.order != before[one.pk]["order"]]
    _record("cases.policy_moved", policy, actor, now, moved)


def _held(policy: ServicePolicy, actor: Actor) -> ServicePolicy:
    get_visible(ServicePolicy, actor, policy.pk, "lead")
    return ServicePolicy.objects.system(REASON).select_for_update().get(pk=policy.pk)


def _require_may_promise(actor: Actor, unit_id: int | None) -> None:
    if unit_id is None and not actor.may("administer"):
        raise NotAllowed(_("Only administrators promise for all units. Choose one that you lead."))
    if unit_id is not None and (actor.level_in(unit_id) or 0) < Level.LEAD:
        raise NotAllowed(_("Only those who lead a unit say what it promises."), field="unit")


def _write(policy: ServicePolicy, promised: Promised, now: datetime) -> list[RowChange]:
    """Store what is promised.

    :returns: what was done to its rungs
    """
    policy.name = promised.name.strip()[:120]
    policy.unit_id, policy.calendar_unit_id = promised.unit_id, promised.calendar_unit_id
    policy.conditions, policy.is_active = dict(promised.conditions or {}), promised.is_active
    for target in Target.values:
        setattr(policy, f"{target}_minutes", getattr(promised, f"{target}_minutes"))
    policy.changed_at = now
    policy.save()
    return _write_rungs(policy, promised.rungs, now)


def _write_rungs(policy: ServicePolicy, rungs: Sequence[Rung], now: datetime) -> list[RowChange]:
    """Rungs that stay the same stay the same rows, so that nobody climbs them twice."""
    standing = {Rung(*(getattr(row, name) for name in Rung._fields)): row for row in policy.steps.all()}
    gone = [row for rung, row in standing.items() if rung not in rungs]
    taken = [deleted(row) for row in gone]
    policy.steps.filter(pk__in=[row.pk for row in gone]).delete()
    new = [rung for rung in dict.fromkeys(rungs) if rung not in standing]
    added = EscalationStep.objects.bulk_create(
        [EscalationStep(policy=policy, added_at=now, **rung._asdict()) for rung in new]
    )
    return [*taken, *(created(row) for row in added)]


def _record(verb: str, policy: ServicePolicy, actor: Actor, now: datetime, rows: Sequence[RowChange]) -> None:
    record(verb, subject=policy, actor=actor, now=now, unit_id=policy.unit_id, rows=rows)
