"""Macros: several acts at once, each by its own verb, with its own checks. All happen, or none."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.actions.conversations import (
    assign_conversation,
    close_conversation,
    mark_spam,
    snooze_conversation,
)
from twofold.conversations.actions.notes import add_note
from twofold.conversations.actions.saved_replies import keep_shared, require_writer, words_of_reply
from twofold.conversations.actions.send import send_message
from twofold.conversations.models import Conversation, Macro, SavedReply
from twofold.conversations.queries.snoozing import moment_of
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput

ACTS = ("reply", "note", "assign", "snooze", "close", "spam")
"""In the order in which a macro does them; the last three exclude each other."""


def save_macro(
    macro: Macro | None,
    *,
    unit_id: int | None,
    name: str,
    steps: Sequence[Mapping],
    actor: Actor,
    now: datetime,
) -> Macro:
    """Write a macro, or write it anew.

    :param steps: e.g. ``[{"act": "reply", "saved_reply": 3}, {"act": "snooze", "until": "tomorrow"}]``
    :raises NotAllowed: if the actor neither leads the unit nor, for the house, administers it
    :raises BadInput: naming the field
    """
    require_writer(actor, macro.unit_id if macro else unit_id)
    name = " ".join(name.split())[:120]
    if not name:
        raise BadInput(_("Give it a name by which others find it."), field="name")
    steps = sorted(
        (dict(step) for step in steps if step.get("act") in ACTS), key=lambda step: ACTS.index(step["act"])
    )
    if not steps:
        raise BadInput(_("Choose at least one thing that it does."))
    if len({step["act"] for step in steps} & {"snooze", "close", "spam"}) > 1:
        raise BadInput(
            _("It can close a conversation, snooze it or mark it as spam, but only one of these."),
            field="then",
        )
    for step in steps:
        if step["act"] == "reply":
            get_visible(SavedReply, actor, step["saved_reply"])
    return keep_shared(
        Macro, macro, unit_id, {"name": name, "steps": steps, "changed_at": now}, actor=actor, now=now
    )


@transaction.atomic
def apply_macro(
    conversation: Conversation, macro: Macro, *, actor: Actor, now: datetime, seen: int | None = None
) -> Conversation:
    """Do what a macro says, as far as the actor may; the first refusal takes back what came before it.

    :param seen: id of the newest message that the actor has read, where it answers
    :raises NotVisible: if the actor may not see one of the two
    :raises DomainError: as the verbs do
    """
    macro = get_visible(Macro, actor, macro.pk)
    conversation = get_visible(Conversation, actor, conversation.pk, "work")
    for step in macro.steps:
        _carry_out(step, conversation, actor, now, seen)
    return conversation


def _carry_out(
    step: Mapping, conversation: Conversation, actor: Actor, now: datetime, seen: int | None
) -> None:
    who = {"actor": actor, "now": now}
    match step["act"]:
        case "reply":
            words = words_of_reply(step["saved_reply"], conversation, actor=actor)
            send_message(conversation, body=words, seen=seen, **who)
        case "note":
            add_note(
                party=conversation.party,
                unit_id=conversation.unit_id,
                body=step["body"],
                subject=conversation,
                **who,
            )
        case "assign":
            person = actor.person_id if step["to"] == "me" else step["to"]
            assign_conversation(conversation, person_id=person, **who)
        case "snooze":
            snooze_conversation(
                conversation, until=moment_of(step["until"], conversation.unit_id, now), **who
            )
        case "close":
            close_conversation(conversation, **who)
        case "spam":
            mark_spam(conversation, **who)
