"""Conversations are about whoever they are with: theirs to read, and emptied with them. That there was one, and when, stays."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from twofold.conversations.actions.search_entries import KIND, refresh_search
from twofold.conversations.models import (
    Conversation,
    ConversationParty,
    Draft,
    Message,
    Note,
    Visitor,
)
from twofold.core.setwise import among
from twofold.directory.models import ContactPoint
from twofold.files.models import Attachment
from twofold.search.actions.index import unindex
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

REASON = "conversations are emptied with whom they were with"
NOBODY = {"author_name": "", "author_address": "", "recipients": {}, "header_id": "", "references": []}
NO_WORDS = {"subject": "", "body": "", "quoted": "", "html": ""}


def forget_elsewhere(ids: Sequence[int], now: datetime) -> None:
    """What they said in conversations with others, or before anybody knew who they were, and their addresses there."""
    points = ContactPoint.objects.system(REASON).filter(party_id__in=among(ids), kind=ContactPoint.Kind.EMAIL)
    addresses = sorted(set(points.values_list("normalized", flat=True)))
    theirs = Message.objects.system(REASON).filter(
        Q(author_id__in=among(ids)) | Q(author_address__in=among(addresses)), direction=Message.Direction.IN
    )
    said_in = set(theirs.values_list("conversation_id", flat=True))
    _files_of(ids, or_messages=theirs).delete()
    begun = Conversation.objects.system(REASON).filter(pk__in=said_in, party=None)
    begun.update(subject="", snoozed_for="")
    theirs.update(**NOBODY, **NO_WORDS)
    ConversationParty.objects.filter(Q(party_id__in=among(ids)) | Q(address__in=among(addresses))).delete()
    Visitor.objects.filter(address__in=among(addresses)).delete()
    refresh_search(said_in)
    own = list(_own(ids))
    unindex(KIND, own)
    at_them = Note.objects.system(REASON).filter(
        subject_kind=Conversation._meta.label_lower, subject_id__in=among(own)
    )
    at_them.delete()


def files_with_them(ids: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Name and content of what came or went along with what was said with them."""
    yield from _files_of(ids, only_open=True).order_by("pk").values_list("name", "file__sha256")


def _files_of(
    ids: Sequence[int], *, or_messages: QuerySet[Message] | None = None, only_open: bool = False
) -> QuerySet[Attachment]:
    """Files of their conversations; of answers to them that are begun, too, unless only what they may be given is asked for."""
    own = Conversation.objects.system(REASON).filter(party_id__in=among(ids))
    own = own.filter(is_restricted=False) if only_open else own
    said = Message.objects.system(REASON).filter(conversation__in=own)
    files = Attachment.objects.system(REASON)
    found = Q(subject_kind=Message._meta.label_lower, subject_id__in=said.values("pk"))
    if or_messages is not None:
        found |= Q(subject_kind=Message._meta.label_lower, subject_id__in=or_messages.values("pk"))
    if not only_open:
        drafts = Draft.objects.system(REASON).filter(conversation__in=own)
        found |= Q(subject_kind=Draft._meta.label_lower, subject_id__in=drafts.values("pk"))
    return files.filter(found)


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People with whom something was said since."""
    rows = Conversation.objects.system(REASON).filter(party_id__in=among(ids), last_message_at__gte=since)
    return set(rows.values_list("party_id", flat=True))


def _own(ids: Sequence[int]):
    rows = Conversation.objects.system(REASON).filter(party_id__in=among(ids))
    return rows.values_list("pk", flat=True)


CONVERSATION_DATA = personal_data(
    gettext_lazy("Conversations"),
    PersonalRows(
        Message,
        gettext_lazy("What was said with them"),
        "conversation__party_id",
        stays=frozenset({"happened_at"}),
        hides=frozenset({"raw", "header_id", "html", "author"}),
        shows={gettext_lazy("Direction"): "direction", gettext_lazy("Medium"): "medium"},
        only_shown=Q(conversation__is_restricted=False),
    ),
    PersonalRows(
        ConversationParty,
        gettext_lazy("Conversations they take part in"),
        "conversation__party_id",
        or_columns=("party_id",),
        goes=True,
        hides=frozenset({"address", "party"}),
        shows={gettext_lazy("Conversation"): "conversation_id", gettext_lazy("As"): "role"},
    ),
    PersonalRows(
        Draft,
        gettext_lazy("Answers to them that somebody has begun"),
        "conversation__party_id",
        goes=True,
        hides=frozenset({"body", "recipients"}),
        shows={gettext_lazy("Changed"): "changed_at"},
    ),
    PersonalRows(
        Visitor,
        gettext_lazy("How they came by the web"),
        "conversation__party_id",
        goes=True,
        hides=frozenset({"secret_hash", "code_hash"}),
    ),
    PersonalRows(
        Conversation,
        gettext_lazy("Their conversations"),
        "party_id",
        stays=frozenset({"party", "started_at", "last_message_at"}),
        hides=frozenset({"party", "snoozed_for"}),
        shows={gettext_lazy("Conversation"): "pk", gettext_lazy("Unit"): "unit__party__name"},
        only_shown=Q(is_restricted=False),
    ),
    before=forget_elsewhere,
    active_since=active_since,
    files=files_with_them,
)
