"""Importing mail of the past: every mail is kept, threads are rebuilt, and nobody is asked to answer anything.

Here headers alone decide what belongs together: whoever imports an archive vouches for it. Mail of lists is never taken for mail
of a customer.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Min, OuterRef, Subquery
from django.utils.translation import gettext as _

from twofold.conversations.actions.ticks import tick
from twofold.conversations.channels.base import Arrived
from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.threads import Threads, id_of
from twofold.conversations.channels.mail.understood import understood
from twofold.conversations.models import Channel, Conversation, ConversationParty, Message, RawMessage
from twofold.conversations.queries.mail_archives import mails_in
from twofold.conversations.queries.mail_people import own_addresses, people_behind
from twofold.core.access import require_level
from twofold.core.actor import Actor, Level
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.files.actions.attach import attach_arrived
from twofold.files.actions.store import store
from twofold.timeline.actions import record

AT_ONCE = 100
CHANNEL_NAME = "Imported mail"
REASON = "mail that is being imported"
WORDS = {
    "mails": "mails",
    "from_lists": "of these from mailing lists",
    "problems": "not fully readable",
    "answers": "answers to others of them",
    "threads": "threads",
    "created": "taken in",
    "unchanged": "known before",
}


class ReadMail(NamedTuple):
    """One mail of an archive."""

    content: bytes
    mail: ParsedMail
    key: str


def import_mail(
    path: Path,
    *,
    unit_id: int,
    actor: Actor,
    now: datetime,
    is_dry_run: bool = False,
    on_progress: Callable[[int], None] = lambda done: None,
) -> Mapping[str, int]:
    """Bring in mails, each once however often it is imported.

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
    importing = _Importing(channel, threads, now)
    done: Counter[str] = Counter()
    for chunk in _chunks(_read(path)):
        done += importing.take(chunk)
        on_progress(done.total())
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


class _Importing:
    """One import under way."""

    def __init__(self, channel: Channel, threads: Threads, now: datetime) -> None:
        self._channel, self._threads, self._now = channel, threads, now
        self._own = own_addresses()
        self._conversations = self._known()
        self._touched: set[int] = set()

    def _known(self) -> dict[str, Conversation]:
        """Thread → its conversation, as an import before this one has left them."""
        rows = (
            Message.objects.system(REASON).filter(conversation__channel=self._channel).exclude(header_id="")
        )
        known = {}
        for message in (
            rows.select_related("conversation").only("header_id", "conversation").order_by("pk").iterator()
        ):
            if message.header_id in self._threads.heads:
                known.setdefault(self._threads.root(message.header_id), message.conversation)
        return known

    @transaction.atomic
    def take(self, chunk: list[ReadMail]) -> Counter[str]:
        """Keep some mails and make messages of those that are new."""
        pairs = {raw.file_id: (one, raw) for one in chunk for raw in [self._raw(one)]}
        held = RawMessage.objects.system(REASON).filter(channel=self._channel, file__in=among(list(pairs)))
        known = set(held.values_list("file_id", flat=True))
        new = [pair for file_id, pair in pairs.items() if file_id not in known]
        people = people_behind(one.mail.sender.email for one, _raw in new if one.mail.sender)
        for one, raw in new:
            raw.save()
            self._make(one, raw, people)
        return Counter(created=len(new), unchanged=len(chunk) - len(new))

    def _raw(self, one: ReadMail) -> RawMessage:
        return RawMessage(
            channel=self._channel,
            file=store(BytesIO(one.content), limit=len(one.content)),
            arrived_at=one.mail.sent_at or self._now,
            state=RawMessage.State.TAKEN,
        )

    def _make(self, one: ReadMail, raw: RawMessage, people: Mapping[str, Party]) -> None:
        conversation = self._conversation_of(one, raw)
        arrived = understood(
            one.mail, raw, conversation=conversation, own=self._own, people=people, happened_at=raw.arrived_at
        )
        is_ours = arrived.author_address in self._own
        message = Message.objects.create(
            conversation=conversation,
            direction=Message.Direction.OUT if is_ours else Message.Direction.IN,
            created_at=self._now,
            **_stored(arrived, one.key),
        )
        self._take_part(conversation, arrived, is_ours=is_ours)
        for name, content in arrived.files:
            attach_arrived(
                BytesIO(content),
                name=name,
                subject_kind=Message._meta.label_lower,
                subject_id=message.pk,
                unit_id=conversation.unit_id,
                now=self._now,
            )

    def _conversation_of(self, one: ReadMail, raw: RawMessage) -> Conversation:
        root = self._threads.root(one.key)
        if root not in self._conversations:
            self._conversations[root] = Conversation.objects.create(
                unit_id=self._channel.unit_id,
                channel=self._channel,
                subject=self._threads.subject(root)[:300],
                state=Conversation.State.CLOSED,
                started_at=raw.arrived_at,
                last_message_at=raw.arrived_at,
            )
        self._touched.add(self._conversations[root].pk)
        return self._conversations[root]

    def _take_part(self, conversation: Conversation, arrived: Arrived, *, is_ours: bool) -> None:
        if arrived.is_list_mail:
            return
        begins = not is_ours and conversation.party_id is None and arrived.author is not None
        if begins:
            conversation.party = arrived.author
            conversation.save(update_fields=["party"])
        role = ConversationParty.Role.REQUESTER if not is_ours else ConversationParty.Role.COLLEAGUE
        taking_part = dict([*arrived.participants, (arrived.author_address, role)])
        rows = [
            ConversationParty(
                conversation=conversation,
                party=arrived.author if address == arrived.author_address else None,
                address=address,
                role=role,
            )
            for address, role in taking_part.items()
            if address
        ]
        ConversationParty.objects.bulk_create(rows, ignore_conflicts=True)

    @transaction.atomic
    def finish(self) -> None:
        """Let the conversations say how many messages they have, from when to when."""
        messages = (
            Message.objects.system(REASON)
            .filter(conversation=OuterRef("pk"))
            .order_by()
            .values("conversation")
        )
        told = {
            "message_count": Count("pk"),
            "started_at": Min("happened_at"),
            "last_message_at": Max("happened_at"),
        }
        rows = Conversation.objects.system(REASON).filter(pk__in=among(sorted(self._touched)))
        rows.update(
            **{name: Subquery(messages.annotate(told=sum_).values("told")) for name, sum_ in told.items()}
        )
        tick([self._channel.unit_id])


def _stored(arrived: Arrived, key: str) -> dict[str, object]:
    """The fields of a message, as `take_in` would fill them."""
    plain = ("medium", "author", "author_name", "author_address", "body", "quoted", "html", "is_automatic")
    more = ("is_list_mail", "is_verified", "problem", "raw", "happened_at")
    return {name: getattr(arrived, name) for name in (*plain, *more)} | {
        "recipients": dict(arrived.recipients),
        "references": list(arrived.references),
        "subject": arrived.subject[:300],
        "header_id": key,
    }


def messages_from(path: Path, unit_id: int, actor: Actor, now: datetime, is_dry_run: bool) -> dict[str, int]:
    """`import_mail` for the command line: what came of it, in words."""
    told = import_mail(path, unit_id=unit_id, actor=actor, now=now, is_dry_run=is_dry_run)
    return {WORDS[name]: number for name, number in told.items()}
