"""What every kind of channel is and does, whichever way its words travel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from twofold.conversations.models import Channel, Conversation, Message, RawMessage
from twofold.directory.models import Party


@dataclass(frozen=True)
class Arrived:
    """One message that came in by a channel, as its adapter understood it. Who wrote it is a label unless `is_verified`.

    :param conversation: the thread it belongs to; None begins one
    :param author: the party who wrote it, if known; never taken from a mere address unless that belongs to one person only
    :param files: (name, content) of what is attached
    :param participants: (address, role) of those who take part from now on
    :param external_key: what it is known by where it comes from, so that it is taken in once; "" for nothing
    """

    channel: Channel | None
    unit_id: int
    medium: str
    body: str
    happened_at: datetime
    conversation: Conversation | None = None
    author: Party | None = None
    author_name: str = ""
    author_address: str = ""
    subject: str = ""
    html: str = ""
    quoted: str = ""
    recipients: Mapping[str, Sequence[str]] = field(default_factory=dict)
    participants: Sequence[tuple[str, str]] = ()
    header_id: str = ""
    references: Sequence[str] = ()
    is_automatic: bool = False
    is_list_mail: bool = False
    is_verified: bool = False
    problem: str = ""
    raw: RawMessage | None = None
    files: Sequence[tuple[str, bytes]] = ()
    external_key: str = ""


@dataclass(frozen=True)
class ChannelKind:
    """An adapter.

    :param name: stored with the channel, e.g. ``mail``
    :param medium: how its messages came, see :class:`Message.Medium`
    :param deliver: hands a message over, in the transaction that decides it; None where the other side fetches it by itself
    :param obstacle: why nobody can be answered this way in a conversation just now, or ""
    :param settings_url: route of the page on which a channel of this kind is set up, or ""
    """

    name: str
    label: str
    icon: str
    medium: str
    deliver: Callable[[Message, datetime], None] | None = None
    obstacle: Callable[[Conversation], str] = lambda conversation: ""
    settings_url: str = ""
