"""The signed way out of mail: who holds it may stop the mail of one person, and nothing else."""

from django.core import signing
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.core.errors import Conflict

SALT = "twofold.notices.stop"


def signed_stop(user: User) -> str:
    """The secret part of the address with which someone's mail is stopped."""
    return signing.dumps(user.pk, salt=SALT)


def user_behind(signed: str) -> User:
    """Whose mail a link stops.

    :raises Conflict: if the link was not made here
    """
    try:
        return User.objects.get(pk=signing.loads(signed, salt=SALT))
    except (signing.BadSignature, User.DoesNotExist):
        raise Conflict(
            _("This link is damaged. Copy it whole, or sign in and look into your settings.")
        ) from None
