"""What the page of a conversation shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.accounts.queries.workers import workers_of
from twofold.conversations.actions.draft_files import own_files
from twofold.conversations.actions.ticks import tick_number
from twofold.conversations.channels import kind_of
from twofold.conversations.models import Conversation, Draft, Macro, Message, SavedReply
from twofold.conversations.queries.conversation import Thread, others_of, requesters, thread_of
from twofold.conversations.queries.mail_places import possibly_belongs_to
from twofold.conversations.queries.snoozing import presets
from twofold.conversations.queries.visitors import SeenVisitor, seen_visitor
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import Insert, Panel, house
from twofold.directory.models import ContactPoint
from twofold.files.models import Attachment
from twofold.relationships.models import Expectation

MOST_WORDS = 50
FEW = 5


@dataclass
class Composer:
    """The box in which an answer or a note is written.

    :param recipients: whether addresses can be chosen: only by mail
    :param obstacle: why nobody can be answered here, or ""
    :param error: what was wrong with what was sent
    """

    body: str = ""
    to: str = ""
    cc: str = ""
    recipients: bool = False
    obstacle: str = ""
    error: str = ""
    is_kept: bool = False
    files: Sequence[Attachment] = ()


@dataclass
class ConversationPage:
    """Everything that the page shows."""

    conversation: Conversation
    thread: Thread
    tick: int
    now: datetime
    may_work: bool = False
    me: int | None = None
    reply: Composer = field(default_factory=Composer)
    note: Composer = field(default_factory=Composer)
    saved_replies: Sequence[SavedReply] = ()
    macros: Sequence[Macro] = ()
    workers: Sequence[tuple[int, str]] = ()
    presets: Sequence[tuple[str, str, datetime]] = ()
    inserts: Sequence[Insert] = ()
    belongs_to: Conversation | None = None
    contacts: Sequence[ContactPoint] = ()
    expectations: Sequence[Expectation] = ()
    others: Sequence[Conversation] = ()
    panels: Sequence[Panel] = ()
    message_panels: Sequence[Panel] = ()
    party_url: str = ""
    visitor: SeenVisitor | None = None
    open_form: str = ""

    @property
    def crumbs(self) -> list[dict]:
        """The way here."""
        return [{"label": _("Inbox"), "url": reverse("conversations:inbox")}]

    @property
    def title(self) -> str:
        """What it is about, or that nobody has said."""
        return self.conversation.subject or _("Without a subject")

    @property
    def who(self) -> str:
        """Whom the conversation is with, as far as anybody knows."""
        if self.conversation.party_id:
            return self.conversation.party.name
        received = (one for one in self.thread.said if one.message and not one.is_ours)
        return next((one.who for one in received if one.who), _("Somebody unknown"))

    @property
    def address(self) -> str:
        """The address of whoever wrote first and is not known."""
        received = (one for one in self.thread.said if one.message and not one.is_ours)
        return next((one.message.author_address for one in received if one.message.author_address), "")


def conversation_page(
    actor: Actor,
    pk: int,
    now: datetime,
    *,
    reply: Mapping[str, str] | None = None,
    note: Mapping[str, str] | None = None,
    is_whole: bool = False,
) -> ConversationPage:
    """Fetch the page.

    :param reply: what the box of the answer holds (body, to, cc, error) in place of the draft
    :param note: the same for the note
    """
    rows = Conversation.objects.visible_to(actor).select_related(
        "party", "assignee", "relationship", "unit__party", "channel", "merged_into"
    )
    conversation = rows.get(pk=pk)
    may_work = visible_list(Conversation, actor, "work").filter(pk=pk).exists()
    page = ConversationPage(
        conversation=conversation,
        tick=tick_number(conversation.unit_id),
        thread=thread_of(conversation, actor, now=now, is_whole=is_whole),
        now=now,
        may_work=may_work and conversation.merged_into_id is None,
        me=actor.person_id,
        others=others_of(conversation, actor),
        panels=house().panels("conversation"),
        message_panels=house().panels("message"),
    )
    if conversation.channel_id and conversation.channel.kind == "chat":
        page.visitor = seen_visitor(conversation, now=now)
    _describe_party(page, actor)
    if page.may_work:
        page.belongs_to = _belongs_to(page.thread, conversation, actor)
        _offer_acts(page, actor, now)
        _fill_boxes(page, actor, reply, note)
    return page


def _describe_party(page: ConversationPage, actor: Actor) -> None:
    conversation = page.conversation
    if not conversation.party_id:
        return
    kind = house().one("search_kinds", lambda kind: kind.kind == "party")
    page.party_url = reverse(kind.url_name, args=[conversation.party_id]) if kind else ""
    points = ContactPoint.objects.visible_to(actor).filter(party_id=conversation.party_id)
    page.contacts = list(points.order_by("-is_primary", "pk")[:FEW])
    held = Expectation.objects.visible_to(actor).filter(relationship__customer_id=conversation.party_id)
    held = held.exclude(state=Expectation.State.WITHDRAWN)
    page.expectations = list(held.order_by("-importance", "pk")[:FEW])


def _belongs_to(thread: Thread, conversation: Conversation, actor: Actor) -> Conversation | None:
    """The conversation of the same unit at which the first message points, although its sender takes no part there."""
    first = next((one.message for one in thread.said if one.message), None)
    if first is None or thread.earlier or first.direction != Message.Direction.IN:
        return None
    others = possibly_belongs_to(first, actor).filter(unit_id=conversation.unit_id)
    return others.exclude(state=Conversation.State.SPAM).first()


def _offer_acts(page: ConversationPage, actor: Actor, now: datetime) -> None:
    unit = page.conversation.unit_id
    page.workers = workers_of(unit)
    page.presets = presets(unit, now)
    page.inserts = list(house().every("inserts"))
    for_unit = SavedReply.objects.visible_to(actor).filter(
        unit_id__in=(unit,)
    ) | SavedReply.objects.visible_to(actor).filter(unit__isnull=True)
    page.saved_replies = list(for_unit.order_by("-times_used", "name", "pk")[:MOST_WORDS])
    macros = Macro.objects.visible_to(actor)
    for_unit = macros.filter(unit_id=unit) | macros.filter(unit__isnull=True)
    page.macros = list(for_unit.order_by("name", "pk")[:MOST_WORDS])


def _fill_boxes(page: ConversationPage, actor: Actor, reply, note) -> None:
    conversation = page.conversation
    drafts = {
        draft.is_note: draft for draft in Draft.objects.visible_to(actor).filter(conversation=conversation)
    }
    kept, kept_note = drafts.get(False), drafts.get(True)
    usual = {
        "body": kept.body if kept else "",
        "to": ", ".join((kept and kept.recipients.get("to")) or requesters(conversation)),
        "cc": ", ".join((kept and kept.recipients.get("cc")) or ()),
    }
    files = list(own_files(conversation, actor)) if kept else []
    page.reply = Composer(**(usual | dict(reply or {})), is_kept=kept is not None, files=files)
    page.note = Composer(
        **({"body": kept_note.body if kept_note else ""} | dict(note or {})), is_kept=kept_note is not None
    )
    if conversation.channel_id is None:
        page.reply.obstacle = _("This was noted by hand: call or visit again, and log it.")
        return
    kind = kind_of(conversation.channel.kind)
    page.reply.obstacle = kind.obstacle(conversation)
    page.reply.recipients = kind.name == "mail"
