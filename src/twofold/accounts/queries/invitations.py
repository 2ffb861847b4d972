"""Invitations, as those who may invite see them."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from twofold.accounts.access import can_manage_people, staffable_units
from twofold.accounts.models import Invitation
from twofold.core.actor import Actor
from twofold.core.errors import NotAllowed, NotVisible
from twofold.directory.queries.units import unit_tree


def manageable_invitations(actor: Actor) -> QuerySet[Invitation]:
    """The invitations into units whose members the actor decides on, newest first.

    :raises NotAllowed: for whoever decides on none
    """
    if not can_manage_people(actor):
        raise NotAllowed(_("Invitations are for administrators and for leads of units."))
    units = staffable_units(actor, unit_tree())
    found = Invitation.objects.filter(unit__in=units).select_related("unit__party", "invited_by")
    return found.order_by("-created_at", "-pk")


def manageable_invitation(actor: Actor, pk: int) -> Invitation:
    """One of them.

    :raises NotVisible: if it does not exist or is not the actor's to decide on
    """
    invitation = manageable_invitations(actor).filter(pk=pk).first()
    if invitation is None:
        raise NotVisible
    return invitation


def state_of(invitation: Invitation, now: datetime) -> str:
    """waiting, accepted, withdrawn or expired."""
    if invitation.accepted_at:
        return "accepted"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "waiting" if invitation.expires_at > now else "expired"
