"""Mailboxes and the mail that waits for a decision, as pages show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from twofold.conversations.channels.mail.body import UNSHOWN
from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.models import Mailbox, Message, RawMessage
from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.some import count_up_to
from twofold.directory.models import Unit
from twofold.files.queries.paths import open_stored

GLANCED_AT = 256 << 10
"""Bytes of a mail that are read to tell it from others."""
State = RawMessage.State
UNDECIDED = (State.HELD, State.SET_ASIDE)


@dataclass(frozen=True)
class ShownMailbox:
    """A mailbox in the list.

    :param held: how many of its mails wait for a decision; None for those who may not look at them
    """

    mailbox: Mailbox
    held: int | None
    may_change: bool


@dataclass(frozen=True)
class ShownRaw:
    """A mail as it arrived, with a glance at what it says."""

    raw: RawMessage
    sender: str
    subject: str
    sent_at: datetime | None


def mailboxes(actor: Actor) -> list[ShownMailbox]:
    """Every mailbox of the actor's units."""
    rows = visible_list(Mailbox, actor).select_related("channel__unit__party").order_by("address")
    held = dict(
        held_mail(actor)
        .values("channel_id")
        .order_by()
        .annotate(held=Count("pk"))
        .values_list("channel_id", "held")
    )
    return [
        ShownMailbox(
            box,
            held.get(box.pk, 0) if (actor.level_in(box.channel.unit_id) or 0) >= Level.WORK else None,
            actor.level_in(box.channel.unit_id) == Level.LEAD,
        )
        for box in rows
    ]


def units_to_set_up(actor: Actor) -> QuerySet[Unit]:
    """The units whose mailboxes the actor may set up."""
    return (
        visible_list(Unit, actor)
        .filter(pk__in=actor.units(Level.LEAD))
        .select_related("party")
        .order_by("party__name", "pk")
    )


def held_mail(actor: Actor) -> QuerySet[RawMessage]:
    """Mail that waits for a decision of somebody like the actor."""
    return (
        visible_list(RawMessage, actor, "work")
        .filter(state__in=UNDECIDED)
        .select_related("channel__mailbox", "file")
    )


def count_held(actor: Actor, most: int) -> int:
    """How much mail waits for a decision of somebody like the actor, counted up to `most`."""
    if not actor.units(Level.WORK):
        return 0
    return count_up_to(held_mail(actor).values("pk"), most)


def glanced_at(rows: Iterable[RawMessage]) -> Iterator[ShownRaw]:
    """Mails with who sent them and what about."""
    for raw in rows:
        mail = beginning_of(raw)
        yield ShownRaw(raw, mail.sender.email if mail.sender else "", mail.subject, mail.sent_at)


def beginning_of(raw: RawMessage) -> ParsedMail:
    """What a mail says at its beginning."""
    with open_stored(raw.file.sha256) as content:
        return parse_mail(content.read(GLANCED_AT))


@dataclass(frozen=True)
class RawPage:
    """The page of a mail as it arrived.

    :param text: its beginning as text, whatever it is
    :param is_cut: whether there is more than that
    :param may_decide: whether it waits for a decision that is the actor's
    :param conversation_id: where it became a message, if it did
    """

    raw: RawMessage
    mail: ParsedMail
    text: str
    is_cut: bool
    may_decide: bool
    conversation_id: int | None


def raw_page(raw: RawMessage, actor: Actor) -> RawPage:
    """Everything that the page of a mail shows."""
    with open_stored(raw.file.sha256) as content:
        beginning = content.read(GLANCED_AT + 1)
    decidable = (*UNDECIDED, State.DISCARDED)
    message = Message.objects.visible_to(actor).filter(raw=raw).first()
    return RawPage(
        raw=raw,
        mail=parse_mail(beginning),
        text=UNSHOWN.sub("\ufffd", beginning[:GLANCED_AT].decode("utf-8", "replace").replace("\r\n", "\n")),
        is_cut=len(beginning) > GLANCED_AT,
        may_decide=raw.state in decidable
        and visible_list(RawMessage, actor, "work").filter(pk=raw.pk).exists(),
        conversation_id=message and message.conversation_id,
    )
