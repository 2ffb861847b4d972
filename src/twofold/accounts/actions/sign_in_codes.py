"""Signing in by a code sent to one's address: for customers, who choose no password.

Nobody learns here whether an address is known: a page answers the same to all, and the worker alone looks (`accounts.tasks`).
"""

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from twofold.accounts.models import SignInCode, User
from twofold.accounts.queries.actors import actor_for
from twofold.accounts.queries.customers import needs_password, person_at
from twofold.core.actor import ActingSide
from twofold.core.errors import Conflict
from twofold.directory.models import Party
from twofold.timeline.actions.record import record

LASTS = timedelta(minutes=15)
DIGITS = 6
MOST_TRIES = 5
WRONG = _("This code is wrong or too old. Ask for a new one.")


@transaction.atomic
def new_sign_in_code(address: str, *, now: datetime) -> str:
    """A code for an address; an earlier one stops working. It is known to nobody but whoever reads the mail.

    :param address: in normal form
    """
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    SignInCode.objects.update_or_create(
        key=_key(address),
        defaults={"code_hash": _hash(address, code), "expires_at": now + LASTS, "tries": 0},
    )
    return code


def use_sign_in_code(address: str, code: str, *, now: datetime) -> User:
    """Let in whoever was sent this code, the first time with a new account.

    :param address: in normal form
    :raises Conflict: if it is wrong, too old, used, was tried too often, or the address is nobody's by now
    """
    if not _is_right(address, code, now):
        raise Conflict(WRONG)
    with transaction.atomic():
        person = person_at(address)
        if person is None or needs_password(person):
            raise Conflict(WRONG)
        return _account_of(person, address, now)


def forget_sign_in_codes(*, now: datetime) -> int:
    """Delete the codes that are good no more.

    :returns: how many
    """
    return SignInCode.objects.filter(expires_at__lt=now).delete()[0]


@transaction.atomic
def _is_right(address: str, code: str, now: datetime) -> bool:
    """Count a try, and use the code up if it is the right one."""
    left = SignInCode.objects.filter(key=_key(address), expires_at__gt=now, tries__lt=MOST_TRIES)
    if not left.update(tries=F("tries") + 1):
        return False
    held = SignInCode.objects.select_for_update().get(key=_key(address))
    is_right = compare_digest(held.code_hash, _hash(address, "".join(code.split())))
    if is_right:
        held.delete()
    return is_right


def _account_of(person: Party, address: str, now: datetime) -> User:
    user = User.objects.filter(person=person, is_active=True).order_by("pk").first()
    if user:
        return user
    if User.objects.filter(person=person).exists():  # it was closed
        raise Conflict(WRONG)
    user = User(email=address, person=person, created_at=now)
    user.set_unusable_password()
    user.save(force_insert=True)
    actor = actor_for(user, ActingSide.PORTAL)
    record("accounts.customer_let_in", subject=user, actor=actor, now=now, unit_id=None, parties=[person.pk])
    return user


def _key(address: str) -> str:
    return salted_hmac("twofold.sign_in_code.address", address, algorithm="sha256").hexdigest()


def _hash(address: str, code: str) -> str:
    return salted_hmac("twofold.sign_in_code", f"{address}\n{code}", algorithm="sha256").hexdigest()
