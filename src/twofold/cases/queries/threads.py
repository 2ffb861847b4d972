"""The thread of a case: its steps and the notes at it, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from twofold.cases.models import Case, CaseStep
from twofold.cases.queries.said import NEWEST, messages_of
from twofold.conversations.models import Message, Note
from twofold.conversations.queries.mentions import bodies_of
from twofold.conversations.queries.notes import notes_on
from twofold.core.actor import Actor


@dataclass(frozen=True)
class ThreadEntry:
    """A step or a note.

    :param kind: a kind of step, or ``note``
    :param about: the name of whom the step names
    :param conversation: id of that in which it was said
    """

    kind: str
    at: datetime
    who: str
    unit: str = ""
    about: str = ""
    label: str = ""
    body: str = ""
    conversation: int | None = None
    is_complaint: bool = False


def thread_of(actor: Actor, case: Case) -> list[ThreadEntry]:
    """What was done about a case and what was noted at it, each through its own gate.

    An imported case may have no step for its beginning or end: they are told from the case itself.
    """
    steps = CaseStep.objects.visible_to(actor).filter(case=case).select_related("person", "about")
    said = list(messages_of(case, actor)[:NEWEST])
    read = {message.pk for message in said}
    rows = steps.order_by("-happened_at", "-pk")
    told = [_from_step(step) for step in rows if step.message_id not in read]
    kinds = {entry.kind for entry in told}
    if CaseStep.Kind.OPENED not in kinds:
        told.append(ThreadEntry(CaseStep.Kind.OPENED, case.opened_at, ""))
    if case.resolved_at and CaseStep.Kind.RESOLVED not in kinds:
        told.insert(0, ThreadEntry(CaseStep.Kind.RESOLVED, case.resolved_at, "", body=case.resolution))
    notes = list(notes_on(actor, Case._meta.label_lower, case.pk))
    bodies = bodies_of(notes, actor)
    noted = [_from_note(note, bodies[note.pk]) for note in notes]
    return _merged([*told, *map(_from_message, said)], noted)


def _from_step(step: CaseStep) -> ThreadEntry:
    return ThreadEntry(
        step.kind,
        step.happened_at,
        step.person.name if step.person else "",
        about=step.about.name if step.about else "",
        label=step.label,
        body=step.body,
    )


def _from_message(message: Message) -> ThreadEntry:
    """What was said, in the words themselves; the step that tells of it may still be on its way."""
    is_ours = message.direction == Message.Direction.OUT
    return ThreadEntry(
        CaseStep.Kind.ANSWERED if is_ours else CaseStep.Kind.WROTE,
        message.happened_at,
        message.author.name if message.author else message.author_name or message.author_address,
        unit=message.get_medium_display(),
        body=message.body,
        conversation=message.conversation_id,
        is_complaint=message.is_complaint,
    )


def _from_note(note: Note, body: str) -> ThreadEntry:
    return ThreadEntry(
        "note", note.created_at, note.author.name if note.author else "", note.unit.party.name, body=body
    )


def _merged(told: Iterable[ThreadEntry], noted: Iterable[ThreadEntry]) -> list[ThreadEntry]:
    return sorted([*told, *noted], key=lambda entry: entry.at, reverse=True)
