"""Files that will go along with an answer: they are kept with its draft until it is sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from twofold.conversations.models import Conversation, Draft, Message
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotVisible
from twofold.files.actions.attach import attach_file
from twofold.files.models import Attachment

MOST = 20
REASON = "the actor's own draft"
OF_DRAFT, OF_MESSAGE = Draft._meta.label_lower, Message._meta.label_lower


@transaction.atomic
def attach_to_draft(
    conversation: Conversation, files: Sequence[tuple[str, BinaryIO]], *, actor: Actor, now: datetime
) -> None:
    """Keep files with the actor's answer, which is begun with them if it was not yet.

    :param files: name and content of each
    :raises NotVisible, NotAllowed: if the actor may not work on the conversation
    :raises BadInput: if one is empty, or they are too many or too large for one answer
    """
    get_visible(Conversation, actor, conversation.pk, "work")
    if not files:
        raise BadInput(_("Choose a file first."), field="files")
    draft, _is_new = Draft.objects.system(REASON).get_or_create(
        conversation_id=conversation.pk,
        author_id=actor.person_id,
        is_note=False,
        defaults={"changed_at": now},
    )
    for name, content in files:
        attached = attach_file(
            content,
            name=name,
            subject_kind=OF_DRAFT,
            subject_id=draft.pk,
            unit_id=conversation.unit_id,
            actor=actor,
            now=now,
        )
        if not attached.file.size:
            raise BadInput(_("“%(name)s” is empty.") % {"name": attached.name}, field="files")
    _require_room(files_of(draft))


def remove_from_draft(conversation: Conversation, file_id: int, *, actor: Actor) -> None:
    """Leave a file out after all.

    :raises NotVisible: if the actor's draft has no such file
    """
    if not own_files(conversation, actor).filter(pk=file_id).delete()[0]:
        raise NotVisible


def own_files(conversation: Conversation, actor: Actor) -> QuerySet[Attachment]:
    """The files of the answer that the actor has begun."""
    drafts = Draft.objects.system(REASON).filter(
        conversation_id=conversation.pk, author_id=actor.person_id or 0, is_note=False
    )
    files = Attachment.objects.system(REASON).filter(
        subject_kind=OF_DRAFT, subject_id__in=drafts.values("pk")
    )
    return files.select_related("file").order_by("pk")


def files_of(draft: Draft) -> QuerySet[Attachment]:
    """What is kept with a draft."""
    return Attachment.objects.system(REASON).filter(subject_kind=OF_DRAFT, subject_id=draft.pk)


def enclose_files(message: Message, *, actor: Actor) -> None:
    """Let the files of the actor's draft go with the message, in the transaction that sends it."""
    own = own_files(message.conversation, actor).values("pk")
    files = Attachment.objects.system(REASON).filter(pk__in=list(own.values_list("pk", flat=True)))
    files.update(subject_kind=OF_MESSAGE, subject_id=message.pk, unit_id=message.conversation.unit_id)


def give_back_files(message: Message, draft: Draft) -> None:
    """Keep with a draft again what would have gone with a message that was taken back."""
    sent = Attachment.objects.system(REASON).filter(subject_kind=OF_MESSAGE, subject_id=message.pk)
    for one in sent.order_by("pk"):
        one.pk, one._state.adding = None, True
        one.subject_kind, one.subject_id = OF_DRAFT, draft.pk
        one.save(force_insert=True)


def _require_room(files: QuerySet[Attachment]) -> None:
    if files.count() > MOST:
        raise BadInput(_("An answer takes %(most)d files along at most.") % {"most": MOST}, field="files")
    if (files.aggregate(size=Sum("file__size"))["size"] or 0) > settings.UPLOAD_LIMIT:
        raise BadInput(
            _("Together these files are larger than %(limit)s MB, more than most mailboxes take.")
            % {"limit": settings.UPLOAD_LIMIT >> 20},
            field="files",
        )
