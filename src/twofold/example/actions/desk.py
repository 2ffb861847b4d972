"""Types of cases, complaints in every step of being handled, cases that wait for others, and one trouble of many."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from twofold.cases.actions.queueing import queue_open_cases
from twofold.cases.actions.usual_types import add_usual_causes, add_usual_types
from twofold.cases.models import Case, CaseBlock, CaseType, Cause, Complaint, Remedy
from twofold.core.actor import Actor
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Offering, Side

HOURS = timedelta(hours=1)
FOUND = {
    "Late": "The lorry was planned for two tours at once.",
    "Not as promised": "The catalogue showed last year’s oak.",
    "Faulty": "The drill for the leg sockets was blunt.",
    "Price or bill": "The discount was not carried over to the bill.",
    "Hard to reach": "Nobody took the telephone over lunch.",
}
AT_ONCE = ("A van fetched it the same day.", "A spare was sent.", "The customer was called.", "")
SOUGHT = ("A replacement", "The money back", "An apology", "A discount", "")
BLOCKED, GROUPED, DICE = 6, 9, 21


def set_up_desk(stage: Stage, cases: Sequence[Case], actor: Actor) -> None:
    """Give the cases types and stages, and handle the complaints among them. Its chance is its own: nothing else changes."""
    stage = replace(stage, rng=Random(DICE))  # nosec B311: chance for an example, not for a secret
    add_usual_types(actor=actor, now=stage.now, grievance_unit_id=stage.units["People"].pk)
    add_usual_causes(actor=actor, now=stage.now)
    _give_types(cases)
    _let_queues_fill(stage)
    _handle(stage, [case for case in cases if case.kind == Case.Kind.COMPLAINT])
    _let_wait(stage, [case for case in cases if case.is_open and not case.is_restricted])


def _give_types(cases: Sequence[Case]) -> None:
    plain: dict[str, CaseType] = {}
    for one in CaseType.objects.system("the example").order_by("order").prefetch_related("stages"):
        plain.setdefault(one.kind, one)
    for case in cases:
        case.type = plain[case.kind]
        stages = sorted(case.type.stages.all(), key=lambda stage: stage.order)
        case.stage = stages[1 if case.first_answered_at else 0] if case.is_open else None
    Case.objects.system("the example").bulk_update(cases, ["type", "stage"], batch_size=500)


def _let_queues_fill(stage: Stage) -> None:
    """Questions and requests wait until someone asks for the next one; the rest finds someone by hand."""
    pulled = CaseType.objects.system("the example").filter(kind__in=(Case.Kind.QUESTION, Case.Kind.REQUEST))
    pulled.update(way=CaseType.Way.PULLED)
    for unit in stage.units.values():
        queue_open_cases(unit.pk, now=stage.now)


def _handle(stage: Stage, complaints: Sequence[Case]) -> None:
    """Those that are resolved are through; the others stand somewhere between receipt and decision."""
    causes = list(Cause.objects.filter(field=Cause.Field.COMPLAINT, name__in=FOUND))
    rows, remedies = [], []
    behind = [stage.units[name] for name in ("Warehouse & Delivery", "Workshop", "IT", "Finance")]
    for case in complaints:
        steps = 9 if case.resolved_at else stage.rng.randrange(1, 5)
        rows.append(_handled(stage, case, steps, causes, behind))
        if steps == 9 and stage.rng.random() < 0.4:
            remedies.append(_remedy(stage, case))
    Complaint.objects.bulk_create(rows, batch_size=1000)
    Remedy.objects.bulk_create(remedies, batch_size=1000)
    Case.objects.system("the example").bulk_update(complaints, ["cause", "severity"], batch_size=500)


def _handled(stage: Stage, case: Case, steps: int, causes: Sequence[Cause], behind: Sequence) -> Complaint:
    rng, at = stage.rng, case.opened_at
    complaint = Complaint(case=case, remedy_sought=rng.choice(SOUGHT), acknowledged_at=at + HOURS)
    if steps > 1:
        case.severity = rng.choices(Case.Severity.values, (2, 6, 2, 1))[0]
        complaint.assessed_at, complaint.immediate_action = at + 3 * HOURS, rng.choice(AT_ONCE)
        complaint.immediate_action_at = at + 3 * HOURS if complaint.immediate_action else None
    if steps > 2:
        complaint.investigated_at = at + 8 * HOURS
        complaint.investigation = (
            "We looked at the order, asked those who packed it, and looked at the piece."
        )
    if steps > 3:
        complaint.responded_at, complaint.response = at + 10 * HOURS, "You were right, and we are sorry."
    if steps == 9:
        _decide(stage, case, complaint, causes, behind)
    return complaint


def _decide(
    stage: Stage, case: Case, complaint: Complaint, causes: Sequence[Cause], behind: Sequence
) -> None:
    rng, end = stage.rng, case.resolved_at
    decision = rng.choices(Complaint.Decision.values, (6, 3, 1))[0]
    complaint.decision, complaint.decided_at = decision, end - HOURS
    complaint.decision_words = "The piece was not as it should have been."
    if decision == Complaint.Decision.REJECTED:
        complaint.decision_words = "It was in order when it was handed over."
        complaint.recourse = "The arbitration board of the furniture trade"
    complaint.is_accepted = rng.random() < 0.85
    cause = rng.choices(causes, (6, 3, 5, 2, 1)[: len(causes)])[0]
    case.cause, complaint.root_cause = cause, FOUND[cause.name]
    complaint.behind_unit = rng.choices((None, *behind), (3, 4, 3, 1, 1))[0]
    complaint.behind_offering = _service_behind(stage, complaint)
    if case.relationship.side == Side.EXTERNAL and rng.random() < 0.6:
        complaint.corrective_action = "It is checked before it leaves the house."
        complaint.corrective_due_on = (end + 336 * HOURS).date()
    if end < stage.now - timedelta(days=30):
        complaint.effect_is_good, complaint.effect_checked_at = True, end + 480 * HOURS
        complaint.effect_words = "No complaint of this kind since."
        complaint.closed_at = end + 481 * HOURS


def _service_behind(stage: Stage, complaint: Complaint) -> Offering | None:
    """One of the services inside that the unit behind a complaint provides."""
    unit = complaint.behind_unit
    offered = [one for some in stage.offerings.values() for one in some if one.is_for_internal]
    offered = [one for one in offered if unit and one.unit_id == unit.pk]
    return offered[complaint.case_id % len(offered)] if offered else None


def _remedy(stage: Stage, case: Case) -> Remedy:
    kind = stage.rng.choice(("refund", "credit", "replacement", "repair", "apology"))
    cost = 0 if kind == "apology" else stage.rng.randrange(10, 180) * 100
    return Remedy(
        case=case,
        kind=kind,
        cost_minor=cost,
        currency="EUR" if cost else "",
        promised_at=case.resolved_at - HOURS,
        given_at=case.resolved_at,
    )


def _let_wait(stage: Stage, cases: Sequence[Case]) -> None:
    """Some customers wait for work inside; one trouble is behind many requests to IT."""
    outside = [case for case in cases if case.relationship.side == Side.EXTERNAL]
    inside = [case for case in cases if case.relationship.side == Side.INTERNAL]
    CaseBlock.objects.bulk_create(
        [
            CaseBlock(case=case, blocked_by=inside[number % 3], since=case.opened_at)
            for number, case in enumerate(outside[:BLOCKED])
            if inside[3:]
        ]
    )
    of_it = [case for case in inside[3:] if case.unit_id == stage.units["IT"].pk]
    if len(of_it) > 1:
        major, *others = of_it[:GROUPED]
        major.is_major = True
        for case in others:
            case.major = major
        Case.objects.system("the example").bulk_update([major, *others], ["is_major", "major"])
