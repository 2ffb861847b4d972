"""Plain rows for measuring: conversations by the hundred thousand, each with five messages, most of them closed."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.models import Channel, Conversation, InboxTick, Message
from twofold.relationships.models import Relationship

BATCH = 4_000
MESSAGES_EACH = 5
OPEN_SHARE = 0.05
WORDS = (
    "delivery table chair invoice wobble scratch oak walnut lamp order return label driver warehouse colleague laptop"
    " password printer leave contract stock photo screw hinge drawer handle fabric colour sample appointment"
).split()


def write_conversations(count: int, *, now: datetime, seed: int = 7) -> None:
    """Write so many conversations with customers who are there already, in every unit that has a channel."""
    rng = Random(seed)  # nosec B311: chance for measuring, not for a secret
    channels = list(Channel.objects.system("rows for measuring").order_by("pk"))
    served = list(
        Relationship.objects.system("rows for measuring")
        .order_by("pk")
        .values_list("pk", "customer_id")[:50_000]
    )
    for done in range(0, count, BATCH):
        _write_batch(rng, channels, served, min(BATCH, count - done), now)
    for channel in channels:
        InboxTick.objects.get_or_create(unit_id=channel.unit_id)


@transaction.atomic
def _write_batch(rng: Random, channels: list[Channel], served: list, size: int, now: datetime) -> None:
    talks = Conversation.objects.bulk_create(
        [_conversation(rng, rng.choice(channels), rng.choice(served), now) for _ in range(size)],
        batch_size=1_000,
    )
    Message.objects.bulk_create(
        [_message(rng, talk, number) for talk in talks for number in range(MESSAGES_EACH)], batch_size=1_000
    )
    refresh_search(talk.pk for talk in talks)


def _conversation(rng: Random, channel: Channel, served: tuple[int, int], now: datetime) -> Conversation:
    at = now - timedelta(minutes=rng.randrange(60 * 24 * 700))
    is_open = rng.random() < OPEN_SHARE
    return Conversation(
        unit_id=channel.unit_id,
        channel=channel,
        relationship_id=served[0],
        party_id=served[1],
        subject=" ".join(rng.choices(WORDS, k=5)).capitalize(),
        state=Conversation.State.OPEN if is_open else Conversation.State.CLOSED,
        needs_answer=is_open and rng.random() < 0.5,
        started_at=at,
        last_message_at=at + timedelta(hours=MESSAGES_EACH),
        message_count=MESSAGES_EACH,
    )


def _message(rng: Random, talk: Conversation, number: int) -> Message:
    at = talk.started_at + timedelta(hours=number + 1)
    return Message(
        conversation=talk,
        direction=Message.Direction.OUT if number % 2 else Message.Direction.IN,
        medium=Message.Medium.MAIL,
        author_name="Dana Novak",
        author_address=f"dana{talk.pk % 9_000}@mail.example",
        body=" ".join(rng.choices(WORDS, k=60)),
        happened_at=at,
        created_at=at,
    )
