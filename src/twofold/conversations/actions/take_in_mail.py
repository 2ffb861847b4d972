"""Taking in what waits in a mailbox, so that one mail that cannot be taken in holds up no other."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from twofold.conversations.actions.make_messages import make_messages
from twofold.conversations.models import RawMessage

log = logging.getLogger("twofold.mail")
State = RawMessage.State
AT_ONCE = 20
MOST_TRIES = 3


def waiting_mail(channel_id: int) -> QuerySet[RawMessage]:
    """What of a channel is still to be taken in, oldest first."""
    rows = RawMessage.objects.system("mail is taken in for whoever it is for")
    waiting = rows.filter(channel_id=channel_id, state=State.WAITING)
    return waiting.exclude(state=State.TAKEN).order_by("pk")  # as the index says


def take_in_waiting(channel_id: int, *, clock: Callable[[], datetime], until: datetime | None = None) -> int:
    """Take in what waits in a channel: some mails at once, and one by one where that failed, to find the one at fault.

    A try is noted before it is made, so that it also counts when the worker dies of it.

    :param until: when to stop although more may wait
    :returns: how many were dealt with
    """
    dealt_with = 0
    while (until is None or clock() < until) and (chunk := _next(channel_id)):
        ids = [raw.pk for raw in chunk]
        if chunk[0].attempts >= MOST_TRIES:
            _set_aside(channel_id, ids)
            continue
        waiting_mail(channel_id).filter(pk__in=ids).update(attempts=F("attempts") + 1)
        try:
            dealt_with += make_messages(ids, now=clock())
        except (OperationalError, InterfaceError):  # the database's trouble, not the mail's
            raise
        except Exception:
            log.exception("mails %s could not be taken in", ids)
    return dealt_with


def _next(channel_id: int) -> Sequence[RawMessage]:
    """The oldest mails that were never tried, up to the first that was; or that one alone."""
    oldest = list(waiting_mail(channel_id).only("attempts")[:AT_ONCE])
    if oldest and oldest[0].attempts:
        return oldest[:1]
    tried = next((place for place, raw in enumerate(oldest) if raw.attempts), len(oldest))
    return oldest[:tried]


def _set_aside(channel_id: int, ids: Sequence[int]) -> None:
    problem = _("It could not be taken in. The original is kept; look at it, then try again or discard it.")
    waiting_mail(channel_id).filter(pk__in=ids).update(state=State.SET_ASIDE, problem=problem)
