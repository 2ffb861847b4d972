"""Making messages of kept mail: each by itself, so that one that cannot be read holds up no other."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from twofold.conversations.actions.mail_reports import heed_report
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.mail.loops import hush, is_flood
from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.threading import find_place
from twofold.conversations.channels.mail.understood import understood
from twofold.conversations.models import Conversation, Message, RawMessage
from twofold.conversations.outbox.acknowledging import acknowledge
from twofold.conversations.queries.mail_people import own_addresses
from twofold.conversations.queries.mail_places import suggested_conversations
from twofold.files.queries.paths import open_stored

log = logging.getLogger("twofold.mail")
State = RawMessage.State
MOST_TRIES = 2
AN_HOUR = timedelta(hours=1)


def waiting_mail(channel_id: int) -> QuerySet[RawMessage]:
    """What of a channel is still to be taken in, oldest first."""
    rows = RawMessage.objects.system("mail is taken in for whoever it is for")
    return rows.filter(channel_id=channel_id, state=State.WAITING).order_by("pk")


def take_in_waiting(channel_id: int, *, clock: Callable[[], datetime]) -> int:
    """Take in what is waiting in a channel. A mail on which this stumbles, or dies, more than twice is set aside.

    :returns: how many were dealt with
    """
    dealt_with = 0
    while raw := waiting_mail(channel_id).first():
        if raw.attempts >= MOST_TRIES:
            _set_aside(raw)
            continue
        waiting_mail(channel_id).filter(pk=raw.pk).update(attempts=F("attempts") + 1)
        try:
            take_in_raw(raw.pk, now=clock())
        except (OperationalError, InterfaceError):  # the database's trouble, not the mail's
            raise
        except Exception:
            log.exception("%s could not be taken in", raw)
        else:
            dealt_with += 1
    return dealt_with


def _set_aside(raw: RawMessage) -> None:
    problem = _("It could not be taken in. The original is kept; look at it, then try again or discard it.")
    waiting_mail(raw.channel_id).filter(pk=raw.pk).update(state=State.SET_ASIDE, problem=problem)


@transaction.atomic
def take_in_raw(raw_id: int, *, now: datetime) -> Message | None:
    """Make of one kept mail a message, the news of a bounce, or something held back for somebody to look at.

    :returns: the message, if it became one
    """
    rows = RawMessage.objects.system("mail is taken in for whoever it is for").select_related(
        "channel__mailbox", "file"
    )
    raw = rows.select_for_update(of=("self",)).get(pk=raw_id)
    if raw.state != State.WAITING:
        return None
    with open_stored(raw.file.sha256) as content:
        mail = parse_mail(content.read())
    if heed_report(mail, now=now):
        return _done(raw, State.REPORT)
    if not raw.is_released and _is_too_much(mail, now):
        return _done(raw, State.HELD, _("Its sender sent more than 20 mails within an hour."))
    own = own_addresses()
    place = find_place(mail, suggested_conversations(mail))
    conversation = _locked(place.conversation_id) if place.conversation_id else None
    arrived = understood(mail, raw, conversation=conversation, own=own, happened_at=raw.arrived_at)
    message = take_in(arrived, now=now)
    if conversation is None:
        _welcome(message, mail, own, now)
    _done(raw, State.TAKEN, raw.problem)
    return message


def _locked(pk: int) -> Conversation:
    rows = Conversation.objects.system("a participant wrote in it").select_related("channel")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def _is_too_much(mail: ParsedMail, now: datetime) -> bool:
    if mail.sender is None:
        return False
    received = Message.objects.system("how much a sender sends").filter(
        direction=Message.Direction.IN, author_address=mail.sender.email, created_at__gt=now - AN_HOUR
    )
    return is_flood(received.count() + 1)


def _welcome(message: Message, mail: ParsedMail, own: Collection[str], now: datetime) -> None:
    """Tell a person who begins a conversation that they were heard. Mail from a list is kept, but waits for nobody."""
    if message.is_list_mail:
        message.conversation.state = Conversation.State.CLOSED
        message.conversation.save(update_fields=["state"])
    elif hush(mail, own_addresses=own) is None:
        acknowledge(message, now=now)


def _done(raw: RawMessage, state: str, problem: str = "") -> None:
    raw.state, raw.problem = state, problem
    raw.save(update_fields=["state", "problem"])
