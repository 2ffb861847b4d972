"""Plain rows for measuring: conversations by the hundred thousand, each with five messages and a case, most of them over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from twofold.cases.models import Case
from twofold.conversations.models import Channel, Conversation, ConversationParty, InboxTick, Message
from twofold.example.actions.bulk_rows import insert, next_id, reset_sequences
from twofold.example.actions.many_cases import Desk, write_cases
from twofold.example.actions.many_words import Words
from twofold.relationships.models import Relationship
from twofold.search.actions.index import Entry, index_many

BATCH = 5_000
MESSAGES_EACH = 5
OPEN_SHARE = 0.1
SPAN_MINUTES = 60 * 24 * 700
REASON = "rows for measuring"


@dataclass(slots=True)
class Talk:
    """A conversation with its messages and its case.

    :param texts: what was said, in its order: the customer begins, and the two take turns
    :param case: id of its case
    """

    pk: int
    first_message: int
    case: int
    channel: Channel
    relationship: int
    party: int
    name: str
    subject: str
    texts: list[str]
    started_at: datetime
    is_open: bool
    waits: bool
    assignee: int | None

    @property
    def address(self) -> str:
        """Whence the customer writes."""
        return f"customer{self.party}@mail.example"

    def at(self, number: int) -> datetime:
        """When a message was written."""
        return self.started_at + timedelta(hours=3 * number)

    @property
    def last_at(self) -> datetime:
        """When the last one was."""
        return self.at(len(self.texts) - 1)


def write_conversations(
    count: int, *, now: datetime, seed: int = 7, say: Callable[[str], None] = lambda line: None
) -> None:
    """Write so many conversations, with their cases, with customers who are there already."""
    rng = Random(seed)  # nosec B311: chance for measuring, not for a secret
    words, desk = Words(rng), Desk()
    channels = list(Channel.objects.system(REASON).filter(kind="mail").select_related("unit").order_by("pk"))
    served = list(
        Relationship.objects.system(REASON)
        .order_by("-pk")
        .values_list("pk", "customer_id", "customer__name")[: max(count // 4, 1)]
    )
    for done in range(0, count, BATCH):
        size = min(BATCH, count - done)
        _write_batch(list(_talks(rng, words, desk, channels, served, size, now)), desk, now)
        if done % (BATCH * 8) == 0:
            say(f"{done + size:,} conversations")
    reset_sequences((Conversation, Message, Case))
    for channel in channels:
        InboxTick.objects.get_or_create(unit_id=channel.unit_id)


def _talks(
    rng: Random,
    words: Words,
    desk: Desk,
    channels: Sequence[Channel],
    served: Sequence[tuple],
    size: int,
    now: datetime,
) -> Iterator[Talk]:
    first, message, case = next_id(Conversation), next_id(Message), next_id(Case)
    for number in range(size):
        channel = rng.choice(channels)
        relationship, party, name = rng.choice(served)
        is_open = rng.random() < OPEN_SHARE
        at = now - timedelta(minutes=rng.randrange(SPAN_MINUTES // 20 if is_open else SPAN_MINUTES), hours=13)
        yield Talk(
            first + number,
            message + number * MESSAGES_EACH,
            case + number,
            channel,
            relationship,
            party,
            name,
            words.title(),
            [words.text() for _ in range(MESSAGES_EACH)],
            at,
            is_open,
            is_open and rng.random() < 0.5,
            rng.choice(desk.workers[channel.unit_id]) if rng.random() < 0.7 else None,
        )


@transaction.atomic
def _write_batch(talks: Sequence[Talk], desk: Desk, now: datetime) -> None:
    insert(
        Conversation,
        "id unit channel party relationship subject state assignee needs_answer started_at last_message_at message_count",
        (
            (one.pk, one.channel.unit_id, one.channel.pk, one.party, one.relationship, one.subject)
            + ("open" if one.is_open else "closed", one.assignee, one.waits)
            + (one.started_at, one.last_at, len(one.texts))
            for one in talks
        ),
    )
    insert(
        Message,
        "id conversation direction medium author author_name author_address subject body header_id happened_at created_at",
        (row for one in talks for row in _messages(one)),
    )
    insert(
        ConversationParty,
        "conversation party address role",
        ((one.pk, one.party, one.address, "requester") for one in talks),
    )
    write_cases(talks, desk, now)
    index_many(
        Entry(
            "conversation",
            one.pk,
            one.subject,
            one.last_at,
            body="\n".join([one.name, one.address, *reversed(one.texts)]),
            scopes=(f"u{one.channel.unit_id}",),
        )
        for one in talks
    )


def _messages(one: Talk) -> Iterator[tuple]:
    for number, text in enumerate(one.texts):
        pk, at, is_ours = one.first_message + number, one.at(number), number % 2
        who = (one.assignee, "", "") if is_ours else (one.party, one.name, one.address)
        subject = f"Re: {one.subject}" if number else one.subject
        yield (
            pk,
            one.pk,
            "out" if is_ours else "in",
            "mail",
            *who,
            subject,
            text,
            f"m{pk}@mail.example",
            at,
            at,
        )
