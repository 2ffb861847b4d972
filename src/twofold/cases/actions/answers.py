"""Telling the customer something: by the conversation in which they wrote, or noted where there is none."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.acknowledging import note_acknowledged
from twofold.cases.actions.recording import case_to_work_on, settle
from twofold.cases.actions.refusals import require_open, required_words
from twofold.cases.models import Case, CaseStep
from twofold.cases.queries.conversations import conversation_to_answer
from twofold.conversations.actions.send import send_message
from twofold.conversations.models import Message
from twofold.core.actor import Actor


@transaction.atomic
def answer_case(
    case: Case, *, words: str, actor: Actor, now: datetime, seen: int | None = None
) -> CaseStep | Message:
    """Tell the customer something. It is sent where a conversation of the case can carry it, and noted where none can.

    What is sent becomes a step of the case as it is heard of, see :mod:`twofold.cases.actions.hearing`. The first answer
    stops the wait for one.

    :param seen: id of the last message of that conversation that the actor has read; None: whatever came
    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises AlreadyResolved: if someone was faster
    :raises BadInput: if nothing is said
    :raises SpokenMeanwhile: if someone else wrote since
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    words = required_words(words, "words", _("Write what the customer is told."))
    conversation = conversation_to_answer(case, actor)
    if conversation is not None:
        return send_message(conversation, body=words, actor=actor, now=now, seen=seen)
    if case.first_answered_at is None:
        case.first_answered_at = now
        case.save(update_fields=["first_answered_at"])
    note_acknowledged(case, now)
    return settle(case, CaseStep.Kind.ANSWERED, body=words, actor=actor, now=now)
