"""The first account: made through a link that only whoever started the server has seen."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.actions.accounts import check_password, make_account
from twofold.accounts.actions.invitations import SPENT
from twofold.accounts.models import CapabilityGrant, Invitation, Membership, User
from twofold.accounts.models.secret import digest, new_secret
from twofold.accounts.queries.actors import HOUSE, actor_for
from twofold.core.actor import ActingSide, Level
from twofold.core.errors import Conflict
from twofold.directory.actions.affiliations import affiliate
from twofold.directory.actions.parties import add_person
from twofold.directory.actions.units import found_enterprise
from twofold.directory.models import Affiliation
from twofold.timeline.actions.record import record

SETUP_LASTS = timedelta(minutes=30)


@transaction.atomic
def create_setup_link(*, now: datetime) -> str:
    """The token of a new set-up link; those made before stop working.

    :raises Conflict: if someone has an account already
    """
    if User.objects.exists():
        raise Conflict(_("Twofold is set up already. Sign in, or ask an administrator to invite you."))
    Invitation.objects.filter(email="", accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = new_secret()
    Invitation.objects.create(
        token_hash=digest(token), level=Level.LEAD, created_at=now, expires_at=now + SETUP_LASTS
    )
    return token


@transaction.atomic
def set_up(
    *, token: str, enterprise_name: str, person_name: str, email: str, password: str, now: datetime
) -> User:
    """Found the enterprise and make its first account, which leads and administers it.

    :raises Conflict: if the link was used, replaced or is older than half an hour
    :raises BadInput: naming the field
    """
    link = open_setup_link(token, now=now, lock=True)
    root = found_enterprise(enterprise_name, actor=HOUSE, now=now)
    person = add_person(name=person_name, unit_id=root.pk, actor=HOUSE, now=now)
    affiliate(person, group=root.party, kind=Affiliation.Kind.EMPLOYEE, actor=HOUSE, now=now)
    check_password(password, email=email, name=person_name)
    user = make_account(email=email, password=password, person=person, now=now)
    Membership.objects.create(user=user, unit=root, level=Level.LEAD)
    for capability in CapabilityGrant.Capability:
        CapabilityGrant.objects.create(user=user, capability=capability)
    link.accepted_at = now
    link.save(update_fields=["accepted_at"])
    actor = actor_for(user, ActingSide.STAFF)
    record("accounts.set_up", subject=user, actor=actor, now=now, unit_id=root.pk, parties=[person.pk])
    return user


def open_setup_link(token: str, *, now: datetime, lock: bool = False) -> Invitation:
    """The set-up link behind a token, if it can still be used.

    :raises Conflict: if not; the sentence does not say why
    """
    links = Invitation.objects.select_for_update() if lock else Invitation.objects
    link = links.filter(
        token_hash=digest(token), email="", accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).first()
    if link is None or User.objects.exists():
        raise Conflict(SPENT)
    return link
