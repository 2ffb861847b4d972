"""API tokens: keys with which a program acts as a user, never with more than the user's own reach."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.accounts.access import require_administrator
from twofold.accounts.models import ApiToken, User
from twofold.accounts.models.secret import digest, new_secret
from twofold.accounts.models.token import PREFIX, SCOPES
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.timeline.actions.record import record

SHOWN = 8
LONGEST = timedelta(days=366)


@transaction.atomic
def issue_token(
    *, name: str, scopes: Iterable[str], expires_on: date, actor: Actor, now: datetime
) -> tuple[ApiToken, str]:
    """Make a token for oneself.

    :param scopes: some of `SCOPES`; the token may do what both they and its owner may
    :param expires_on: its last day, at most a year ahead
    :returns: the token's row, and the token itself, which is known to nobody afterwards
    :raises NotAllowed: if the actor is not a user in the pages for staff
    :raises BadInput: naming the field
    """
    if actor.side != ActingSide.STAFF or not actor.user_id or not actor.levels:
        raise NotAllowed(_("Only those who work in a unit may have API tokens."))
    name, scopes = name.strip(), sorted(set(scopes))
    if not name:
        raise BadInput(_("Say what the token is for."), field="name")
    if not scopes or not set(scopes) <= set(SCOPES):
        raise BadInput(_("Choose what the token may do."), field="scopes")
    expires_at = timezone.make_aware(datetime.combine(expires_on, time.max))
    if not now < expires_at <= now + LONGEST:
        raise BadInput(_("Choose a day within the next year."), field="expires_on")
    raw = new_secret(PREFIX)
    token = ApiToken.objects.create(
        user_id=actor.user_id,
        name=name,
        prefix=raw[:SHOWN],
        token_hash=digest(raw),
        scopes=scopes,
        created_at=now,
        expires_at=expires_at,
    )
    _record("accounts.token_issued", token, actor, now)
    return token, raw


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Actor, now: datetime) -> ApiToken:
    """Make a token useless, at once; one's own, or anyone's as an administrator.

    :raises NotAllowed: if it is neither
    :raises Conflict: if it was revoked already
    """
    if token.user_id != actor.user_id:
        require_administrator(actor)
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        raise Conflict(_("This token was revoked already."))
    token.refresh_from_db()
    _record("accounts.token_revoked", token, actor, now)
    return token


def _record(verb: str, token: ApiToken, actor: Actor, now: datetime) -> None:
    owner = User.objects.get(pk=token.user_id)
    record(
        verb,
        subject=token,
        actor=actor,
        now=now,
        unit_id=None,
        parties=[owner.person_id],
        details={"scopes": token.scopes},
    )
