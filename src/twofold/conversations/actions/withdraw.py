"""Taking a message back while it has not left."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twofold.conversations.actions.conversations import open_conversation
from twofold.conversations.actions.draft_files import give_back_files
from twofold.conversations.actions.keep import to_work_on
from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.actions.ticks import tick
from twofold.conversations.models import Conversation, Draft, Message, OutgoingMail
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.timeline.actions import record

State = OutgoingMail.State
UNSENT = {(State.WAITING, 0), (State.SUPPRESSED, 0)}
REASON = "the actor may work on the conversation"


@transaction.atomic
def withdraw_message(message: Message, *, actor: Actor, now: datetime) -> Message:
    """Take back a message that nobody was sent yet. Its words become a draft again, unless there is another.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor may not work on its conversation
    :raises Conflict: if it has left, for anyone
    """
    get_visible(Message, actor, message.pk, "work")
    conversation = to_work_on(message.conversation, actor)
    message = Message.objects.system(REASON).select_for_update().get(pk=message.pk)
    if message.withdrawn_at:
        return message
    mails = OutgoingMail.objects.system(REASON).filter(message=message)
    stopped = mails.filter(state=State.WAITING, attempts=0).update(state=State.WITHDRAWN, finished_at=now)
    if not stopped or mails.exclude(state__in=(State.WITHDRAWN, State.SUPPRESSED)).exists():
        raise Conflict(_("This message has left already. Write another one to put things right."))
    message.withdrawn_at = now
    message.save(update_fields=["withdrawn_at"])
    _keep_words(message, now)
    _ask_again(conversation)
    refresh_search([conversation.pk])
    tick([conversation.unit_id])
    record(
        "conversations.message_withdrawn",
        subject=conversation,
        actor=actor,
        now=now,
        unit_id=conversation.unit_id,
        parties=() if conversation.is_restricted else [conversation.party_id],
        details={"message": message.pk},
    )
    if conversation.needs_answer and conversation.state == Conversation.State.CLOSED:
        open_conversation(conversation, actor=actor, now=now)  # it was closed with the answer that is none
    return message


def can_be_taken_back(message: Message) -> bool:
    """Whether nobody was sent it yet, as far as one can know without holding it."""
    mails = OutgoingMail.objects.system(REASON).filter(message=message)
    states = set(mails.values_list("state", "attempts"))
    return message.withdrawn_at is None and (State.WAITING, 0) in states <= UNSENT


def _keep_words(message: Message, now: datetime) -> None:
    if message.author_id:
        draft, is_new = Draft.objects.system("the author's own words").get_or_create(
            conversation_id=message.conversation_id,
            author_id=message.author_id,
            is_note=False,
            defaults={"body": message.body, "recipients": message.recipients, "changed_at": now},
        )
        if is_new:
            give_back_files(message, draft)


def _ask_again(conversation: Conversation) -> None:
    """Whether a person wrote last, now that this message does not count."""
    said = Message.objects.system(REASON).filter(
        Q(is_automatic=False, is_list_mail=False, withdrawn_at=None), conversation=conversation
    )
    last = said.order_by("-happened_at", "-pk").first()
    conversation.needs_answer = last is not None and last.direction == Message.Direction.IN
    conversation.save(update_fields=["needs_answer"])
