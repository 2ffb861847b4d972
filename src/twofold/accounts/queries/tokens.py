"""API tokens: who is behind one, and which are someone's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from twofold.accounts.models import ApiToken
from twofold.accounts.models.secret import digest
from twofold.accounts.models.token import PREFIX, SCOPES
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import NotVisible

NOTED_EVERY = timedelta(minutes=1)


def actor_for_token(raw: str, *, now: datetime | None = None) -> Actor | None:
    """The actor that a token stands for: its owner, limited to its scopes. None if it is unknown, expired or revoked, or if
    its owner's account is closed.

    When it was last used is written down at most once a minute, so that reading stays reading.
    """
    now = now or timezone.now()
    if not raw.startswith(PREFIX):
        return None
    usable = ApiToken.objects.filter(revoked_at=None, expires_at__gt=now, user__is_active=True)
    token = usable.select_related("user").filter(token_hash=digest(raw)).first()
    if token is None:
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - NOTED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return actor_for(token.user, ActingSide.API, scopes=frozenset(token.scopes))


@dataclass(frozen=True)
class TokenRow:
    """A token as its owner sees it.

    :param state: ``active``, ``expired`` or ``revoked``
    """

    token: ApiToken
    state: str
    scopes: tuple[str, ...]


def own_tokens(actor: Actor, *, now: datetime) -> list[TokenRow]:
    """An actor's tokens, newest first."""
    rows = ApiToken.objects.filter(user_id=actor.user_id).order_by("-created_at", "-pk")
    return [
        TokenRow(token, _state(token, now), tuple(SCOPES.get(scope, scope) for scope in token.scopes))
        for token in rows
    ]


def revocable_token(actor: Actor, pk: int) -> ApiToken:
    """A token of one's own; any for an administrator.

    :raises NotVisible: if it does not exist or is someone else's
    """
    tokens = (
        ApiToken.objects.all() if actor.may("administer") else ApiToken.objects.filter(user_id=actor.user_id)
    )
    token = tokens.filter(pk=pk).first()
    if token is None:
        raise NotVisible
    return token


def _state(token: ApiToken, now: datetime) -> str:
    if token.revoked_at:
        return "revoked"
    return "active" if token.expires_at > now else "expired"
