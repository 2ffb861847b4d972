"""Working through conversations: who looks after one, and whether it is done, asleep or nothing at all. All can be undone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.workers import works_in
from twofold.conversations.actions.keep import settle, to_work_on
from twofold.conversations.models import Conversation
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import row_values

State = Conversation.State


@transaction.atomic
def assign_conversation(
    conversation: Conversation, *, person_id: int | None, actor: Actor, now: datetime
) -> Conversation:
    """Say who looks after it, which may be oneself; None: nobody.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor may not work on it
    :raises BadInput: if the person does not work in its unit
    """
    conversation = to_work_on(conversation, actor)
    if conversation.assignee_id == person_id:
        return conversation
    if person_id and person_id != actor.person_id and not works_in(person_id, conversation.unit_id):
        raise BadInput(_("Only someone who works in its unit can look after it."), field="assignee")
    before = row_values(conversation)
    conversation.assignee_id = person_id
    conversation.save(update_fields=["assignee"])
    details = {"from": before["assignee_id"], "to": person_id}
    settle("conversation_assigned", conversation, before, actor=actor, now=now, details=details)
    return conversation


def close_conversation(conversation: Conversation, *, actor: Actor, now: datetime) -> Conversation:
    """Nothing is left to say. It opens again when somebody writes.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor may not work on it
    """
    return _turn(conversation, State.CLOSED, "conversation_closed", actor, now)


def open_conversation(conversation: Conversation, *, actor: Actor, now: datetime) -> Conversation:
    """There is something left to say after all, or it was no spam. Raises as :func:`close_conversation`."""
    return _turn(conversation, State.OPEN, "conversation_opened", actor, now)


def mark_spam(conversation: Conversation, *, actor: Actor, now: datetime) -> Conversation:
    """It is nothing anyone needs to read. Raises as :func:`close_conversation`."""
    return _turn(conversation, State.SPAM, "conversation_marked_spam", actor, now)


@transaction.atomic
def snooze_conversation(
    conversation: Conversation, *, until: datetime, actor: Actor, now: datetime, waits_for: str = ""
) -> Conversation:
    """Put it out of sight until a moment, or until somebody writes.

    :param waits_for: what is waited for, in a few words
    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor may not work on it
    :raises BadInput: if the moment has passed
    """
    if until <= now:
        raise BadInput(_("Choose a moment to come."), field="until")
    conversation = to_work_on(conversation, actor)
    before = row_values(conversation)
    conversation.state, conversation.snoozed_until = State.SNOOZED, until
    conversation.snoozed_for = waits_for.replace("\x00", "").strip()[:120]
    conversation.save(update_fields=["state", "snoozed_until", "snoozed_for"])
    settle(
        "conversation_snoozed",
        conversation,
        before,
        actor=actor,
        now=now,
        details={"until": until.isoformat()},
    )
    return conversation


@transaction.atomic
def _turn(conversation: Conversation, state: str, verb: str, actor: Actor, now: datetime) -> Conversation:
    conversation = to_work_on(conversation, actor)
    if conversation.state == state:
        return conversation
    before = row_values(conversation)
    conversation.state, conversation.snoozed_until, conversation.snoozed_for = state, None, ""
    conversation.save(update_fields=["state", "snoozed_until", "snoozed_for"])
    settle(verb, conversation, before, actor=actor, now=now)
    return conversation
