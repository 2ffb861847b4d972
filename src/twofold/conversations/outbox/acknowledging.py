"""The immediate acknowledgement: that something was received, in words of our own only, and never too often.

Anyone can write in anyone's name. So the mail repeats nothing of what came, not even its subject, and one address gets one in
24 hours and three in seven days, whatever is sent in its name and however it came.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.conversations.actions.ticks import tick
from twofold.conversations.models import AutomaticAnswer, Conversation, Message
from twofold.conversations.outbox.queueing import put_in_outbox
from twofold.directory.models import ContactPoint

SHORT, LONG = timedelta(hours=24), timedelta(days=7)
MOST_IN_LONG = 3


@transaction.atomic
def acknowledge(received: Message, *, now: datetime, language: str = "") -> Message | None:
    """Tell the sender of a first message that it was received and will be answered.

    The caller has seen that its headers allow an automatic answer (`channels.mail.loops.hush`).

    :returns: the acknowledgement; None when there must be none
    """
    conversation, address = received.conversation, received.author_address
    channel = conversation.channel
    if not address or channel is None or not hasattr(channel, "mailbox") or not channel.mailbox.acknowledges:
        return None
    if received.is_automatic or received.is_list_mail or not _is_trusted(received):
        return None
    digest = hashlib.sha256(address.encode()).hexdigest()
    _one_at_a_time(digest)
    if _had_enough(digest, now):
        return None
    AutomaticAnswer.objects.create(channel=channel, address_digest=digest, answered_at=now)
    with translation.override(language or translation.get_language()):
        subject, body = _("We have received your message"), _words()
    message = Message.objects.create(
        conversation=conversation,
        direction=Message.Direction.OUT,
        medium=Message.Medium.MAIL,
        recipients={"to": [address]},
        subject=subject,
        body=body,
        is_automatic=True,
        happened_at=now,
        created_at=now,
    )
    put_in_outbox(message, now)
    Conversation.objects.system("it has one message more").filter(pk=conversation.pk).update(
        message_count=F("message_count") + 1
    )
    tick([conversation.unit_id])
    return message


def _words() -> str:
    return _(
        "Thank you for writing to us. Your message has reached us, and a person will answer it.\n\n"
        "If you want to add something, reply to this mail."
    )


def _is_trusted(received: Message) -> bool:
    """Whether the mail is proven to come from the address, or somebody here knows the address."""
    known = ContactPoint.objects.system("is it someone whom we know?").filter(
        kind=ContactPoint.Kind.EMAIL, normalized=received.author_address
    )
    return received.is_verified or known.exists()


def _one_at_a_time(digest: str) -> None:
    """Wait for whoever decides about the same address; on SQLite nobody else writes anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _had_enough(digest: str, now: datetime) -> bool:
    answered = AutomaticAnswer.objects.filter(address_digest=digest, answered_at__gt=now - LONG)
    moments = sorted(answered.values_list("answered_at", flat=True))
    return len(moments) >= MOST_IN_LONG or bool(moments and moments[-1] > now - SHORT)
