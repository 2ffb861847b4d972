"""Changing the e-mail address one signs in with. The link goes to the new address, and shows that it is one's own."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.accounts.actions.accounts import clean_address
from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.core.errors import BadInput, Conflict
from twofold.timeline.actions.record import record

LINK_LASTS = timedelta(minutes=30)
SALT = "twofold.accounts.address"
SPENT = gettext_lazy("This link was used, is too old, or is for another account. Ask for a new one.")


def link_token(user: User, email: str) -> str:
    """The token of a link for a new address. It dies when it is used, since it names the old one, and after half an hour.

    :raises BadInput: if the address is none, or the one they have
    """
    email = clean_address(email)
    if email == user.email.lower():
        raise BadInput(_("You sign in with this address already."), field="email")
    return signing.dumps([user.pk, user.email, email], salt=SALT)


def asked_address(user: User, token: str) -> str:
    """The new address for which someone has asked.

    :raises Conflict: if the link is not theirs, or good no more; the sentence does not say why
    """
    try:
        whose, old, new = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        raise Conflict(SPENT) from None
    if (whose, old) != (user.pk, user.email):
        raise Conflict(SPENT)
    return new


@transaction.atomic
def change_address(user: User, token: str, *, now: datetime) -> User:
    """Let someone sign in with the address to which they were sent the link. The old one is told by mail.

    :raises Conflict: if the link is not theirs or good no more, or someone else has this address by now
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    old, user.email = user.email, asked_address(user, token)
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise Conflict(SPENT) from None
    record(
        "accounts.address_changed",
        subject=user,
        actor=actor_for(user, ActingSide.STAFF),
        now=now,
        unit_id=None,
        parties=[user.person_id],
        changes={"email": (old, user.email)},
    )
    return user
