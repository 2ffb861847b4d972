"""The thread of a case: its steps and the notes at it, newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from twofold.cases.models import Case, CaseStep
from twofold.cases.queries.names_at import names_at
from twofold.cases.queries.said import latest_said
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


def thread_of(actor: Actor, case: Case, said: Sequence[Message] | None = None) -> list[ThreadEntry]:
    """What was done about a case and what was noted at it, each through its own gate.

    An imported case may have no step for its beginning or end: they are told from the case itself.

    :param said: the newest messages, where they are at hand
    """
    steps = CaseStep.objects.visible_to(actor).filter(case=case)
    said = latest_said(case, actor) if said is None else said
    read = {message.pk for message in said}
    rows = [step for step in steps.order_by("-happened_at", "-pk") if step.message_id not in read]
    names = _names(rows, case, actor)
    told = [_from_step(step, names) for step in rows]
    kinds = {entry.kind for entry in told}
    if CaseStep.Kind.OPENED not in kinds:
        told.append(ThreadEntry(CaseStep.Kind.OPENED, case.opened_at, ""))
    if case.resolved_at and CaseStep.Kind.RESOLVED not in kinds:
        told.insert(0, ThreadEntry(CaseStep.Kind.RESOLVED, case.resolved_at, "", body=case.resolution))
    notes = list(notes_on(actor, Case._meta.label_lower, case.pk))
    bodies = bodies_of(notes, actor)
    noted = [_from_note(note, bodies[note.pk]) for note in notes]
    return _merged([*told, *map(_from_message, said)], noted)


def _names(steps: Iterable[CaseStep], case: Case, actor: Actor) -> Mapping[int, str]:
    parties = {party for step in steps for party in (step.person_id, step.about_id) if party}
    return names_at(case, parties, actor) if parties else {}


def _from_step(step: CaseStep, names: Mapping[int, str]) -> ThreadEntry:
    return ThreadEntry(
        step.kind,
        step.happened_at,
        names.get(step.person_id, ""),
        about=names.get(step.about_id, ""),
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
