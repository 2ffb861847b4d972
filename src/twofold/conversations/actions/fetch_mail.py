"""Fetching what is new in a mailbox. Nothing changes on the server before it is kept here."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from imap_tools import BaseMailBox

from twofold.conversations.actions.receive import LARGEST, Fetched, keep_raw
from twofold.conversations.channels.mail.imap import (
    MailboxTrouble,
    bodies,
    mark_seen,
    sizes_and_times,
    uid_validity,
    uids_after,
)
from twofold.conversations.models import Mailbox

MOST_AT_ONCE = 20
BYTES_AT_ONCE = 20 << 20
OVERLAP = timedelta(days=3)


def fetch_new(mailbox: Mailbox, box: BaseMailBox, *, clock: Callable[[], datetime]) -> int:
    """Keep every mail that came since the last time. When the server has numbered its mails anew, recent ones are fetched again
    and known by their bytes.

    :returns: how many were fetched
    :raises MailboxTrouble: if they cannot be kept
    """
    since = _begin(mailbox, box, clock())
    uids = uids_after(box, mailbox.last_uid, since=since)
    for chunk in _chunks(uids, box):
        fetched = list(_fetched(box, chunk, mailbox.uid_validity, clock()))
        _keep(mailbox, fetched)
        mailbox.last_uid = max(uid for uid, _size, _time in chunk)
        _note(mailbox, clock())
        mark_seen(box, [one.uid for one in fetched])
    _note(mailbox, clock())
    return len(uids)


def _keep(mailbox: Mailbox, fetched: Sequence[Fetched]) -> None:
    try:
        keep_raw(mailbox.channel, fetched)
    except OSError as error:
        sentence = _("What came cannot be kept here: %(reason)s. It stays on the mail server until it can.")
        raise MailboxTrouble(sentence % {"reason": error.strerror or error}) from error


def _begin(mailbox: Mailbox, box: BaseMailBox, now: datetime) -> datetime | None:
    """Find out whether `last_uid` still counts.

    :returns: from which day on to look at mails, None for all
    """
    validity = uid_validity(box, mailbox.imap_folder)
    if validity == mailbox.uid_validity:
        return None
    is_first = mailbox.uid_validity is None
    mailbox.uid_validity, mailbox.last_uid = validity, 0
    if mailbox.channel.settings.get("takes_existing"):
        return None
    if is_first:
        mailbox.last_uid = max(uids_after(box, 0), default=0)
        return None
    return (mailbox.fetched_at or now) - OVERLAP


Sized = tuple[int, int, datetime | None]


def _chunks(uids: Sequence[int], box: BaseMailBox) -> Iterator[list[Sized]]:
    """Number, size and time of a few mails at once, not too many bytes together."""
    for start in range(0, len(uids), MOST_AT_ONCE):
        told = sizes_and_times(box, uids[start : start + MOST_AT_ONCE])
        chunk: list[Sized] = []
        for uid, (size, arrived) in sorted(told.items()):
            if chunk and sum(one[1] for one in chunk) + size > BYTES_AT_ONCE:
                yield chunk
                chunk = []
            chunk.append((uid, size, arrived))
        if chunk:
            yield chunk


def _fetched(
    box: BaseMailBox, chunk: Sequence[Sized], validity: int | None, now: datetime
) -> Iterator[Fetched]:
    small = [uid for uid, size, _arrived in chunk if size <= LARGEST]
    large = [uid for uid, size, _arrived in chunk if size > LARGEST]
    too_large = _(
        "This mail has more than %(limit)s MB: only its headers were fetched. It is still on the mail server."
    )
    contents = bodies(box, small) | bodies(box, large, "HEADER")
    for uid, size, arrived in chunk:
        if uid in contents:  # else somebody has just removed it
            problem = too_large % {"limit": LARGEST >> 20} if size > LARGEST else ""
            yield Fetched(contents[uid], min(arrived or now, now), uid, validity, problem)


def _note(mailbox: Mailbox, now: datetime) -> None:
    mailbox.fetched_at = now
    mailbox.save(update_fields=["uid_validity", "last_uid", "fetched_at"])
