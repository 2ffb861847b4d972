"""Plain rows for measuring: for each conversation its case, with steps, clocks and a place in the queue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from twofold.accounts.queries.workers import workers_of
from twofold.cases.models import (
    Case,
    CaseClock,
    CaseConversation,
    CaseParty,
    CaseRuling,
    CaseStep,
    CaseType,
    ServicePolicy,
)
from twofold.cases.models.case import NEVER
from twofold.conversations.models import Channel
from twofold.example.actions.bulk_rows import insert
from twofold.search.actions.index import Entry, index_many

if TYPE_CHECKING:
    from twofold.example.actions.many_conversations import Talk

KINDS = ("question", "request", "request", "question", "request")
ANSWER, RESOLUTION = timedelta(hours=24), timedelta(days=5)
ANSWER_MINUTES, RESOLUTION_MINUTES = 8 * 60, 40 * 60
STREAMS = ("external_current", "external_past", "external_potential", "internal_current", "internal_past")
REASON = "rows for measuring"


class Desk:
    """Who works where, and what cases are made of.

    :ivar workers: unit → ids of those who work there
    :ivar types: kind → its plain type with the stages, first to last
    """

    def __init__(self) -> None:
        units = set(Channel.objects.system(REASON).values_list("unit_id", flat=True))
        self.workers = {unit: [pk for pk, _name in workers_of(unit)] for unit in units}
        types = CaseType.objects.system(REASON).filter(unit=None).order_by("-order", "-pk")
        types = list(types.prefetch_related("stages"))
        self.types = {one.kind: one for one in types}
        self.stages = {one.pk: sorted(one.stages.all(), key=lambda stage: stage.order) for one in types}
        self.policy = ServicePolicy.objects.system(REASON).order_by("-order", "-pk").first()

    def type_of(self, case: int) -> CaseType:
        """The type that a case has."""
        return self.types[KINDS[case % len(KINDS)]]


@dataclass(slots=True)
class Filed:
    """What becomes of a conversation's case."""

    talk: "Talk"
    type: CaseType
    stage: int | None
    resolved_at: datetime | None
    promised_at: datetime
    is_in_queue: bool


def write_cases(talks: Sequence["Talk"], desk: Desk, now: datetime) -> None:
    """Write the cases of conversations."""
    filed = [_filed(one, desk) for one in talks]
    _write_cases(filed)
    insert(CaseConversation, "conversation case", ((one.pk, one.case) for one in talks))
    insert(CaseParty, "case party role", ((one.case, one.party, "requester") for one in talks))
    insert(
        CaseStep,
        "case kind body person stage message happened_at",
        (row for one in filed for row in _steps(one)),
    )
    policy = desk.policy and desk.policy.pk
    insert(
        CaseRuling,
        "case ruled_at policy calendar_unit first_answer_minutes resolution_minutes",
        (
            (one.case, one.started_at, policy, one.channel.unit_id, ANSWER_MINUTES, RESOLUTION_MINUTES)
            for one in talks
        ),
    )
    insert(
        CaseClock,
        "case target policy minutes state started_at due_at met_at counted_seconds counted_at",
        (row for one in filed for row in _clocks(one, policy, now)),
    )
    index_many(
        Entry(
            "case",
            one.case,
            f"#{one.case} {one.subject}",
            one.started_at,
            scopes=(f"u{one.channel.unit_id}",),
        )
        for one in talks
    )


def _filed(talk: "Talk", desk: Desk) -> Filed:
    of_type = desk.type_of(talk.case)
    stages = desk.stages[of_type.pk]
    stage = stages[talk.case % len(stages)].pk if talk.is_open and stages else None
    pulled = talk.is_open and talk.assignee is None and of_type.way == CaseType.Way.PULLED
    resolved_at = None if talk.is_open else talk.last_at + timedelta(hours=1)
    return Filed(talk, of_type, stage, resolved_at, talk.started_at + RESOLUTION, pulled)


def _write_cases(filed: Sequence[Filed]) -> None:
    insert(
        Case,
        "id relationship unit kind type stage title description state assignee opened_at promised_at next_due_at"
        " stream is_in_queue queue_due_at queue_ages_at first_answered_at resolved_at resolution",
        (
            (one.talk.case, one.talk.relationship, one.talk.channel.unit_id, one.type.kind, one.type.pk)
            + (one.stage, one.talk.subject, one.talk.texts[0], "open" if one.talk.is_open else "resolved")
            + (one.talk.assignee, one.talk.started_at, one.promised_at)
            + (None if one.resolved_at else one.promised_at, STREAMS[one.talk.case % len(STREAMS)])
            + (one.is_in_queue, one.promised_at if one.is_in_queue else NEVER)
            + (one.talk.started_at + 2 * RESOLUTION if one.is_in_queue else NEVER, one.talk.at(1))
            + (one.resolved_at, one.talk.texts[-1] if one.resolved_at else "")
            for one in filed
        ),
    )


def _steps(one: Filed) -> Iterator[tuple]:
    talk = one.talk
    yield talk.case, "opened", "", None, one.stage, None, talk.started_at
    for number in range(1, len(talk.texts)):
        kind, who = ("answered", talk.assignee) if number % 2 else ("wrote", talk.party)
        yield talk.case, kind, "", who, None, talk.first_message + number, talk.at(number)
    if one.resolved_at:
        yield talk.case, "resolved", talk.texts[-1], talk.assignee, None, None, one.resolved_at


def _clocks(one: Filed, policy: int | None, now: datetime) -> Iterator[tuple]:
    case, at, answered = one.talk.case, one.talk.started_at, one.talk.at(1)
    yield case, "first_answer", policy, ANSWER_MINUTES, "kept", at, at + ANSWER, answered, 3 * 3600, answered
    end = one.resolved_at or now
    state = "kept" if one.resolved_at else "running"
    yield (
        *(case, "resolution", policy, RESOLUTION_MINUTES, state, at, one.promised_at),
        *(one.resolved_at, min(int((end - at).total_seconds()) // 3, 2**31 - 1), end),
    )
