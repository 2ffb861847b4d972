"""Making messages of kept mail: some at once, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.actions.mail_reports import heed_report
from twofold.conversations.actions.take_in import make_heard, take_in_unheard
from twofold.conversations.channels.mail.loops import hush, is_flood
from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.threading import find_place
from twofold.conversations.channels.mail.understood import understood
from twofold.conversations.models import Conversation, Message, RawMessage
from twofold.conversations.outbox.acknowledging import acknowledge
from twofold.conversations.queries.mail_places import suggested_conversations
from twofold.conversations.queries.mail_surroundings import Surroundings, surroundings
from twofold.files.queries.paths import open_stored

State = RawMessage.State


@transaction.atomic
def make_messages(raw_ids: Sequence[int], *, now: datetime) -> int:
    """Make of each kept mail a message, the news of a bounce, or something held back for somebody to look at.

    :returns: how many were still waiting
    """
    rows = RawMessage.objects.system("mail is taken in for whoever it is for")
    locked = rows.filter(pk__in=raw_ids, state=State.WAITING).select_for_update(of=("self",))
    waiting = list(locked.select_related("channel__mailbox", "file").order_by("pk"))
    mails = [_read(raw) for raw in waiting]
    around, made = surroundings(mails, now=now), []
    for raw, mail in zip(waiting, mails, strict=True):
        raw.state, raw.problem = _become(raw, mail, around, made, now)
    make_heard(made)
    rows.bulk_update(waiting, ["state", "problem"])
    return len(waiting)


def _read(raw: RawMessage) -> ParsedMail:
    with open_stored(raw.file.sha256) as content:
        return parse_mail(content.read())


def _become(
    raw: RawMessage, mail: ParsedMail, around: Surroundings, made: list[Message], now: datetime
) -> tuple[str, str]:
    """:returns: the state of the kept mail afterwards, and why if it is not a message"""
    if heed_report(mail, now=now):
        return State.REPORT, ""
    if not raw.is_released and mail.sender and is_flood(around.received[mail.sender.email] + 1):
        return State.HELD, _("Its sender sent more than 20 mails within an hour.")
    place = find_place(mail, suggested_conversations(mail, in_use=around.in_use))
    conversation = _locked(place.conversation_id) if place.conversation_id else None
    arrived = understood(
        mail, raw, conversation=conversation, own=around.own, people=around.people, happened_at=raw.arrived_at
    )
    message = take_in_unheard(arrived, now=now)
    made.append(message)
    if conversation is None:
        _welcome(message, mail, around, now)
    around.note(mail)
    return State.TAKEN, raw.problem


def _locked(pk: int) -> Conversation:
    rows = Conversation.objects.system("a participant wrote in it").select_related("channel")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def _welcome(message: Message, mail: ParsedMail, around: Surroundings, now: datetime) -> None:
    """Tell a person who begins a conversation that they were heard. Mail from a list is kept, but waits for nobody."""
    if message.is_list_mail:
        message.conversation.state = Conversation.State.CLOSED
        message.conversation.save(update_fields=["state"])
    elif hush(mail, own_addresses=around.own) is None:
        acknowledge(message, now=now)
