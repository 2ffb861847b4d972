"""Logging a call, a visit, a letter or an overheard remark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.actions.conversations import (
    assign_conversation,
    close_conversation,
    snooze_conversation,
)
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import Conversation, Message
from twofold.core.access import get_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput
from twofold.core.plates import house
from twofold.directory.models import Party
from twofold.relationships.actions.evidence import bear_out
from twofold.relationships.actions.expectations import state_expectation
from twofold.relationships.actions.relationships import open_relationship
from twofold.relationships.models import Expectation, Relationship, Side

MEDIA = (Message.Medium.CALL, Message.Medium.VISIT, Message.Medium.LETTER, Message.Medium.REMARK)
LONGEST = 20_000
LONGEST_SUBJECT = 80
REASON = "the actor works in the unit"
SLACK = timedelta(minutes=5)
"""How far a clock on somebody's desk may run ahead of ours."""


@dataclass(frozen=True)
class Heard:
    """What somebody heard.

    :param party: who said it, if they are known; else `name` says who, as far as anybody knows
    :param expectations: ids of expectations of the party that it bears out
    :param expects: an expectation that nobody has stated yet
    :param follow_up: when to come back to it; None: nothing is left to do
    :param assignee: who comes back to it
    :param also: name of what else is kept of it, see `KeptAlso` → keys chosen there
    """

    unit_id: int
    medium: str
    words: str
    happened_at: datetime
    party: Party | None = None
    name: str = ""
    expectations: Sequence[int] = ()
    expects: str = ""
    follow_up: datetime | None = None
    assignee: int | None = None
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)


@transaction.atomic
def log_contact(heard: Heard, *, actor: Actor, now: datetime) -> Conversation:
    """Keep what somebody heard as a conversation: closed, or asleep until it is followed up.

    :raises NotAllowed: if the actor does not work in the unit
    :raises NotVisible: if the actor may not see the party, or one of the expectations
    :raises BadInput: naming the field
    """
    require_level(
        actor, Level.WORK, heard.unit_id, _("Only those who work in this unit log contacts for it.")
    )
    words = _checked(heard, now)
    party = get_visible(Party, actor, heard.party.pk, "name") if heard.party else None
    message = take_in(
        Arrived(
            channel=None,
            unit_id=heard.unit_id,
            medium=heard.medium,
            body=words,
            happened_at=heard.happened_at,
            author=party,
            author_name=party.name if party else " ".join(heard.name.split())[:200],
            subject=_subject(words),
            is_verified=party is not None,
        ),
        now=now,
        actor=actor,
    )
    conversation = message.conversation
    relationship = _relationship(heard, party, actor, now)
    Conversation.objects.system(REASON).filter(pk=conversation.pk).update(
        relationship=relationship, needs_answer=False
    )
    _note_expectations(heard, message, relationship, actor, now)
    conversation.refresh_from_db()
    for kept in house().every("kept_also"):
        if kept.name in heard.also:
            kept.keep(conversation, heard.also[kept.name], actor, now)
    if heard.assignee:
        assign_conversation(conversation, person_id=heard.assignee, actor=actor, now=now)
    if heard.follow_up:
        return snooze_conversation(conversation, until=heard.follow_up, actor=actor, now=now)
    return conversation if heard.assignee else close_conversation(conversation, actor=actor, now=now)


def _checked(heard: Heard, now: datetime) -> str:
    words = heard.words.replace("\x00", "").strip()
    if heard.medium not in MEDIA:
        raise BadInput(_("Say how you heard it."), field="medium")
    if not words:
        raise BadInput(_("Say in a sentence what was said."), field="words")
    if len(words) > LONGEST:
        raise BadInput(_("That is too long. Say what matters, and attach the rest."), field="words")
    if heard.happened_at > now + SLACK:
        raise BadInput(_("That lies in the future. Log it when it has happened."), field="happened_at")
    if heard.expects.strip() and not heard.party:
        raise BadInput(
            _("Choose who expects this: an expectation belongs to somebody known."), field="expects"
        )
    return words


def _subject(words: str) -> str:
    """The first sentence, or as much of it as fits a line."""
    first = words.splitlines()[0].split(". ")[0]
    return first if len(first) <= LONGEST_SUBJECT else f"{first[:LONGEST_SUBJECT].rsplit(' ', 1)[0]} …"


def _relationship(heard: Heard, party: Party | None, actor: Actor, now: datetime) -> Relationship | None:
    """By which the unit serves them already; an expectation of someone whom it does not serve begins one."""
    if party is None:
        return None
    served = Relationship.objects.system(REASON).filter(provider_id=heard.unit_id, customer=party)
    found = served.order_by("pk").first()
    if found or not heard.expects.strip():
        return found
    is_inside = party.is_colleague or party.kind == Party.Kind.UNIT
    side = Side.INTERNAL if is_inside else Side.EXTERNAL
    return open_relationship(provider_id=heard.unit_id, customer=party, side=side, actor=actor, now=now)


def _note_expectations(
    heard: Heard, message: Message, relationship: Relationship | None, actor: Actor, now: datetime
) -> None:
    theirs = Expectation.objects.visible_to(actor).filter(relationship__customer=heard.party or 0)
    for pk in heard.expectations:
        expectation = theirs.filter(pk=pk).first()
        if expectation is None:
            raise BadInput(_("Choose expectations of the one who said it."), field="expectations")
        bear_out(expectation, message, actor=actor, now=now)
    if heard.expects.strip() and relationship:
        stated = state_expectation(relationship, statement=heard.expects, actor=actor, now=now)
        bear_out(stated, message, actor=actor, now=now)
