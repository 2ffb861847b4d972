"""The lines of the inbox: a page at a time, in the same few queries however many there are."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Left

from twofold.conversations.models import Conversation, Message
from twofold.conversations.queries.conversation import MEDIA
from twofold.conversations.queries.folders import FOLDERS, Narrowed, in_folder
from twofold.core.actor import Actor
from twofold.core.paging import Page, keyset_page, merged_page
from twofold.core.plates import house
from twofold.core.plates.lists import Asked
from twofold.directory.models import Unit

PAGE = 40
SNIPPET = 160
REASON = "lines of conversations that have passed their gate"
MOST_WALKED = 40
"""So many units are walked one by one, each down its own index; of more, all conversations are sorted."""
ORDER = ("last_message_at", "pk")
JOINED = ("party", "assignee", "relationship", "unit__party")


@dataclass
class InboxLine:
    """A conversation as the inbox shows it.

    :param marks: what rooms above say of it, e.g. the number of its case, as small labels
    """

    conversation: Conversation
    who: str
    snippet: str = ""
    medium: str = ""
    is_ours: bool = False
    marks: list[str] = field(default_factory=list)

    @property
    def icon(self) -> str:
        """The sign of the way by which the last message came."""
        return MEDIA.get(self.medium, "mail")

    @property
    def side(self) -> str:
        """``internal``, ``external``, or "" while nobody knows."""
        return self.conversation.relationship.side if self.conversation.relationship_id else ""


def inbox_page(actor: Actor, folder: str, narrowed: Narrowed, *, token: str = "") -> Page:
    """One page of a folder, newest first, or in the folder of what waits, what has waited longest."""
    rows = in_folder(actor, folder, narrowed)
    walk = {"order": ORDER, "token": token, "size": PAGE, "descending": not FOLDERS[folder].runs_up}
    every = Conversation.objects.system(REASON).select_related(*JOINED)
    if FOLDERS[folder].along == ("assignee",):
        return merged_page([rows], every, **walk)
    units = actor.units() & {narrowed.unit_id} if narrowed.unit_id else actor.units()
    if len(units) > MOST_WALKED or not units:
        return keyset_page(rows.select_related(*JOINED), **walk)
    lists = [rows.filter(unit_id=unit) for unit in _units_with(rows, units)]
    return merged_page([*lists, *_own_elsewhere(rows, actor, narrowed, units)], every, **walk)


def _own_elsewhere(
    rows: QuerySet[Conversation], actor: Actor, narrowed: Narrowed, units: Set[int]
) -> list[QuerySet[Conversation]]:
    """What one looks after oneself in units that are not one's own, unit by unit."""
    own = Conversation.objects.system(REASON).filter(assignee_id=actor.person_id or 0, unit_id=OuterRef("pk"))
    count = (
        own.order_by().values("unit").annotate(n=Count("pk")).values("n")
    )  # to look for one, PostgreSQL reads all
    others = Unit.objects.system(REASON).exclude(pk__in=units).annotate(n=Subquery(count))
    if narrowed.unit_id:
        others = others.filter(pk=narrowed.unit_id)
    found = [unit for unit, n in others.order_by("pk").values_list("pk", "n") if n]
    return [rows.filter(unit_id=unit, assignee_id=actor.person_id) for unit in found]


def _units_with(rows: QuerySet[Conversation], units: Set[int]) -> list[int]:
    """Those of the units that have any of these conversations: most of an enterprise's never get mail."""
    newest = rows.filter(unit_id=OuterRef("pk")).order_by("-last_message_at", "-pk").values("pk")[:1]
    known = Unit.objects.system(REASON).filter(pk__in=units).annotate(newest=Subquery(newest))
    return [unit for unit, one in known.order_by("pk").values_list("pk", "newest") if one]


def lines_of(conversations: Sequence[Conversation], asked: Asked) -> list[InboxLine]:
    """The lines of some conversations that the asker may see."""
    last = _last_messages([one.pk for one in conversations])
    marks = _marks(conversations, asked)
    return [_line(one, last.get(one.pk), marks.get(one.pk, [])) for one in conversations]


def tick_of(actor: Actor) -> str:
    """A word that changes whenever a conversation of the actor's units does."""
    units = actor.units()
    with (
        connection.cursor() as cursor
    ):  # every few seconds for everyone, and there are no more rows than units
        cursor.execute("SELECT unit_id, number FROM conversations_inboxtick")
        total = sum(number for unit, number in cursor.fetchall() if unit in units)
    return f"{len(units)}-{total}"


def _line(one: Conversation, last: Message | None, marks: list[str]) -> InboxLine:
    writer = one.party.name if one.party_id else ""
    if last is None:
        return InboxLine(one, writer, marks=marks)
    is_ours = last.direction == Message.Direction.OUT
    who = writer or ("" if is_ours else last.author_name or last.author_address)
    snippet = " ".join(last.beginning.split())
    return InboxLine(one, who or _addressee(last), snippet, last.medium, is_ours, marks)


def _addressee(message: Message) -> str:
    return next(iter(message.recipients.get("to", ())), "")


def _last_messages(ids: Sequence[int]) -> Mapping[int, Message]:
    """Conversation → its newest message that was not taken back."""
    said = Message.objects.system(REASON).filter(conversation=OuterRef("pk"), withdrawn_at__isnull=True)
    newest = said.order_by("-happened_at", "-pk").values("pk")[:1]
    rows = Conversation.objects.system(REASON).filter(pk__in=ids).annotate(newest=Subquery(newest))
    messages = Message.objects.system(REASON).filter(pk__in=rows.values("newest"))
    wanted = ("conversation", "direction", "medium", "author_name", "author_address", "recipients")
    return {
        one.conversation_id: one for one in messages.annotate(beginning=Left("body", SNIPPET)).only(*wanted)
    }


def _marks(conversations: Sequence[Conversation], asked: Asked) -> Mapping[int, list[str]]:
    """What the columns that rooms above add to conversations say, each asked once for the whole page."""
    said: dict[int, list[str]] = {}
    by_id = {one.pk: one for one in conversations}
    additions = (one for one in house().every("list_additions") if one.to == "conversation")
    for column in (column for addition in additions for column in addition.columns):
        for pk, value in column.values(conversations, asked).items():
            said.setdefault(pk, []).append(column.draw(value, by_id[pk]) if column.draw else str(value))
    return said
