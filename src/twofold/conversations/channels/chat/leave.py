"""What a visitor does beside talking: leave an address, end the chat, and ask for a copy of it.

A copy repeats what they themselves have written, so it only goes to an address that is proven to be theirs, by a code.
"""

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest

from django.db import transaction
from django.utils import formats
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from twofold.accounts.actions.tries import Limit, claim_try
from twofold.conversations.actions.ticks import tick
from twofold.conversations.channels.chat.news import said_in_chat
from twofold.conversations.channels.chat.say import key_of
from twofold.conversations.channels.public.answers import mailbox_of
from twofold.conversations.models import Channel, Conversation, ConversationParty, Message, Visitor
from twofold.conversations.outbox.queueing import put_in_outbox
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models.normal_forms import normal_email

DIGITS = 6
CODE_LASTS = timedelta(minutes=15)
Role = ConversationParty.Role


@transaction.atomic
def leave_address(visitor: Visitor, address: str, *, now: datetime) -> None:
    """Say where to answer once the page is closed. Typed is not proven: it is nobody's in particular.

    :raises BadInput: if it is no address
    :raises TooSoon: if it changes again and again
    """
    given = normal_email(address)
    if given == visitor.address:
        return
    claim_try([Limit(("chat-address", visitor.pk), free=5)], now=now)
    takes_part = ConversationParty.objects.filter(conversation_id=visitor.conversation_id, party=None)
    takes_part.filter(role=Role.REQUESTER, address=visitor.address).exclude(address="").delete()
    ConversationParty.objects.bulk_create(
        [ConversationParty(conversation_id=visitor.conversation_id, address=given, role=Role.REQUESTER)],
        ignore_conflicts=True,
    )
    said = Message.objects.system("their own words are known to be theirs")
    said.filter(external_key__startswith=key_of(visitor.pk, "in", "")).update(author_address=given)
    visitor.address, visitor.is_address_proven, visitor.code_hash = given, False, ""
    visitor.save(update_fields=["address", "is_address_proven", "code_hash"])
    tick([visitor.conversation.unit_id])


def end_chat(visitor: Visitor, *, now: datetime) -> None:
    """Leave for good: the secret opens nothing any more. What waits for an answer goes on waiting."""
    Visitor.objects.filter(pk=visitor.pk, ended_at=None).update(ended_at=now)
    tick([visitor.conversation.unit_id])


def require_copyable(channel: Channel, visitor: Visitor, network: str, *, now: datetime) -> None:
    """Whether a code may be sent to the address of a visitor.

    :raises BadInput: if there is no address
    :raises Conflict: if no mailbox sends for this chat
    :raises TooSoon: if too many were asked for of late
    """
    if not visitor.address:
        raise BadInput(_("Say to which address the copy should go."), field="address")
    if mailbox_of(channel) is None:
        raise Conflict(_("We cannot send copies just now."))
    limits = [
        Limit(("chat-copy", "address", visitor.address), free=2),
        Limit(("chat-copy", "network", network), free=10),
    ]
    claim_try(limits, now=now)


def new_code(visitor: Visitor, *, now: datetime) -> str:
    """A code for their address; an earlier one stops working."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    visitor.code_hash, visitor.code_until = _hash(visitor, code), now + CODE_LASTS
    visitor.save(update_fields=["code_hash", "code_until"])
    return code


@transaction.atomic
def send_copy(channel: Channel, visitor: Visitor, code: str, *, now: datetime) -> Message:
    """Mail a copy of the chat to the address from which the code came back. Each code is good once.

    :raises TooSoon: if too many codes were tried
    :raises BadInput: if it is wrong or too old
    :raises Conflict: if no mailbox sends for this chat
    """
    visitor = (
        Visitor.objects.select_for_update(of=("self",)).select_related("conversation").get(pk=visitor.pk)
    )
    is_due = visitor.code_until is not None and visitor.code_until > now
    if not is_due or not compare_digest(visitor.code_hash, _hash(visitor, "".join(code.split()))):
        raise BadInput(_("This code is wrong or too old. Ask for a new one."), field="code")
    visitor.code_hash, visitor.code_until, visitor.is_address_proven = "", None, True
    visitor.save(update_fields=["code_hash", "code_until", "is_address_proven"])
    mailbox = mailbox_of(channel)
    if mailbox is None:
        raise Conflict(_("We cannot send copies just now."))
    message = Message.objects.create(
        conversation=visitor.conversation,
        direction=Message.Direction.OUT,
        medium=Message.Medium.MAIL,
        recipients={"to": [visitor.address]},
        subject=_("A copy of our chat"),
        body=_copy(visitor),
        is_automatic=True,
        happened_at=now,
        created_at=now,
    )
    put_in_outbox(message, now, channel=mailbox)
    rows = Conversation.objects.system("it has one message more").filter(pk=visitor.conversation_id)
    rows.update(message_count=visitor.conversation.message_count + 1)
    tick([visitor.conversation.unit_id])
    return message


def claim_code_try(visitor: Visitor, *, now: datetime) -> None:
    """Count a try before it is looked at whether the code is right, whatever becomes of it.

    :raises TooSoon: saying when to try again
    """
    claim_try([Limit(("chat-code", visitor.pk), free=5)], now=now)


def _copy(visitor: Visitor) -> str:
    lines = []
    for message in said_in_chat(visitor):
        is_ours = message.direction == Message.Direction.OUT
        who = message.author.name if is_ours and message.author_id else _("We") if is_ours else _("You")
        when = formats.date_format(message.happened_at, "Y-m-d H:i")
        lines.append(f"{when} UTC, {who}:\n{message.body}")
    return "\n\n".join(lines)


def _hash(visitor: Visitor, code: str) -> str:
    said = f"{visitor.pk}\n{visitor.address}\n{code}"
    return salted_hmac("twofold.chat_code", said, algorithm="sha256").hexdigest()
