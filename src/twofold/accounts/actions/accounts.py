"""Accounts: making one, closing it, opening it again, ending its sessions."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from twofold.accounts.access import require_administrator
from twofold.accounts.models import ApiToken, CapabilityGrant, Invitation, User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models import Party
from twofold.timeline.actions.record import record


def make_account(*, email: str, password: str, person: Party, now: datetime) -> User:
    """The row of an account. Part of other verbs, which have asked and which record.

    :raises BadInput: if the address is none, or someone has it already
    """
    email = clean_address(email)
    if User.objects.filter(email__iexact=email).exists():
        raise BadInput(_("Someone signs in with this address already."), field="email")
    user = User(email=email, person=person, created_at=now)
    user.set_password(password)
    user.save(force_insert=True)
    return user


def check_password(password: str, *, email: str, name: str) -> None:
    """Refuse a password that is short, common, or made of the address or name.

    :raises BadInput: with what is wrong
    """
    given, _space, family = name.partition(" ")
    candidate = User(email=email)
    candidate.first_name, candidate.last_name = given, family
    try:
        validate_password(password, candidate)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), field="password") from None


def clean_address(email: str) -> str:
    """An e-mail address in lower case.

    :raises BadInput: if it is none
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(_("This is not an e-mail address."), field="email") from None
    return email


@transaction.atomic
def deactivate_user(user: User, *, actor: Actor, now: datetime) -> User:
    """Close an account. Its sessions and API tokens die with it, at once and for good, and so do the links by which they
    invited others; what the person did stays.

    :raises NotAllowed: if the actor is no administrator
    :raises Conflict: if it is closed already, the actor's own, or the last that can administer
    """
    require_administrator(actor)
    if user.pk == actor.user_id:
        raise Conflict(_("You cannot close your own account. Ask another administrator."))
    if not user.is_active:
        raise Conflict(_("This account is closed already."))
    require_another_administrator(user)
    revoke_tokens(user, now=now)
    Invitation.objects.filter(invited_by=user, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    _change(user, is_active=False, sign_outs=F("sign_outs") + 1)
    _record("accounts.user_deactivated", user, actor, now)
    return user


@transaction.atomic
def reactivate_user(user: User, *, actor: Actor, now: datetime) -> User:
    """Open a closed account again. Old sessions and tokens stay dead.

    :raises NotAllowed: if the actor is no administrator
    :raises Conflict: if it is open
    """
    require_administrator(actor)
    if user.is_active:
        raise Conflict(_("This account is open."))
    _change(user, is_active=True)
    _record("accounts.user_reactivated", user, actor, now)
    return user


@transaction.atomic
def end_sessions(user: User, *, actor: Actor, now: datetime) -> User:
    """Sign someone out wherever they are signed in; one's own account, or anyone's as an administrator.

    :raises NotAllowed: if it is neither
    """
    if user.pk != actor.user_id:
        require_administrator(actor)
    _change(user, sign_outs=F("sign_outs") + 1)
    _record("accounts.sessions_ended", user, actor, now)
    return user


@transaction.atomic
def end_session(session: UserSession, *, actor: Actor, now: datetime) -> None:
    """Sign one browser out.

    :raises NotAllowed: if it is someone else's and the actor is no administrator
    """
    if session.user_id != actor.user_id:
        require_administrator(actor)
    session.end()
    _record("accounts.session_ended", session.user, actor, now)


@transaction.atomic
def change_password(user: User, password: str, *, now: datetime) -> None:
    """Give an account a new password; every session opened with the old one is dead. Whoever asks has shown that it is theirs.

    The page has checked the password already (`AUTH_PASSWORD_VALIDATORS`).
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    _record("accounts.password_changed", user, actor_for(user, ActingSide.STAFF), now)


def revoke_tokens(user: User, *, now: datetime) -> None:
    """Make all API tokens of an account useless. Part of other verbs, which have asked and which record."""
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now)


def require_another_administrator(user: User) -> None:
    """Refuse to lose the last account that can administer.

    :raises Conflict: with a sentence
    """
    administrators = User.objects.filter(is_active=True, capability_grants__capability="administer")
    list(CapabilityGrant.objects.select_for_update().filter(capability="administer").order_by("pk"))
    if administrators.filter(pk=user.pk).exists() and not administrators.exclude(pk=user.pk).exists():
        raise Conflict(_("Nobody else administers Twofold. Make someone else an administrator first."))


def _change(user: User, **values) -> None:
    User.objects.filter(pk=user.pk).update(**values)
    user.refresh_from_db()


def _record(verb: str, user: User, actor: Actor, now: datetime) -> None:
    record(verb, subject=user, actor=actor, now=now, unit_id=None, parties=[user.person_id])
