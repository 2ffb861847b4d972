"""What someone may do beside their work in units."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.access import require_administrator
from twofold.accounts.actions.accounts import require_another_administrator
from twofold.accounts.models import CapabilityGrant, User
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.timeline.actions.record import record


@transaction.atomic
def set_capabilities(
    user: User, *, capabilities: Iterable[str], actor: Actor, now: datetime
) -> frozenset[str]:
    """Let someone do exactly this, beside their work in units.

    :raises NotAllowed: if the actor is no administrator
    :raises BadInput: if there is no such capability
    :raises Conflict: if nobody would administer any more
    """
    require_administrator(actor)
    wanted = frozenset(capabilities)
    if unknown := wanted - set(CapabilityGrant.Capability):
        raise BadInput(_("There is no capability %(name)s.") % {"name": min(unknown)}, field="capabilities")
    held = frozenset(
        CapabilityGrant.objects.select_for_update().filter(user=user).values_list("capability", flat=True)
    )
    if wanted == held:
        return held
    if "administer" in held - wanted:
        require_another_administrator(user)
    CapabilityGrant.objects.filter(user=user, capability__in=held - wanted).delete()
    CapabilityGrant.objects.bulk_create(
        [CapabilityGrant(user=user, capability=capability) for capability in sorted(wanted - held)]
    )
    record(
        "accounts.capabilities_changed",
        subject=user,
        actor=actor,
        now=now,
        unit_id=None,
        parties=[user.person_id],
        changes={"capabilities": (sorted(held), sorted(wanted))},
    )
    return wanted
