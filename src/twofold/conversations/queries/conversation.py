"""A conversation with everything that was said in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from twofold.conversations.models import Conversation, ConversationParty, Message, Note, OutgoingMail
from twofold.conversations.queries.mentions import bodies_of
from twofold.conversations.queries.notes import notes_on
from twofold.core.actor import Actor
from twofold.files.models import Attachment

REASON = "what stands in a conversation that has passed its gate"
SHOWN = 200
"""Of a thread longer than this, the newest are shown, and the others by a link."""
MEDIA: Mapping[str, str] = {
    "mail": "mail",
    "form": "forms",
    "chat": "message-2",
    "portal": "user-circle",
    "api": "braces",
    "call": "phone",
    "visit": "users",
    "letter": "file-text",
    "remark": "microphone",
}
"""Medium → its sign."""
State = OutgoingMail.State
WORST_FIRST = (
    State.FAILED,
    State.UNCONFIRMED,
    State.SUPPRESSED,
    State.CLAIMED,
    State.WAITING,
    State.WITHDRAWN,
    State.SENT,
)


@dataclass
class Said:
    """One message or note of a thread.

    :param delivery: how what we sent fares, the worst of its recipients; "" where nothing is told
    :param leaves_at: until then it can be taken back
    :param is_formatted: whether it came with HTML
    """

    at: datetime
    key: tuple
    message: Message | None = None
    note: Note | None = None
    body: str = ""
    who: str = ""
    files: Sequence[Attachment] = ()
    delivery: str = ""
    answer: str = ""
    leaves_at: datetime | None = None
    is_formatted: bool = False

    @property
    def icon(self) -> str:
        """The sign of the way it came by."""
        return MEDIA.get(self.message.medium, "mail") if self.message else "lock"

    @property
    def is_ours(self) -> bool:
        """Whether we said it to them."""
        return self.message is not None and self.message.direction == Message.Direction.OUT


@dataclass
class Thread:
    """What was said, oldest first.

    :param earlier: how many older messages are not shown
    :param newest: id of the newest message, or 0
    """

    said: list[Said] = field(default_factory=list)
    earlier: int = 0
    newest: int = 0


def thread_of(conversation: Conversation, actor: Actor, *, now: datetime, is_whole: bool = False) -> Thread:
    """The messages and the notes of a conversation that the actor may see."""
    rows = Message.objects.visible_to(actor).filter(conversation=conversation).select_related("author")
    rows = rows.defer("html", "references").order_by("-happened_at", "-pk")
    messages = list(rows if is_whole else rows[: SHOWN + 1])
    earlier = len(messages) > SHOWN and not is_whole
    messages = messages if is_whole else messages[:SHOWN]
    notes = list(notes_on(actor, "conversations.conversation", conversation.pk))
    bodies = bodies_of(notes, actor) if notes else {}
    said, formatted = told_of(messages, now), _formatted(messages)
    for one in said:
        one.is_formatted = one.message.pk in formatted
    since = said[-1].at if said and earlier else None
    said += [
        Said(
            one.created_at,
            (one.created_at, 1, one.pk),
            note=one,
            body=bodies[one.pk],
            who=str(one.author or ""),
        )
        for one in notes
        if since is None or one.created_at >= since
    ]
    said.sort(key=lambda one: one.key)
    return Thread(
        said,
        max(conversation.message_count - SHOWN, 1) if earlier else 0,
        max((one.pk for one in messages), default=0),
    )


def told_of(messages: Sequence[Message], now: datetime) -> list[Said]:
    """Messages that have passed their gate, fetched with their authors, with their files and how they fare."""
    files, mails = _files(messages), _mails(messages)
    return [_message(one, files, mails, now) for one in messages]


def requesters(conversation: Conversation) -> list[str]:
    """The addresses to which an answer goes unless somebody says otherwise."""
    rows = ConversationParty.objects.filter(conversation=conversation, role=ConversationParty.Role.REQUESTER)
    return list(rows.exclude(address="").order_by("pk").values_list("address", flat=True))


def others_of(conversation: Conversation, actor: Actor, *, most: int = 6) -> list[Conversation]:
    """Other conversations with the same party, newest first."""
    if not conversation.party_id:
        return []
    seen = Conversation.objects.visible_to(actor).filter(party_id=conversation.party_id, merged_into=None)
    return list(seen.exclude(pk=conversation.pk).order_by("-last_message_at", "-pk")[:most])


def _message(one: Message, files: Mapping, mails: Mapping, now: datetime) -> Said:
    sent = mails.get(one.pk, ())
    state, answer, leaves_at = "", "", None
    if sent and not one.withdrawn_at:
        worst = min(sent, key=lambda mail: WORST_FIRST.index(mail.state))
        state, answer = worst.state, worst.answer
        untouched = all(mail.state == State.WAITING and not mail.attempts for mail in sent)
        leaves_at = worst.send_after if untouched and worst.send_after > now else None
    who = (one.author.name if one.author_id else "") or one.author_name or one.author_address
    return Said(
        one.happened_at,
        (one.happened_at, 0, one.pk),
        one,
        None,
        one.body,
        who,
        files.get(one.pk, ()),
        state,
        answer,
        leaves_at,
    )


def _files(messages: Sequence[Message]) -> dict[int, list[Attachment]]:
    rows = Attachment.objects.system(REASON).filter(
        subject_kind=Message._meta.label_lower, subject_id__in=[one.pk for one in messages]
    )
    files: dict[int, list[Attachment]] = {}
    for row in rows.select_related("file").order_by("pk"):
        files.setdefault(row.subject_id, []).append(row)
    return files


def _mails(messages: Sequence[Message]) -> dict[int, list[OutgoingMail]]:
    ours = [one.pk for one in messages if one.direction == Message.Direction.OUT]
    mails: dict[int, list[OutgoingMail]] = {}
    for mail in (
        OutgoingMail.objects.system(REASON).filter(message_id__in=ours).order_by("pk") if ours else ()
    ):
        mails.setdefault(mail.message_id, []).append(mail)
    return mails


def _formatted(messages: Sequence[Message]) -> set[int]:
    """Those that came with HTML, without reading it."""
    rows = Message.objects.system(REASON).filter(pk__in=[one.pk for one in messages]).exclude(html="")
    return set(rows.values_list("pk", flat=True))
