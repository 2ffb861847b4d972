"""Second steps of signing in: an app's codes, passkeys, and the recovery codes that stand in when both are lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.access import require_administrator
from twofold.accounts.actions.accounts import end_sessions
from twofold.accounts.actions.codes import matching_counter
from twofold.accounts.models import User
from twofold.accounts.queries.factors import is_required_of, own_factors
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.timeline.actions.record import record

Type = Authenticator.Type


@transaction.atomic
def add_app(user: User, *, secret: str, code: str, actor: Actor, now: datetime) -> list[str]:
    """Let an app's codes be a second step.

    :param secret: what the app was given, in base 32
    :returns: new recovery codes if there were none, shown this once
    :raises BadInput: if the code is not one of the app's now
    :raises Conflict: if an app is set up already
    """
    _require_own(user, actor)
    counter = matching_counter(secret, code, now=now)
    if counter is None:
        raise BadInput(
            _(
                "This is not the code that the app shows now. Check the clock of the phone, and try the next one."
            ),
            field="code",
        )
    if own_factors(user).filter(type=Type.TOTP).exists():
        raise Conflict(_("An app is set up already. Remove it first."))
    factor = TOTP.activate(user, secret).instance
    factor.data["last_counter"] = counter
    factor.save(update_fields=["data"])
    _record("accounts.factor_added", user, actor, now, Type.TOTP)
    return _first_codes(user)


@transaction.atomic
def add_passkey(user: User, *, name: str, credential: dict, actor: Actor, now: datetime) -> list[str]:
    """Let a passkey be a second step, or the only one.

    :param credential: what the browser made, checked already
    :returns: new recovery codes if there were none, shown this once
    """
    _require_own(user, actor)
    WebAuthn.add(user, name.strip() or _("Passkey"), credential)
    _record("accounts.factor_added", user, actor, now, Type.WEBAUTHN)
    return _first_codes(user)


@transaction.atomic
def remove_factor(factor: Authenticator, *, actor: Actor, now: datetime) -> None:
    """Let one of one's factors be one no more. With the last one, the recovery codes go.

    :raises NotAllowed: if it is someone else's
    :raises Conflict: if it is the last, and the house asks for one
    """
    user = User.objects.select_for_update().get(pk=factor.user_id)
    _require_own(user, actor)
    others = own_factors(user).exclude(pk=factor.pk)
    if not others.exists() and is_required_of(user):
        raise Conflict(_("Everyone who may do what you may needs a second step here. Add another one first."))
    kind = factor.type
    factor.delete()
    if not others.exists():
        Authenticator.objects.filter(user=user).delete()
    _record("accounts.factor_removed", user, actor, now, kind)


@transaction.atomic
def renew_recovery_codes(user: User, *, actor: Actor, now: datetime) -> list[str]:
    """New recovery codes; the old ones are worth nothing from now on.

    :returns: the codes, shown this once
    :raises Conflict: if there is no second step that they could stand in for
    """
    _require_own(user, actor)
    User.objects.select_for_update().get(pk=user.pk)
    if not own_factors(user).exists():
        raise Conflict(_("Recovery codes stand in for an app or a passkey. Add one of those first."))
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user).generate_codes()
    _record("accounts.recovery_codes_renewed", user, actor, now, Type.RECOVERY_CODES)
    return codes


@transaction.atomic
def reset_factors(user: User, *, actor: Actor, now: datetime) -> None:
    """Take all second steps off the account of someone who has lost them, and end their sessions. They are told by mail.

    :raises NotAllowed: if the actor is no administrator
    :raises Conflict: if it is their own account, or has none
    """
    require_administrator(actor)
    if user.pk == actor.user_id:
        raise Conflict(_("Remove your own on the page about your security, or ask another administrator."))
    if not own_factors(user).exists():
        raise Conflict(_("This account has no second step."))
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user, actor=actor, now=now)
    _record("accounts.factors_reset", user, actor, now, "all")


def _require_own(user: User, actor: Actor) -> None:
    if user.pk != actor.user_id:
        raise NotAllowed(_("Only the person themselves decides how they sign in."))


def _first_codes(user: User) -> list[str]:
    if Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).exists():
        return []
    return RecoveryCodes.activate(user).generate_codes()


def _record(verb: str, user: User, actor: Actor, now: datetime, kind: str) -> None:
    record(
        verb,
        subject=user,
        actor=actor,
        now=now,
        unit_id=None,
        parties=[user.person_id],
        details={"kind": str(kind)},
    )
