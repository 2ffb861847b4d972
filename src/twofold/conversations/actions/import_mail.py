"""Importing mail of the past: every mail is kept, threads are rebuilt, and nobody is asked to answer anything.

Here headers alone decide what belongs together: whoever imports an archive vouches for it. Mail of lists is never taken for mail
of a customer.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.actions.archive_import import REASON, ArchiveImport, ReadMail
from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.channels.mail.threads import Threads, id_of
from twofold.conversations.models import Channel
from twofold.conversations.queries.mail_archives import mails_in
from twofold.core.access import require_level
from twofold.core.actor import Actor, Level
from twofold.core.plates import Pieces
from twofold.timeline.actions import record

AT_ONCE = 100
CHANNEL_NAME = "Imported mail"
WORDS = {
    "mails": "mails",
    "from_lists": "of these from mailing lists",
    "problems": "not fully readable",
    "answers": "answers to others of them",
    "threads": "threads",
    "created": "taken in",
    "unchanged": "known before",
}


def import_mail(
    path: Path,
    *,
    unit_id: int,
    actor: Actor,
    now: datetime,
    is_dry_run: bool = False,
    run_id: int | None = None,
    skip: int = 0,
    taken: Callable[[Mapping[str, int]], None] = lambda counts: None,
) -> Mapping[str, int]:
    """Bring in mails, each once however often it is imported.

    :param run_id: the import under which they stand, by which they are taken back
    :param skip: so many were taken already, before it was interrupted
    :param taken: told of some mails in the transaction that takes them
    :returns: how many were created, unchanged, from lists, not fully readable; how many answer another one; and how many threads
    :raises NotAllowed: if the actor does not lead the unit
    :raises BadInput: if there is nothing of the kind at this path
    """
    require_level(actor, Level.LEAD, unit_id, _("Only those who lead a unit import its mail."))
    threads, told = _threads_of(path)
    if is_dry_run:
        return told
    channel, _is_new = Channel.objects.system(REASON).get_or_create(
        unit_id=unit_id, kind="mail", name=CHANNEL_NAME, defaults={"is_open": False, "created_at": now}
    )
    importing = ArchiveImport(channel, threads, now, run_id=run_id)
    done: Counter[str] = Counter()
    for chunk in _chunks(islice(_read(path), skip, None)):
        with transaction.atomic():
            counts = importing.take(chunk)
            taken(counts)
        done += counts
    importing.finish()
    record(
        "conversations.mail_imported",
        subject=channel,
        actor=actor,
        now=now,
        unit_id=unit_id,
        details=dict(done),
    )
    return told | {"created": done["created"], "unchanged": done["unchanged"]}


def _read(path: Path) -> Iterator[ReadMail]:
    for content in mails_in(path):
        mail = parse_mail(content)
        yield ReadMail(content, mail, id_of(mail, content))


def _threads_of(path: Path) -> tuple[Threads, dict[str, int]]:
    threads, counts = Threads(), Counter()
    for one in _read(path):
        threads.add(one.mail, one.content)
        counts.update(mails=1, from_lists=one.mail.is_from_list, problems=bool(one.mail.problem))
    threads.join()
    roots = len({threads.root(key) for key in threads})
    names = ("mails", "from_lists", "problems")
    return threads, {name: counts[name] for name in names} | {"answers": threads.answers, "threads": roots}


def _chunks(mails: Iterable[ReadMail]) -> Iterator[list[ReadMail]]:
    rest = iter(mails)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk


def messages_from(pieces: Pieces) -> dict[str, int]:
    """`import_mail` for whoever runs imports: what came of it, in words."""
    told = import_mail(
        pieces.path,
        unit_id=pieces.unit_id,
        actor=pieces.actor,
        now=pieces.now,
        is_dry_run=pieces.run_id is None,
        run_id=pieces.run_id,
        skip=pieces.skip,
        taken=pieces.taken,
    )
    return {WORDS[name]: number for name, number in told.items()}
