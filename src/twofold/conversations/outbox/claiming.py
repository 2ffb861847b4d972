"""Taking mails out of the outbox: compare-and-set, with a lease; those who must not be written to are left out here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from twofold.conversations.models import Message, OutgoingMail
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.letters import Enclosed, Letter
from twofold.conversations.outbox.smtp import Envelope, Server
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


@dataclass(frozen=True)
class Room:
    """What may be claimed now.

    :param servers: id of each channel that may be served → its server
    :param full: (ids of channels, domain) that get no more for the moment
    """

    servers: Mapping[int, Server]
    full: Sequence[tuple[Sequence[int], str]] = ()


def all_mails() -> QuerySet[OutgoingMail]:
    """The whole outbox, for the senders."""
    return OutgoingMail.objects.system("the outbox serves every unit")


def claim_mails(sender: str, *, room: Room, limit: int, now: datetime, journal: Journal) -> list[Letter]:
    """Take up to `limit` mails that are due.

    :param room: which channels and domains may be served now
    :param journal: is told before anything is committed
    """
    due = all_mails().filter(state=State.WAITING, send_after__lte=now, channel_id__in=room.servers)
    for channels, domain in room.full:
        due = due.exclude(channel_id__in=channels, domain=domain)
    if not room.servers or not due.exists():  # an idle sender takes no write lock
        return []
    with transaction.atomic():
        due = due.select_for_update(skip_locked=True, of=("self",)).order_by("send_after", "pk")
        rows = list(due.select_related("message", "channel__mailbox")[:limit])
        taken = _without_unwanted([row for row in rows if not _is_withdrawn(row)], now)
        _withdraw([row for row in rows if _is_withdrawn(row)], now)
        ids = [row.pk for row in taken]
        journal.claim(ids)
        all_mails().filter(pk__in=ids).update(
            state=State.CLAIMED,
            claimed_by=sender,
            claim_number=F("claim_number") + 1,
            lease_until=now + LEASE,
        )
    return _letters(taken, room.servers)


def extend_claims(sender: str, *, now: datetime) -> None:
    """Say that the sender is alive."""
    all_mails().filter(state=State.CLAIMED, claimed_by=sender).update(lease_until=now + LEASE)


def _is_withdrawn(row: OutgoingMail) -> bool:
    return row.message.withdrawn_at is not None


def _withdraw(rows: list[OutgoingMail], now: datetime) -> None:
    if rows:
        all_mails().filter(pk__in=[row.pk for row in rows]).update(state=State.WITHDRAWN, finished_at=now)


def _without_unwanted(rows: list[OutgoingMail], now: datetime) -> list[OutgoingMail]:
    """Suppress those whose address bounces for good or has complained, as it stands at this moment."""
    points = ContactPoint.objects.system("whom we must not write to").filter(
        normalized__in={row.recipient for row in rows},
        kind=ContactPoint.Kind.EMAIL,
        delivery__in=UNWANTED,
    )
    unwanted = dict(points.values_list("normalized", "delivery"))
    for delivery, why in UNWANTED.items():
        ids = [row.pk for row in rows if unwanted.get(row.recipient) == delivery]
        if ids:
            all_mails().filter(pk__in=ids).update(state=State.SUPPRESSED, answer=why, finished_at=now)
    return [row for row in rows if row.recipient not in unwanted]


def _letters(rows: list[OutgoingMail], servers: Mapping[int, Server]) -> list[Letter]:
    files: dict[int, list[Enclosed]] = {}
    attached = Attachment.objects.system("what goes with a message").filter(
        subject_kind=Message._meta.label_lower, subject_id__in={row.message_id for row in rows}
    )
    for one in attached.select_related("file").order_by("pk"):
        enclosed = Enclosed(one.name, one.content_type, path_of(one.file.sha256))
        files.setdefault(one.subject_id, []).append(enclosed)
    return [_letter(row, servers[row.channel_id], tuple(files.get(row.message_id, ()))) for row in rows]


def _letter(row: OutgoingMail, server: Server, files: tuple[Enclosed, ...]) -> Letter:
    message, box = row.message, row.channel.mailbox
    return Letter(
        mail_id=row.pk,
        attempts=row.attempts,
        created_at=row.created_at,
        server=server,
        envelope=Envelope(bounce_address(box.address, row.pk), row.recipient),
        sender_name=box.sender_name or row.channel.name,
        sender=box.address,
        to=tuple(message.recipients.get("to", ())),
        cc=tuple(message.recipients.get("cc", ())),
        subject=message.subject,
        text=message.body,
        quoted=message.quoted,
        signature=box.signature,
        mark=reference(message.conversation_id),
        header_id=message.header_id,
        references=tuple(message.references),
        is_automatic=message.is_automatic,
        written_at=message.happened_at,
        files=files,
    )
