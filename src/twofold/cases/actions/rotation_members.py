"""Who takes turns in a unit: with what weight, knowing what, and who pauses."""

from collections.abc import Iterable
from datetime import datetime
from math import isfinite

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.workers import works_in
from twofold.cases.models import RotationMember
from twofold.core.access import get_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, deleted, row_values
from twofold.timeline.actions.record import record

REASON = "the actor leads the unit"
HEAVIEST, MOST_SKILLS, LONGEST_SKILL = 100.0, 30, 60


@transaction.atomic
def add_to_rotation(
    unit_id: int,
    person_id: int,
    *,
    weight: float = 1.0,
    skills: Iterable[str] = (),
    actor: Actor,
    now: datetime,
) -> RotationMember:
    """Let someone take turns from now on.

    :param weight: 0.5 for half as many as others
    :raises NotAllowed: if the actor does not lead the unit
    :raises BadInput: if the person does not work there, or the weight is not above zero
    :raises Conflict: if they take turns already
    """
    if (actor.level_in(unit_id) or 0) < Level.LEAD:
        raise NotAllowed(_("Only those who lead a unit say who takes turns in it."))
    if not works_in(person_id, unit_id):
        raise BadInput(_("Only someone who works in the unit takes turns in it."), field="person")
    if RotationMember.objects.system(REASON).filter(unit_id=unit_id, person_id=person_id).exists():
        raise Conflict(_("They take turns already."), field="person")
    member = RotationMember(unit_id=unit_id, person_id=person_id)
    _write(member, weight, skills, True)
    _record("cases.rotation_joined", member, created(member), actor, now)
    return member


@transaction.atomic
def change_rotation(
    member: RotationMember, *, weight: float, skills: Iterable[str], is_in: bool, actor: Actor, now: datetime
) -> RotationMember:
    """Change how many someone gets and what they know, or let them pause.

    :raises NotVisible: if the actor may not see the unit's turns
    :raises NotAllowed: if the actor does not lead the unit
    :raises BadInput: if the weight is not above zero
    """
    get_visible(RotationMember, actor, member.pk, "lead")
    member = RotationMember.objects.system(REASON).select_for_update().get(pk=member.pk)
    before = row_values(member)
    _write(member, weight, skills, is_in)
    if row_values(member) != before:
        _record("cases.rotation_changed", member, changed(member, before), actor, now)
    return member


@transaction.atomic
def leave_rotation(member: RotationMember, *, actor: Actor, now: datetime) -> None:
    """Let someone take turns no more.

    :raises NotVisible, NotAllowed: as :func:`change_rotation`
    """
    get_visible(RotationMember, actor, member.pk, "lead")
    _record("cases.rotation_left", member, deleted(member), actor, now)
    member.delete()


def _write(member: RotationMember, weight: float, skills: Iterable[str], is_in: bool) -> None:
    if not (isfinite(weight) and 0 < weight <= HEAVIEST):
        raise BadInput(
            _("A weight lies above 0 and not above %(most)d. Let them pause instead.") % {"most": HEAVIEST},
            field="weight",
        )
    clean = dict.fromkeys(" ".join(one.replace("\x00", "").split())[:LONGEST_SKILL] for one in skills)
    member.weight, member.skills, member.is_in = weight, [one for one in clean if one][:MOST_SKILLS], is_in
    member.save()


def _record(verb: str, member: RotationMember, row: RowChange, actor: Actor, now: datetime) -> None:
    told = {"person": member.person_id}
    record(verb, subject=member, actor=actor, now=now, unit_id=member.unit_id, details=told, rows=[row])
