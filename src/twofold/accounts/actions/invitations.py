"""Invitations: the only way to an account. A link is usable once, for three days, and only its hash is kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.accounts.access import require_administrator, require_staffing
from twofold.accounts.actions.accounts import check_password, clean_address, make_account
from twofold.accounts.models import CapabilityGrant, Invitation, Membership, User
from twofold.accounts.models.secret import digest, new_secret
from twofold.accounts.queries.actors import HOUSE, actor_for
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.directory.actions.affiliations import affiliate
from twofold.directory.actions.parties import add_person
from twofold.directory.models import Affiliation, Party, Unit
from twofold.timeline.actions.record import record

INVITATION_LASTS = timedelta(hours=72)
SPENT = gettext_lazy("This link cannot be used any more. Ask for a new one.")


@transaction.atomic
def invite(
    *,
    email: str,
    unit: Unit,
    actor: Actor,
    now: datetime,
    level: Level = Level.WORK,
    capabilities: Iterable[str] = (),
    name: str = "",
    person: Party | None = None,
) -> tuple[Invitation, str]:
    """Invite someone to work in a unit. An earlier invitation of the same address stops working.

    :param person: whom the account will belong to; None makes a new person when the invitation is accepted
    :returns: the invitation, and the token of its link, which is known to nobody afterwards
    :raises NotAllowed: if the actor neither administers nor leads the unit; capabilities only administrators give
    :raises BadInput: if the address is none, or someone has it already
    """
    require_staffing(actor, unit)
    capabilities = sorted(set(capabilities))
    if capabilities:
        require_administrator(actor)
    email = clean_address(email)
    if User.objects.filter(email__iexact=email).exists():
        raise BadInput(_("Someone signs in with this address already."), field="email")
    Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = new_secret()
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        person=person,
        unit=unit,
        level=level,
        capabilities=capabilities,
        token_hash=digest(token),
        invited_by_id=actor.user_id,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    _record("accounts.person_invited", invitation, actor, now, {"email": ("", email)})
    return invitation, token


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, now: datetime) -> User:
    """Make the account that an invitation promises, and the person behind it.

    :raises Conflict: if the link was used, withdrawn, replaced or is older than three days
    :raises BadInput: naming the field
    """
    invitation = open_invitation(token, now=now, lock=True)
    check_password(password, email=invitation.email, name=name)
    unit = invitation.unit
    person = invitation.person or add_person(name=name, unit_id=unit.pk, actor=HOUSE, now=now)
    if not person.is_colleague:
        affiliate(person, group=unit.party, kind=Affiliation.Kind.EMPLOYEE, actor=HOUSE, now=now)
    user = make_account(email=invitation.email, password=password, person=person, now=now)
    Membership.objects.create(user=user, unit=unit, level=invitation.level)
    for capability in invitation.capabilities:
        CapabilityGrant.objects.create(user=user, capability=capability)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    _record("accounts.invitation_accepted", invitation, actor_for(user, ActingSide.STAFF), now)
    return user


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Actor, now: datetime) -> Invitation:
    """Take an invitation back.

    :raises NotAllowed: if the actor neither administers nor leads the unit
    :raises Conflict: if it was accepted or withdrawn already
    """
    require_staffing(actor, invitation.unit)
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=now):
        raise Conflict(_("This invitation was accepted or withdrawn already."))
    invitation.refresh_from_db()
    _record("accounts.invitation_withdrawn", invitation, actor, now)
    return invitation


def open_invitation(token: str, *, now: datetime, lock: bool = False) -> Invitation:
    """The invitation behind a token, if it can still be accepted.

    :raises Conflict: if not; the sentence does not say why
    """
    invitations = Invitation.objects.select_related("unit__party", "person", "invited_by__person")
    if lock:
        invitations = invitations.select_for_update(of=("self",))
    found = invitations.filter(
        token_hash=digest(token), accepted_at=None, withdrawn_at=None, expires_at__gt=now, unit__isnull=False
    ).first()
    if found is None:
        raise Conflict(SPENT)
    return found


def _record(
    verb: str, invitation: Invitation, actor: Actor, now: datetime, changes: dict | None = None
) -> None:
    record(
        verb,
        subject=invitation,
        actor=actor,
        now=now,
        unit_id=invitation.unit_id,
        parties=[invitation.person_id],
        changes=changes,
    )
