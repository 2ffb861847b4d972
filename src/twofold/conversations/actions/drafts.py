"""Keeping what someone has begun to write."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from twofold.conversations.actions.draft_files import OF_DRAFT, own_files
from twofold.conversations.actions.send import LONGEST
from twofold.conversations.models import Conversation, Draft
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.files.models import Attachment

REASON = "the actor's own words"


def keep_draft(
    conversation: Conversation,
    *,
    body: str,
    actor: Actor,
    now: datetime,
    is_note: bool = False,
    recipients: Mapping[str, Sequence[str]] | None = None,
) -> Draft | None:
    """Keep an answer or a note as far as it is written. Without a word or a file it is forgotten.

    :raises NotVisible: if the actor may not see the conversation
    :raises NotAllowed: if the actor may not work on it
    """
    get_visible(Conversation, actor, conversation.pk, "work")
    words = body.replace("\x00", "")[:LONGEST]
    if not words.strip() and (is_note or not own_files(conversation, actor).exists()):
        forget_draft(conversation, actor=actor, is_note=is_note)
        return None
    kept, _is_new = Draft.objects.system(REASON).update_or_create(
        conversation_id=conversation.pk,
        author_id=actor.person_id,
        is_note=is_note,
        defaults={"body": words, "recipients": dict(recipients or {}), "changed_at": now},
    )
    return kept


def forget_draft(conversation: Conversation, *, actor: Actor, is_note: bool = False) -> None:
    """It was sent, or given up."""
    own = Draft.objects.system(REASON).filter(conversation_id=conversation.pk, author_id=actor.person_id)
    for draft in own.filter(is_note=is_note):
        Attachment.objects.system(REASON).filter(subject_kind=OF_DRAFT, subject_id=draft.pk).delete()
        draft.delete()
