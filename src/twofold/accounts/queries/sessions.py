"""Who a session stands for, found out by the shortest way: for what is asked again and again and needs no page."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Actor

STORED = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
HOLDER = "SELECT person_id, password, sign_outs, is_active FROM accounts_user WHERE id = %s"


def stored_session(key: str) -> Mapping[str, Any]:
    """What a session that has not expired holds; nothing without one."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with (
        connection.cursor() as cursor
    ):  # every few seconds for everyone: the ORM would take several times as long
        cursor.execute(STORED, [key, now])
        row = cursor.fetchone()
    return SessionStore().decode(row[0]) if row else {}


def staff_behind(session: Mapping[str, Any]) -> Actor | None:
    """The actor whom a session stands for on the side of the staff; None where only the usual way can tell.

    The same is asked of it as there: a backend of ours, a live account, and a password and sign-outs that are still those of
    its beginning.
    """
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    pk = User._meta.pk.to_python(session[SESSION_KEY])
    with connection.cursor() as cursor:
        cursor.execute(HOLDER, [pk])
        row = cursor.fetchone()
    if row is None:
        return None
    user = User(pk=pk, **dict(zip(("person_id", "password", "sign_outs", "is_active"), row, strict=True)))
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    return actor_for(user, ActingSide.STAFF)
