"""Removing again the mail that an import has brought in. What was answered since stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Model, Q
from django.utils.translation import gettext_lazy as _

from twofold.conversations.actions.search_entries import KIND, refresh_search
from twofold.conversations.models import Conversation, ConversationParty, Draft, Message, Note, RawMessage
from twofold.core.plates import Imported
from twofold.core.setwise import among
from twofold.files.models import Attachment
from twofold.search.actions.index import unindex

REASON = "an import is taken back, and has asked for each row whether it may go"
PARTS: tuple[tuple[type[Model], str], ...] = (
    (Message, "conversation_id"),
    (ConversationParty, "conversation_id"),
)


def remove_conversations(ids: Sequence[int], now: datetime) -> None:
    """Remove conversations with all that was said in them."""
    _remove(Message.objects.system(REASON).filter(conversation__in=among(ids)).values_list("pk", "raw_id"))
    ConversationParty.objects.filter(conversation__in=among(ids)).delete()
    Conversation.objects.system(REASON).filter(pk__in=among(ids)).delete()
    unindex(KIND, ids)


def remove_messages(ids: Sequence[int], now: datetime) -> None:
    """Remove messages of conversations that were there before."""
    rows = Message.objects.system(REASON).filter(pk__in=among(ids))
    conversations = set(rows.values_list("conversation_id", flat=True))
    _remove(rows.values_list("pk", "raw_id"))
    for one in Conversation.objects.system(REASON).filter(pk__in=among(sorted(conversations))):
        one.message_count = one.messages.system(REASON).count()
        one.save(update_fields=["message_count"])
    refresh_search(conversations)


def spoken_of(ids: Sequence[int]) -> Iterable[int]:
    """Conversations about which somebody has written a note, or begun an answer."""
    notes = Note.objects.system(REASON).filter(
        subject_kind=Conversation._meta.label_lower, subject_id__in=among(ids)
    )
    drafts = Draft.objects.system(REASON).filter(conversation__in=among(ids))
    return {
        *notes.values_list("subject_id", flat=True),
        *drafts.values_list("conversation_id", flat=True),
    }


def _remove(rows: Iterable[tuple[int, int | None]]) -> None:
    """Messages with their originals and files, of which :mod:`twofold.files` keeps what others have too."""
    pairs = list(rows)
    messages, raws = [pk for pk, _raw in pairs], [raw for _pk, raw in pairs if raw]
    files = Attachment.objects.system(REASON).filter(subject_kind=Message._meta.label_lower)
    files.filter(subject_id__in=among(messages)).delete()
    Message.objects.system(REASON).filter(pk__in=among(messages)).delete()
    RawMessage.objects.system(REASON).filter(pk__in=among(raws)).delete()


IMPORTED = (
    Imported(
        Message,
        _("Messages"),
        remove_messages,
        apart=Q(conversation__import_run_id=F("import_run_id")),
    ),
    Imported(Conversation, _("Conversations"), remove_conversations, parts=PARTS, touched=spoken_of),
)
