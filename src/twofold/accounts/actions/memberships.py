"""Who belongs to which unit, and how far they reach in it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.access import is_behind_seal, require_administrator, require_staffing
from twofold.accounts.models import Membership, User
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models import Unit
from twofold.directory.queries.units import unit_tree
from twofold.timeline.actions.record import record


@transaction.atomic
def set_membership(user: User, *, unit: Unit, level: Level, actor: Actor, now: datetime) -> Membership:
    """Make someone a member of a unit, or change how far they reach in it.

    :raises NotAllowed: if the actor neither administers nor leads the unit; a sealed unit is its own leads' to staff
    """
    require_staffing(actor, unit)
    old = Membership.objects.select_for_update().filter(user=user, unit=unit).first()
    if old and old.level == level:
        return old
    if old and old.level == Level.LEAD:
        _require_another_lead_behind_seal(user, unit)
    membership, _new = Membership.objects.update_or_create(user=user, unit=unit, defaults={"level": level})
    verb = "accounts.membership_changed" if old else "accounts.membership_granted"
    _record(verb, membership, actor, now, {"level": (old and old.level, int(level))})
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, actor: Actor, now: datetime) -> None:
    """Let someone belong to a unit no more. Anyone may leave by themselves.

    :raises NotAllowed: if the actor neither administers nor leads the unit, nor is the member
    :raises Conflict: if a sealed unit would be left without a lead
    """
    if membership.user_id != actor.user_id:
        require_staffing(actor, membership.unit)
    if membership.level == Level.LEAD:
        _require_another_lead_behind_seal(membership.user, membership.unit)
    _record("accounts.membership_ended", membership, actor, now, {"level": (membership.level, None)})
    membership.delete()


@transaction.atomic
def join_sealed_unit(unit: Unit, *, reason: str, actor: Actor, now: datetime) -> Membership:
    """Let an administrator into a sealed unit, to view. Its members read who joined, when and why.

    :raises NotAllowed: if the actor is no administrator
    :raises Conflict: if the unit is not sealed, or the actor belongs to it already
    :raises BadInput: without a reason
    """
    require_administrator(actor)
    reason = reason.strip()
    if not reason:
        raise BadInput(_("Say why you join. The members of the unit will read it."), field="reason")
    if not is_behind_seal(unit.pk, unit_tree()):
        raise Conflict(_("%(unit)s is not sealed. Make yourself a member of it.") % {"unit": unit})
    if Membership.objects.filter(user_id=actor.user_id, unit=unit).exists():
        raise Conflict(_("You belong to %(unit)s already.") % {"unit": unit})
    membership = Membership.objects.create(user_id=actor.user_id, unit=unit, level=Level.VIEW)
    _record("accounts.sealed_unit_joined", membership, actor, now, {"reason": ("", reason)})
    return membership


def _require_another_lead_behind_seal(user: User, unit: Unit) -> None:
    """A sealed unit that loses its last lead could be staffed by nobody."""
    if not is_behind_seal(unit.pk, unit_tree()):
        return
    leads = Membership.objects.select_for_update().filter(unit=unit, level=Level.LEAD, user__is_active=True)
    if not [lead for lead in leads.order_by("pk") if lead.user_id != user.pk]:
        raise Conflict(_("%(unit)s is sealed and needs a lead. Name another one first.") % {"unit": unit})


def _record(verb: str, membership: Membership, actor: Actor, now: datetime, changes: dict) -> None:
    record(
        verb,
        subject=membership,
        actor=actor,
        now=now,
        unit_id=membership.unit_id,
        parties=[membership.user.person_id],
        details={"level": membership.level},
        changes=changes,
    )
