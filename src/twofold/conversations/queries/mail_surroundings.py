"""What has to be known around some mails to take them in, asked once for all of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.models import Message
from twofold.conversations.queries.mail_people import own_addresses, people_behind
from twofold.conversations.queries.mail_places import LONGEST_ID, ids_in_use
from twofold.core.setwise import among
from twofold.directory.models import Party

AN_HOUR = timedelta(hours=1)


@dataclass
class Surroundings:
    """It changes as mails are taken in.

    :param own: the addresses of all mailboxes
    :param people: address of a sender → the person to whom it belongs
    :param received: address of a sender → how many mails came from there within the last hour
    :param in_use: ids of messages that are here, as far as these mails name them
    """

    own: frozenset[str]
    people: dict[str, Party]
    received: Counter[str]
    in_use: set[str]

    def note(self, mail: ParsedMail) -> None:
        """A mail became a message."""
        if mail.sender:
            self.received[mail.sender.email] += 1
        if mail.message_id:
            self.in_use.add(mail.message_id[:LONGEST_ID])


def surroundings(mails: Iterable[ParsedMail], *, now: datetime) -> Surroundings:
    """What is around these mails now."""
    mails = list(mails)
    senders = sorted({mail.sender.email for mail in mails if mail.sender})
    received = Message.objects.system("how much a sender sends").filter(
        direction=Message.Direction.IN,
        medium=Message.Medium.MAIL,  # what strangers type into a form as their address counts against nobody
        author_address__in=among(senders),
        created_at__gt=now - AN_HOUR,
    )
    received = received.exclude(author_address="")  # as the index says
    counts = received.order_by().values("author_address").annotate(count=Count("pk"))
    return Surroundings(
        own=own_addresses(),
        people=people_behind(senders),
        received=Counter({row["author_address"]: row["count"] for row in counts}),
        in_use=ids_in_use(mails),
    )
