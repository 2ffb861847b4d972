"""When a mail will not arrive: its conversation waits for somebody again, and an address that is gone is known to be."""

import re
from collections.abc import Mapping
from datetime import datetime

from twofold.accounts.queries.actors import HOUSE
from twofold.conversations.actions.ticks import tick
from twofold.conversations.models import Conversation, OutgoingMail
from twofold.directory.models import ContactPoint
from twofold.timeline.actions import record

NO_SUCH_ADDRESS = re.compile(r"^5\d\d[ -].*?\b5\.1\.(1|2|3|10)\b")
RETURNED = "conversations.mail_returned"


def note_undelivered(answers: Mapping[int, str], *, now: datetime) -> None:
    """Note that mails will not arrive, in the transaction that says so.

    :param answers: id of each mail → what the server said last
    """
    rows = OutgoingMail.objects.system("they will not arrive").filter(pk__in=answers)
    for row in rows.select_related("message__conversation").order_by("pk"):
        if NO_SUCH_ADDRESS.search(answers[row.pk]):
            _mark_gone(row.recipient, answers[row.pk], now)
        if row.message is None:
            continue
        conversation = row.message.conversation
        if not row.message.is_automatic:
            _ask_for_attention(conversation)
        record(
            RETURNED,
            subject=conversation,
            actor=HOUSE,
            now=now,
            unit_id=conversation.unit_id,
            parties=() if conversation.is_restricted else [conversation.party_id],
            details={"message": row.message_id},
        )


def _mark_gone(address: str, answer: str, now: datetime) -> None:
    points = ContactPoint.objects.system("mail to it was refused for good").filter(
        kind=ContactPoint.Kind.EMAIL, normalized=address
    )
    points.exclude(delivery=ContactPoint.Delivery.OBJECTED).update(
        delivery=ContactPoint.Delivery.BOUNCES, delivery_since=now, delivery_answer=answer[:300]
    )


def _ask_for_attention(conversation: Conversation) -> None:
    Conversation.objects.system("an answer will not arrive").filter(pk=conversation.pk).update(
        needs_answer=True, state=Conversation.State.OPEN
    )
    tick([conversation.unit_id])
