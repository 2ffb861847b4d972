"""What conversations tell cases: the customer wrote, was answered, or the answer was taken back."""

from datetime import datetime

from django.db import transaction

from twofold.cases.actions.acknowledging import acknowledged_by
from twofold.cases.actions.clocks import refresh_case_clocks
from twofold.cases.actions.search_entries import refresh_search
from twofold.cases.actions.stages import stage_after_customer_wrote
from twofold.cases.models import Case, CaseConversation, CaseStep
from twofold.conversations.actions.ticks import tick
from twofold.conversations.models import Conversation, Message
from twofold.timeline.models import Event

REASON = "what was said in a case's conversation belongs to the case"


@transaction.atomic
def hear(event: Event) -> CaseStep | None:
    """Keep what was said in the conversation of a case as a step of it, once; forget it if it was taken back.

    A machine's mail is no step: nobody has written, and nobody was answered.
    """
    message = (
        Message.objects.system(REASON)
        .filter(pk=event.details.get("message"), conversation_id=event.subject_id)
        .first()
    )
    link = CaseConversation.objects.filter(conversation_id=event.subject_id).first()
    if message is None or link is None:
        return None
    case = Case.objects.system(REASON).select_for_update(of=("self",)).get(pk=link.case_id)
    steps = said_in(case, [message], now=max(event.recorded_at, message.happened_at))
    return steps[0] if steps else None


def said_in(case: Case, messages: list[Message], *, now: datetime) -> list[CaseStep]:
    """The steps of a case that tell of these messages, written if they are not there yet, in order.

    :param case: held until the end of the transaction
    """
    CaseStep.objects.system(REASON).filter(
        case=case, message__in=[message for message in messages if message.withdrawn_at]
    ).delete()
    told = CaseStep.objects.system(REASON).filter(case=case, message__in=messages)
    known = set(told.values_list("message_id", flat=True))
    new = [_step(case, message) for message in messages if message.pk not in known and _says(message)]
    written = CaseStep.objects.bulk_create(new)
    _note_first_answer(case)
    acknowledged_by(case, messages)
    _go_on(case, written)
    refresh_case_clocks(case, now=now)
    if written:
        refresh_search([case.pk])
    return written


def take_conversations_along(case: Case) -> None:
    """Let the conversations of a case belong to its unit, whose people answer in them from now on."""
    ids = CaseConversation.objects.filter(case=case).values_list("conversation_id", flat=True)
    theirs = Conversation.objects.system(REASON).filter(pk__in=list(ids)).exclude(unit_id=case.unit_id)
    units = [*theirs.values_list("unit_id", flat=True), case.unit_id]
    if theirs.update(unit_id=case.unit_id, assignee=None):
        tick(units)


def _go_on(case: Case, steps: list[CaseStep]) -> None:
    """A case that waited for its customer goes on once they have written: it is our turn again."""
    wrote = next((step for step in reversed(steps) if step.kind == CaseStep.Kind.WROTE), None)
    stage = stage_after_customer_wrote(case) if wrote and case.is_open else None
    if stage is None:
        return
    case.stage = stage
    case.save(update_fields=["stage"])
    CaseStep.objects.create(
        case=case,
        kind=CaseStep.Kind.MOVED,
        label=stage.name,
        stage=stage,
        pauses=False,
        happened_at=wrote.happened_at,
    )


def _says(message: Message) -> bool:
    return not (message.withdrawn_at or message.is_automatic or message.is_list_mail)


def _step(case: Case, message: Message) -> CaseStep:
    is_ours = message.direction == Message.Direction.OUT
    return CaseStep(
        case=case,
        kind=CaseStep.Kind.ANSWERED if is_ours else CaseStep.Kind.WROTE,
        person_id=message.author_id,
        message=message,
        happened_at=message.happened_at,
    )


def _note_first_answer(case: Case) -> None:
    """The first answer is the first step that answers; taken back, it is none."""
    answers = CaseStep.objects.system(REASON).filter(case=case, kind=CaseStep.Kind.ANSWERED)
    first: datetime | None = (
        answers.order_by("happened_at", "id").values_list("happened_at", flat=True).first()
    )
    if first != case.first_answered_at:
        case.first_answered_at = first
        case.save(update_fields=["first_answered_at"])
