"""After a case was closed: whoever asked for it is asked how it went, once for each closure and never about their own work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from twofold.cases.models import Case, CaseConversation, CaseParty, CaseStep
from twofold.conversations.models import Conversation
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.directory.queries.units import unit_tree
from twofold.surveys.actions.asking.invite import Asked, Subject
from twofold.surveys.actions.triggers.events import events_since
from twofold.surveys.actions.triggers.occasions import LONG_AGO, Found, Occasion, Outcome
from twofold.surveys.actions.triggers.own_work import own_staff
from twofold.surveys.models import FollowUp, Trigger
from twofold.timeline.models import Event

REASON = "a survey asks by itself after what happened"
VERB, KIND = "cases.case_resolved", "cases.case"
WORK = frozenset(
    {
        CaseStep.Kind.ANSWERED,
        CaseStep.Kind.MOVED,
        CaseStep.Kind.TRANSFERRED,
        CaseStep.Kind.ASKED,
        CaseStep.Kind.RESOLVED,
    }
)
"""Steps by which one takes part in the work; a customer opens, writes, withdraws and opens again."""


@dataclass(frozen=True)
class Around:
    """What is known around some cases.

    :param requesters: case → the person who asked, by name or as who opened it for their unit
    :param workers: case → who has done something about it
    :param spam: cases dealt with in a conversation that is spam
    :param followed: cases that came of a bad answer, whose customer is asked again by that rule
    """

    requesters: Mapping[int, int]
    workers: Mapping[int, set[int]]
    spam: frozenset[int]
    followed: frozenset[int]


def closures(trigger: Trigger, now: datetime) -> Found:
    """What has been closed in the survey's branch of units, on its side."""
    events, reached = events_since(trigger, VERB, now)
    cases = _cases(trigger, [event.subject_id for event in events])
    closed = [(event, cases[event.subject_id]) for event in events if event.subject_id in cases]
    around = _around(closed)
    staff = own_staff(around.requesters.values(), (case.unit_id for _event, case in closed), now.date())
    told_with: set[tuple[int, int]] = set()
    occasions = []
    for event, case in closed:
        person = around.requesters.get(case.pk)
        why = _why_not(event, case, person, around, staff)
        if why is None and case.major_id:
            why = Outcome.DUPLICATE if (case.major_id, person) in told_with else None
            told_with.add((case.major_id, person))
        occasions.append(Occasion(why) if why else Occasion(Outcome.ASKED, _asked(event, case, person)))
    return Found(occasions, reached)


def _cases(trigger: Trigger, ids: Sequence[int]) -> Mapping[int, Case]:
    """Those that the trigger is for: of its side and units, and of its kinds. What an import brings leaves no event."""
    survey = trigger.survey
    cases = Case.objects.system(REASON).filter(
        pk__in=among(list(set(ids))),
        unit_id__in=unit_tree().subtree(survey.unit_id),
        relationship__side=survey.side,
    )
    if trigger.case_kinds:
        cases = cases.filter(kind__in=trigger.case_kinds)
    return {case.pk: case for case in cases.select_related("relationship")}


def _around(closed: Iterable[tuple[Event, Case]]) -> Around:
    ids = among([case.pk for _event, case in closed])
    steps = CaseStep.objects.system(REASON).filter(case_id__in=ids, person__isnull=False)
    workers: dict[int, set[int]] = {}
    openers: dict[int, int] = {}
    for case, kind, person in steps.order_by("happened_at", "pk").values_list("case_id", "kind", "person_id"):
        if kind == CaseStep.Kind.OPENED:
            openers.setdefault(case, person)
        elif kind in WORK:
            workers.setdefault(case, set()).add(person)
    asked = CaseParty.objects.filter(case_id__in=ids, role=CaseParty.Role.REQUESTER, party__erased_at=None)
    requesters = {}
    for case, party, kind in asked.order_by("-pk").values_list("case_id", "party_id", "party__kind"):
        if kind == Party.Kind.PERSON:
            requesters[case] = party
        elif kind == Party.Kind.UNIT and case in openers:
            requesters.setdefault(case, openers[case])
    spam = CaseConversation.objects.filter(case_id__in=ids, conversation__state=Conversation.State.SPAM)
    followed = FollowUp.objects.filter(case_id__in=ids, rule__ask_again_days__isnull=False, rule__is_on=True)
    return Around(
        requesters,
        workers,
        frozenset(spam.values_list("case_id", flat=True)),
        frozenset(followed.values_list("case_id", flat=True)),
    )


def _why_not(
    event: Event, case: Case, person: int | None, around: Around, staff: set[tuple[int, int]]
) -> Outcome | None:
    """Why nobody is asked; the first reason that holds is told."""
    did_it = around.workers.get(case.pk, set()) | {event.person_id, case.assignee_id, case.internal_owner_id}
    reasons = {
        Outcome.NOT_DONE: case.resolved_at != event.happened_at,
        Outcome.RESTRICTED: case.is_restricted or case.kind == Case.Kind.CONFLICT,
        Outcome.DUPLICATE: case.pk in around.spam,
        Outcome.WORK_BEHIND: case.parent_id is not None and case.relationship.customer_id != person,
        Outcome.NOBODY: person is None,
        Outcome.OF_ONESELF: person in did_it or (person, case.unit_id) in staff,
        Outcome.ASKED_ANYWAY: case.pk in around.followed,
        Outcome.LONG_AGO: event.recorded_at - event.happened_at > LONG_AGO,
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _asked(event: Event, case: Case, person: int) -> Asked:
    return Asked(
        party_id=person,
        unit_id=case.unit_id,
        relationship_id=case.relationship_id,
        subject=Subject(KIND, case.pk, event.happened_at),
    )
