"""Taking mails out of the outbox: compare-and-set, with a lease; those who must not be written to are left out here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from twofold.conversations.models import HouseMail, OutgoingMail
from twofold.conversations.outbox.composing import letters_for
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.letters import Letter
from twofold.conversations.outbox.outlets import Outlets
from twofold.directory.models import ContactPoint

LEASE = timedelta(minutes=15)
State = OutgoingMail.State
UNWANTED = {
    ContactPoint.Delivery.BOUNCES: "This address does not exist any more.",
    ContactPoint.Delivery.OBJECTED: "This address has marked our mail as unwanted.",
}
TOO_LATE = "It would have come too late to be of any use."
OF_MAIL = ("pk", "attempts", "created_at", "recipient", "channel_id", "message_id", "rank")
OF_MESSAGE = (
    *("conversation_id", "recipients", "subject", "body", "quoted", "header_id", "references"),
    *("is_automatic", "happened_at", "withdrawn_at"),
)
COLUMNS = (*OF_MAIL, *(f"message__{name}" for name in OF_MESSAGE))


@dataclass(frozen=True)
class Room:
    """What may be claimed now.

    :param outlets: id of each channel that may be served → how it sends; None is the house itself
    :param full: (ids of channels, domain) that get no more for the moment
    :param urgent: the same for what somebody waits for; nothing else fills it up
    """

    outlets: Outlets
    full: Sequence[tuple[Collection[int | None], str]] = ()
    urgent: "Room | None" = None

    def due(self) -> Q:
        """The mails for which there is room."""
        here = of_channels(self.outlets)
        for channels, domain in self.full:
            here &= ~(of_channels(channels) & Q(domain=domain))
        return here | Q(rank=OutgoingMail.Rank.URGENT) & self.urgent.due() if self.urgent else here


def of_channels(ids: Collection[int | None]) -> Q:
    """The mails of these channels, and those of the house if None is among them."""
    known = Q(channel_id__in=[one for one in ids if one is not None])
    return known | Q(channel=None) if None in ids else known


def all_mails() -> QuerySet[OutgoingMail]:
    """The whole outbox, for the senders."""
    return OutgoingMail.objects.system("the outbox serves every unit")


def claim_mails(sender: str, *, room: Room, limit: int, now: datetime, journal: Journal) -> list[Letter]:
    """Take up to `limit` mails that are due.

    :param room: which channels and domains may be served now
    :param journal: is told before anything is committed
    """
    due = all_mails().filter(room.due(), state=State.WAITING, send_after__lte=now)
    if not due.exists():  # an idle sender takes no write lock
        return []
    with transaction.atomic():
        locked = due.select_for_update(skip_locked=True).order_by("rank", "send_after", "pk")
        ids = list(locked.values_list("pk", flat=True)[:limit])
        taken = _without_outdated(_without_unwanted(_without_withdrawn(_rows(ids), now), now), now)
        journal.claim(row.pk for row in taken)
        all_mails().filter(pk__in=[row.pk for row in taken]).update(
            state=State.CLAIMED,
            claimed_by=sender,
            claim_number=F("claim_number") + 1,
            lease_until=now + LEASE,
        )
    return letters_for(taken, room.urgent.outlets if room.urgent else room.outlets)


def extend_claims(sender: str, *, now: datetime) -> None:
    """Say that the sender is alive."""
    all_mails().filter(state=State.CLAIMED, claimed_by=sender).update(lease_until=now + LEASE)


def unwanted_among(addresses: Collection[str]) -> dict[str, str]:
    """The addresses that must not be written to → why."""
    points = ContactPoint.objects.system("whom we must not write to").filter(
        normalized__in=addresses, kind=ContactPoint.Kind.EMAIL, delivery__in=UNWANTED
    )
    return dict(points.values_list("normalized", "delivery"))


def _rows(ids: Sequence[int]) -> list[Any]:
    """The mails with their messages, as plain tuples: thousands of them pass here in a second."""
    rows = all_mails().filter(pk__in=ids).order_by("rank", "send_after", "pk")
    return list(rows.values_list(*COLUMNS, named=True))


def _without_withdrawn(rows: list[Any], now: datetime) -> list[Any]:
    withdrawn = [row.pk for row in rows if row.message__withdrawn_at]
    if withdrawn:
        all_mails().filter(pk__in=withdrawn).update(state=State.WITHDRAWN, finished_at=now)
    return [row for row in rows if not row.message__withdrawn_at]


def _without_unwanted(rows: list[Any], now: datetime) -> list[Any]:
    """Suppress those whose address bounces for good or has complained, as it stands at this moment."""
    unwanted = unwanted_among({row.recipient for row in rows})
    for delivery, why in UNWANTED.items():
        ids = [row.pk for row in rows if unwanted.get(row.recipient) == delivery]
        if ids:
            all_mails().filter(pk__in=ids).update(state=State.SUPPRESSED, answer=why, finished_at=now)
    return [row for row in rows if row.recipient not in unwanted]


def _without_outdated(rows: list[Any], now: datetime) -> list[Any]:
    """Leave out codes and links that are not valid any more: whoever waited for one has asked for another."""
    of_house = [row.pk for row in rows if row.message_id is None]
    outdated = set()
    if of_house:
        old = HouseMail.objects.filter(pk__in=of_house, valid_until__lte=now)
        outdated = set(old.values_list("pk", flat=True))
        old.update(content="")
        all_mails().filter(pk__in=outdated).update(state=State.FAILED, answer=TOO_LATE, finished_at=now)
    return [row for row in rows if row.pk not in outdated]
