"""Second steps: which someone has, and who needs one."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import QuerySet

from twofold.accounts.models import CapabilityGrant, User
from twofold.accounts.queries.devices import in_words
from twofold.core.errors import NotVisible

Type = Authenticator.Type


def own_factors(user: User) -> QuerySet[Authenticator]:
    """Someone's app and passkeys; recovery codes are no step of their own."""
    return Authenticator.objects.filter(user=user).exclude(type=Type.RECOVERY_CODES)


def is_required_of(user: User) -> bool:
    """Whether this installation asks for a second step of this user."""
    if settings.SECOND_STEP == "capable":
        return CapabilityGrant.objects.filter(user=user).exists()
    return settings.SECOND_STEP == "all"


@dataclass(frozen=True)
class Passkey:
    """A passkey as its owner sees it."""

    pk: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class SignIn:
    """A browser that is signed in."""

    pk: int
    device: str
    address: str
    since: datetime
    seen_at: datetime
    is_this_one: bool


@dataclass(frozen=True)
class Security:
    """How someone signs in, as they see it.

    :param codes_left: how many recovery codes are still good; None without any
    """

    app: Authenticator | None
    passkeys: list[Passkey]
    codes_left: int | None
    sign_ins: list[SignIn]
    is_required: bool

    @property
    def has_second_step(self) -> bool:
        """Whether a password alone does not suffice."""
        return bool(self.app or self.passkeys)


def security_of(user: User, *, session_key: str | None) -> Security:
    """How a user signs in, and where they are signed in now."""
    held = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    codes = next((factor for factor in held if factor.type == Type.RECOVERY_CODES), None)
    return Security(
        app=next((factor for factor in held if factor.type == Type.TOTP), None),
        passkeys=[
            Passkey(factor.pk, factor.wrap().name, factor.created_at, factor.last_used_at)
            for factor in held
            if factor.type == Type.WEBAUTHN
        ],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        sign_ins=_sign_ins(user, session_key),
        is_required=is_required_of(user),
    )


def _sign_ins(user: User, session_key: str | None) -> list[SignIn]:
    rows = UserSession.objects.purge_and_list(user)
    return [
        SignIn(
            pk=row.pk,
            device=in_words(row.user_agent),
            address=row.ip,
            since=row.created_at,
            seen_at=row.last_seen_at,
            is_this_one=row.session_key == session_key,
        )
        for row in sorted(
            rows, key=lambda row: (row.session_key != session_key, -row.last_seen_at.timestamp())
        )
    ]


def own_factor(user: User, pk: int) -> Authenticator:
    """One of a user's factors.

    :raises NotVisible: if it does not exist or is someone else's
    """
    factor = own_factors(user).filter(pk=pk).first()
    if factor is None:
        raise NotVisible
    return factor


def own_session(user: User, pk: int) -> UserSession:
    """One of a user's sessions.

    :raises NotVisible: if it does not exist or is someone else's
    """
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session is None:
        raise NotVisible
    return session
