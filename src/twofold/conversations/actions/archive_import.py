"""Keeping mails of an archive, each with the message it is: chunk by chunk, every mail once."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Min, OuterRef, Subquery

from twofold.conversations.actions.arrivals import keep_files, let_take_part
from twofold.conversations.actions.ticks import tick
from twofold.conversations.channels.base import Arrived
from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.threads import Threads
from twofold.conversations.channels.mail.understood import understood
from twofold.conversations.models import Channel, Conversation, ConversationParty, Message, RawMessage
from twofold.conversations.queries.mail_people import own_addresses, people_behind
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.files.actions.store import store

REASON = "mail that is being imported"


class ReadMail(NamedTuple):
    """One mail of an archive."""

    content: bytes
    mail: ParsedMail
    key: str


class ArchiveImport:
    """One import under way."""

    def __init__(
        self, channel: Channel, threads: Threads, now: datetime, *, run_id: int | None = None
    ) -> None:
        self._channel, self._threads, self._now, self._run_id = channel, threads, now, run_id
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
            import_run_id=self._run_id,
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
            import_run_id=self._run_id,
            **_stored(arrived, one.key),
        )
        self._take_part(conversation, arrived, is_ours=is_ours)
        keep_files(message, arrived, now=self._now)

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
                import_run_id=self._run_id,
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
        let_take_part(conversation, arrived, taking_part.items())

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
        if self._run_id:  # also what a process before this one has done of the same run
            mine = Message.objects.system(REASON).filter(import_run_id=self._run_id)
            self._touched |= set(mine.values_list("conversation_id", flat=True))
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
