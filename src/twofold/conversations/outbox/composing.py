"""Making letters of what was claimed: one question for each kind of thing, whatever their number."""

from typing import Any

from twofold.conversations.models import HouseMail, Message, OutgoingMail
from twofold.conversations.outbox.letters import Answer, Enclosed, HouseLetter, Letter
from twofold.conversations.outbox.outlets import Outlet, Outlets
from twofold.conversations.outbox.server import Envelope
from twofold.conversations.outbox.tokens import bounce_address, reference
from twofold.files.models import Attachment
from twofold.files.queries.paths import path_of

URGENT = OutgoingMail.Rank.URGENT
Files = tuple[Enclosed, ...]


def letters_for(rows: list[Any], outlets: Outlets) -> list[Letter]:
    """The letters for rows of the outbox, in the same order."""
    files = _files([row.message_id for row in rows if row.message_id])
    of_house = HouseMail.objects.in_bulk([row.pk for row in rows if not row.message_id])
    return [
        _answer(row, outlets[row.channel_id], files.get(row.message_id, ()))
        if row.message_id
        else _house_letter(row, outlets[row.channel_id], of_house[row.pk])
        for row in rows
    ]


def _files(messages: list[int]) -> dict[int, Files]:
    files: dict[int, Files] = {}
    attached = Attachment.objects.system("what goes with a message").filter(
        subject_kind=Message._meta.label_lower, subject_id__in=messages
    )
    for one in attached.select_related("file").order_by("pk"):
        enclosed = Enclosed(one.name, one.content_type, path_of(one.file.sha256))
        files[one.subject_id] = (*files.get(one.subject_id, ()), enclosed)
    return files


def _house_letter(row: Any, outlet: Outlet, mail: HouseMail) -> HouseLetter:
    return HouseLetter(
        mail_id=row.pk,
        attempts=row.attempts,
        created_at=row.created_at,
        outlet=outlet,
        envelope=Envelope(mail.return_path, row.recipient),
        is_urgent=row.rank == URGENT,
        sealed=mail.content,
    )


def _answer(row: Any, outlet: Outlet, files: Files) -> Answer:
    return Answer(
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
