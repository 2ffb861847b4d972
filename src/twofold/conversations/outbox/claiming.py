"""Taking mails out of the outbox: compare-and-set, with a lease; those who must not be written to are left out here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from twofold.conversations.models import Message, OutgoingMail
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.letters import Enclosed, Letter
from twofold.conversations.outbox.outlets import Outlet
from twofold.conversations.outbox.server import Envelope
from twofold.conversations.outbox.tokens import bounce_address, reference
from twofold.directory.models import ContactPoint
from twofold.files.models import Attachment
from twofold.files.queries.paths import path_of

LEASE = timedelta(minutes=15)
State = OutgoingMail.State
UNWANTED = {
    ContactPoint.Delivery.BOUNCES: "This address does not exist any more.",
    ContactPoint.Delivery.OBJECTED: "This address has marked our mail as unwanted.",
}
OF_MAIL = ("pk", "attempts", "created_at", "recipient", "channel_id", "message_id")
OF_MESSAGE = (
    *("conversation_id", "recipients", "subject", "body", "quoted", "header_id", "references"),
    *("is_automatic", "happened_at", "withdrawn_at"),
)
COLUMNS = (*OF_MAIL, *(f"message__{name}" for name in OF_MESSAGE))


@dataclass(frozen=True)
class Room:
    """What may be claimed now.

    :param outlets: id of each channel that may be served → how it sends
    :param full: (ids of channels, domain) that get no more for the moment
    """

    outlets: Mapping[int, Outlet]
    full: Sequence[tuple[Sequence[int], str]] = ()


def all_mails() -> QuerySet[OutgoingMail]:
    """The whole outbox, for the senders."""
    return OutgoingMail.objects.system("the outbox serves every unit")


def claim_mails(sender: str, *, room: Room, limit: int, now: datetime, journal: Journal) -> list[Letter]:
    """Take up to `limit` mails that are due.

    :param room: which channels and domains may be served now
    :param journal: is told before anything is committed
    """
    due = all_mails().filter(state=State.WAITING, send_after__lte=now, channel_id__in=room.outlets)
    for channels, domain in room.full:
        due = due.exclude(channel_id__in=channels, domain=domain)
    if not room.outlets or not due.exists():  # an idle sender takes no write lock
        return []
    with transaction.atomic():
        locked = due.select_for_update(skip_locked=True).order_by("send_after", "pk")
        ids = list(locked.values_list("pk", flat=True)[:limit])
        taken = _without_unwanted(_without_withdrawn(_rows(ids), now), now)
        journal.claim(row.pk for row in taken)
        all_mails().filter(pk__in=[row.pk for row in taken]).update(
            state=State.CLAIMED,
            claimed_by=sender,
            claim_number=F("claim_number") + 1,
            lease_until=now + LEASE,
        )
    return _letters(taken, room.outlets)


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
    rows = all_mails().filter(pk__in=ids).order_by("send_after", "pk")
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


def _letters(rows: list[Any], outlets: Mapping[int, Outlet]) -> list[Letter]:
    files: dict[int, list[Enclosed]] = {}
    attached = Attachment.objects.system("what goes with a message").filter(
        subject_kind=Message._meta.label_lower, subject_id__in={row.message_id for row in rows}
    )
    for one in attached.select_related("file").order_by("pk"):
        enclosed = Enclosed(one.name, one.content_type, path_of(one.file.sha256))
        files.setdefault(one.subject_id, []).append(enclosed)
    return [_letter(row, outlets[row.channel_id], tuple(files.get(row.message_id, ()))) for row in rows]


def _letter(row: Any, outlet: Outlet, files: tuple[Enclosed, ...]) -> Letter:
    return Letter(
        mail_id=row.pk,
        attempts=row.attempts,
        created_at=row.created_at,
        outlet=outlet,
        envelope=Envelope(bounce_address(outlet.address, row.pk), row.recipient),
        to=tuple(row.message__recipients.get("to", ())),
        cc=tuple(row.message__recipients.get("cc", ())),
        subject=row.message__subject,
        text=row.message__body,
        quoted=row.message__quoted,
        mark=reference(row.message__conversation_id),
        header_id=row.message__header_id,
        references=tuple(row.message__references),
        is_automatic=row.message__is_automatic,
        written_at=row.message__happened_at,
        files=files,
    )
