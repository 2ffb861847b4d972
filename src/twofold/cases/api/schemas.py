"""What programs send and get about cases."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar, Literal

from django.db import models

from twofold.cases.models import Case
from twofold.cases.queries.explained import ExplainedClock
from twofold.cases.queries.rows import CaseRow
from twofold.cases.queries.threads import ThreadEntry
from twofold.core.api.fields import Flag, Given, GivenId, Id, Listed, Named, Paged, Told, words
from twofold.directory.api.attributes import PREFIX, GivenAttributes, ToldAttributes, told_attributes

CaseKind = Literal["question", "request", "complaint", "conflict"]
Side = Literal["internal", "external"]
LONGEST_WORDS = 20_000


class CaseFilters(Paged):
    """What narrows the list of cases; besides, ``attribute.<key>`` for each filterable attribute."""

    open_ended: ClassVar = (PREFIX,)
    state: Literal["open", "resolved"] = "open"
    late: bool = False
    unassigned: bool = False
    assignee: Id | None = None
    side: Literal["", "internal", "external"] = ""
    kind: Literal["", "question", "request", "complaint", "conflict"] = ""
    unit: Id | None = None
    relationship: Id | None = None


class NewCase(Given):
    """What is owed, to whom, by which unit.

    :param requester: who asked, if not the customer, e.g. a contact of an organisation
    :param type: whose kind and unit go before those stated
    :param remedy_sought: of a complaint, what would make it good
    """

    customer: GivenId
    unit: GivenId
    side: Side
    kind: CaseKind
    title: words(200, least=1)
    description: words(LONGEST_WORDS) = ""
    offering: GivenId | None = None
    requester: GivenId | None = None
    type: GivenId | None = None
    remedy_sought: words(500) = ""
    is_restricted: Flag = False
    attributes: GivenAttributes = {}


class CaseChange(Given):
    """What is to be different."""

    attributes: GivenAttributes


class GivenAnswer(Given):
    """What the customer is told."""

    words: words(LONGEST_WORDS, least=1)


class GivenAssignee(Given):
    """Who looks after the case; null: nobody."""

    person: GivenId | None
    reason: words(300) = ""


class GivenUnit(Given):
    """A unit."""

    unit: GivenId


class HandedOut(Told):
    """What the queue has handed out, and why; null where nothing waits."""

    case: int | None
    why: str


class GivenResolution(Given):
    """What was done, in a sentence that the customer reads."""

    resolution: words(LONGEST_WORDS, least=1)


class GivenReason(Given):
    """Why."""

    reason: words(LONGEST_WORDS, least=1)


class GivenTransfer(GivenReason):
    """To which unit, and why."""

    unit: GivenId


class GivenQuestion(Given):
    """What another unit is asked for."""

    unit: GivenId
    title: words(200, least=1)
    description: words(LONGEST_WORDS) = ""


class GivenNote(Given):
    """Words that never leave the unit."""

    body: words(LONGEST_WORDS, least=1)


class ToldPromise(Told):
    """Until when we said it would be resolved, and how that stands; `seconds_left` is working time, negative when late.

    While its clock is paused there is no moment, only what will be left.
    """

    state: Literal["none", "running", "paused", "late", "kept", "broken"]
    promised_at: datetime | None
    seconds_left: int | None


class ToldCase(Told):
    """A case in a list. Its customer is null to those who may not know them by name, such as a mediator from elsewhere."""

    id: int
    title: str
    kind: CaseKind
    state: Literal["open", "resolved"]
    side: Side
    relationship: int
    customer: Named | None
    unit: Named
    assignee: Named | None
    internal_owner: Named | None
    type: Named | None
    stage: Named | None
    severity: int
    cause: Named | None
    is_major: bool
    major: int | None
    is_restricted: bool
    opened_at: datetime
    first_answered_at: datetime | None
    resolved_at: datetime | None
    times_reopened: int
    promise: ToldPromise

    @classmethod
    def of(cls, row: CaseRow, names: Mapping[int, str], **more) -> "ToldCase":
        """A line of the list of cases, fetched with its names.

        :param names: of the customers whom the asker may know by name
        """
        case, promise, customer = row.case, row.promise, row.case.relationship.customer_id
        return cls(
            id=case.pk,
            title=case.title,
            kind=case.kind,
            state=case.state,
            side=case.relationship.side,
            relationship=case.relationship_id,
            customer=Named(id=customer, name=names[customer]) if customer in names else None,
            unit=Named(id=case.unit_id, name=case.unit.party.name),
            assignee=_named(case.assignee),
            internal_owner=_named(case.internal_owner),
            type=_named(case.type),
            stage=_named(case.stage),
            severity=case.severity,
            cause=_named(case.cause),
            is_major=case.is_major,
            major=case.major_id,
            is_restricted=case.is_restricted,
            opened_at=case.opened_at,
            first_answered_at=case.first_answered_at,
            resolved_at=case.resolved_at,
            times_reopened=case.times_reopened,
            promise=ToldPromise(
                state=promise.state,
                promised_at=promise.promised_at,
                seconds_left=None if promise.left is None else int(promise.left.total_seconds()),
            ),
            **more,
        )


def _named(record: models.Model | None) -> Named | None:
    return Named(id=record.pk, name=record.name) if record else None


class ToldClock(Told):
    """One of the three promises on a case: `first_answer`, `next_answer` or `resolution`.

    What counted, was paused and lay outside working hours adds up to the time from its start to its end, or until now. While a
    pause leaves it open, `due_at` is empty; of a clock that is over it says what was promised in the end.
    """

    target: Literal["first_answer", "next_answer", "resolution"]
    state: Literal["running", "paused", "met", "missed"]
    policy: str
    started_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    seconds_promised: int
    seconds_left: int
    seconds_counting: int
    seconds_paused: int
    seconds_off_hours: int

    @classmethod
    def of(cls, told: ExplainedClock) -> "ToldClock":
        """A clock as the page of its case explains it."""
        clock, explanation = told.clock, told.explanation
        return cls(
            target=told.target,
            state=clock.state,
            policy=told.policy,
            started_at=clock.started_at,
            due_at=clock.promised_at,
            ended_at=clock.until if clock.is_over else None,
            seconds_promised=int(clock.target.total_seconds()),
            seconds_left=int(clock.left.total_seconds()),
            seconds_counting=int(explanation.counting.total_seconds()),
            seconds_paused=int(explanation.paused.total_seconds()),
            seconds_off_hours=int(explanation.off_hours.total_seconds()),
        )


class CaseList(Listed):
    """A page of cases."""

    items: list[ToldCase]


class ToldStep(Told):
    """A step of a case, or a note at it (`kind` is then ``note``)."""

    kind: str
    at: datetime
    who: str
    about: str
    label: str
    body: str

    @classmethod
    def of(cls, entry: ThreadEntry) -> "ToldStep":
        """One entry of the thread."""
        return cls(
            kind=entry.kind, at=entry.at, who=entry.who, about=entry.about, label=entry.label, body=entry.body
        )


class OpenedCase(Told):
    """A case that was opened. Who asked another unit for themselves does not see it here: they are its customer."""

    id: int
    promised_at: datetime | None


class CaseDetail(ToldCase):
    """A case with all that was done about it, the newest first."""

    description: str
    resolution: str
    offering: Named | None
    attributes: ToldAttributes
    parent: int | None
    clocks: list[ToldClock]
    steps: list[ToldStep]

    @classmethod
    def whole(
        cls,
        row: CaseRow,
        names: Mapping[int, str],
        thread: list[ThreadEntry],
        parent: Case | None,
        clocks: Iterable[ExplainedClock] = (),
    ) -> "CaseDetail":
        """The case with its thread.

        :param parent: the case that waits for this one, if the reader may see it
        """
        case = row.case
        return cls.of(
            row,
            names,
            description=case.description,
            resolution=case.resolution,
            offering=Named(id=case.offering_id, name=case.offering.name) if case.offering else None,
            attributes=told_attributes(case),
            parent=parent.pk if parent else None,
            clocks=[ToldClock.of(told) for told in clocks],
            steps=[ToldStep.of(entry) for entry in thread],
        )
