"""What programs send and get about conversations, their messages and the notes beside them."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from twofold.conversations.actions.send import LONGEST
from twofold.conversations.channels.api.bring import external_name
from twofold.conversations.models import Channel, Conversation, ConversationParty, Note
from twofold.conversations.queries.conversation import Said
from twofold.core.api.fields import Flag, Given, GivenId, Id, Listed, Moment, Named, Paged, Told, words
from twofold.directory.models import Party
from twofold.files.models import Attachment
from twofold.files.queries.paths import open_stored

LONGEST_NAME = 180
MOST_FILES = 20
MOST_ADDRESSES = 30
State = Literal["open", "snoozed", "closed", "spam"]
Direction = Literal["in", "out"]
Addresses = Annotated[list[words(254, least=3)], Field(max_length=MOST_ADDRESSES)]


class ToldChannel(Told):
    """One way to reach a unit; `kind` is ``mail``, ``form``, ``chat``, ``portal`` or, of other systems, ``api``."""

    id: int
    kind: str
    name: str
    unit: Named
    is_open: bool

    @classmethod
    def of(cls, channel: Channel) -> "ToldChannel":
        """A channel, fetched with its unit."""
        unit = Named(id=channel.unit_id, name=channel.unit.party.name)
        return cls(id=channel.pk, kind=channel.kind, name=channel.name, unit=unit, is_open=channel.is_open)


class ChannelList(Listed):
    """A page of channels."""

    items: list[ToldChannel]


class NewChannel(Given):
    """A channel by which another system brings messages; `name` is what people call that system."""

    unit: GivenId
    name: words(120, least=1)


class ConversationFilters(Paged):
    """What narrows the list of conversations."""

    state: Literal["", "open", "snoozed", "closed", "spam"] = ""
    needs_answer: bool = False
    unassigned: bool = False
    assignee: Id | None = None
    unit: Id | None = None
    channel: Id | None = None
    party: Id | None = None
    external_thread: words(LONGEST_NAME) = ""


class MessageFilters(Paged):
    """What narrows the list of messages; `since` is the id of the newest that the program has seen."""

    direction: Literal["", "in", "out"] = ""
    channel: Id | None = None
    since: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0


class GivenFile(Given):
    """A file; its content in base64."""

    name: words(200, least=1)
    content: words(2_400_000, least=1)


class NewMessage(Given):
    """What was said in another system.

    :param message: what it is called there: brought again, it is not taken in twice
    :param party: who wrote it, if the program knows; else name and address are what it claims
    """

    body: words(LONGEST)
    message: words(LONGEST_NAME) = ""
    party: GivenId | None = None
    author_name: words(200) = ""
    author_address: words(254) = ""
    subject: words(300) = ""
    happened_at: Moment | None = None
    is_automatic: Flag = False
    files: Annotated[list[GivenFile], Field(max_length=MOST_FILES)] = []


class NewConversation(NewMessage):
    """The same, with the channel to which it comes.

    :param thread: what its thread is called there: known already, the message goes on with that conversation
    """

    channel: GivenId
    thread: words(LONGEST_NAME) = ""


class Taken(Told):
    """A message that was taken in, and the conversation in which it stands; not new if it was there already."""

    message: int
    conversation: int
    is_new: bool


class GivenAnswer(Given):
    """What is answered.

    :param to: e-mail addresses; without any it goes to the requester
    :param seen: id of the newest message that was read: with a newer one there, the answer is refused
    """

    body: words(LONGEST, least=1)
    to: Addresses = []
    cc: Addresses = []
    seen: GivenId | None = None
    files: Annotated[list[GivenFile], Field(max_length=MOST_FILES)] = []


class GivenLooker(Given):
    """Who looks after it; null: nobody."""

    person: GivenId | None


class GivenSleep(Given):
    """Until when it is put out of sight, and what is waited for."""

    until: Moment
    waits_for: words(120) = ""


class GivenWords(Given):
    """Words among colleagues."""

    body: words(20_000, least=1)


class ToldConversation(Told):
    """A conversation in a list. Without a party, nobody has said yet who writes."""

    id: int
    subject: str
    state: State
    unit: Named
    channel: Named | None
    party: Named | None
    relationship: int | None
    assignee: Named | None
    needs_answer: bool
    is_restricted: bool
    snoozed_until: datetime | None
    snoozed_for: str
    merged_into: int | None
    started_at: datetime
    last_message_at: datetime
    message_count: int
    external_thread: str

    @classmethod
    def of(cls, one: Conversation, **more) -> "ToldConversation":
        """A line of the list, fetched with its names."""
        return cls(
            id=one.pk,
            subject=one.subject,
            state=one.state,
            unit=Named(id=one.unit_id, name=one.unit.party.name),
            channel=Named(id=one.channel_id, name=one.channel.name) if one.channel_id else None,
            party=named(one.party),
            relationship=one.relationship_id,
            assignee=named(one.assignee),
            needs_answer=one.needs_answer,
            is_restricted=one.is_restricted,
            snoozed_until=one.snoozed_until,
            snoozed_for=one.snoozed_for,
            merged_into=one.merged_into_id,
            started_at=one.started_at,
            last_message_at=one.last_message_at,
            message_count=one.message_count,
            external_thread=external_name(one.external_key),
            **more,
        )


class ConversationList(Listed):
    """A page of conversations."""

    items: list[ToldConversation]


class ToldParticipant(Told):
    """Who takes part, by an address, as a party, or both."""

    party: Named | None
    address: str
    role: Literal["requester", "copied", "colleague"]

    @classmethod
    def of(cls, one: ConversationParty) -> "ToldParticipant":
        """A participant, fetched with their party."""
        return cls(party=named(one.party), address=one.address, role=one.role)


class ConversationDetail(ToldConversation):
    """A conversation with who takes part in it; what was said has an address of its own."""

    participants: list[ToldParticipant]


class ToldAuthor(Told):
    """Who wrote it: a label, unless the message is verified."""

    party: int | None
    name: str
    address: str


class ToldFile(Told):
    """A file that came or went along."""

    id: int
    name: str
    content_type: str
    size: int

    @classmethod
    def of(cls, one: Attachment, **more) -> "ToldFile":
        """An attachment, fetched with its file."""
        return cls(id=one.pk, name=one.name, content_type=one.content_type, size=one.file.size, **more)


class FileContent(ToldFile):
    """A file with its content in base64."""

    content: str

    @classmethod
    def whole(cls, one: Attachment) -> "FileContent":
        """An attachment with its content."""
        with open_stored(one.file.sha256) as content:
            return cls.of(one, content=b64encode(content.read()).decode())


class ToldMessage(Told):
    """A message. `delivery` says how one that we sent by mail fares, `external_message` how another system calls it."""

    id: int
    conversation: int
    direction: Direction
    medium: str
    author: ToldAuthor
    recipients: dict[str, list[str]]
    subject: str
    body: str
    quoted: str
    is_verified: bool
    is_automatic: bool
    is_complaint: bool
    happened_at: datetime
    withdrawn_at: datetime | None
    delivery: str
    external_message: str
    external_thread: str
    files: list[ToldFile]

    @classmethod
    def of(cls, said: Said, **more) -> "ToldMessage":
        """A message with what goes with it."""
        one = said.message
        values = {"files": [ToldFile.of(file) for file in said.files]} | more
        return cls(
            id=one.pk,
            conversation=one.conversation_id,
            direction=one.direction,
            medium=one.medium,
            author=ToldAuthor(party=one.author_id, name=said.who, address=one.author_address),
            recipients=one.recipients,
            subject=one.subject,
            body=one.body,
            quoted=one.quoted,
            is_verified=one.is_verified,
            is_automatic=one.is_automatic,
            is_complaint=one.is_complaint,
            happened_at=one.happened_at,
            withdrawn_at=one.withdrawn_at,
            delivery=said.delivery,
            external_message=external_name(one.external_key),
            external_thread=external_name(one.conversation.external_key),
            **values,
        )


class MessageList(Listed):
    """A page of messages."""

    items: list[ToldMessage]


class MessageDetail(ToldMessage):
    """A message with its HTML, as it came and not made safe, and its files."""

    html: str
    files: list[FileContent]

    @classmethod
    def whole(cls, said: Said) -> "MessageDetail":
        """A message with everything that came along."""
        return cls.of(said, html=said.message.html, files=[FileContent.whole(one) for one in said.files])


class ToldNote(Told):
    """Words among colleagues, whom they mention by name."""

    id: int
    author: Named | None
    body: str
    created_at: datetime

    @classmethod
    def of(cls, note: Note, body: str) -> "ToldNote":
        """A note, fetched with its author."""
        return cls(id=note.pk, author=named(note.author), body=body, created_at=note.created_at)


class NoteList(Listed):
    """A page of notes."""

    items: list[ToldNote]


def named(party: Party | None) -> Named | None:
    """A party by name, where the reader sees the record that names it."""
    return Named(id=party.pk, name=party.name) if party else None


def told_messages(said: Sequence[Said]) -> list[ToldMessage]:
    """Messages as a list tells them."""
    return [ToldMessage.of(one) for one in said]
