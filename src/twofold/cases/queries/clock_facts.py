"""What the clocks of cases know: when they were opened, what was promised from when on, and what was done since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from twofold.cases.models import Case, CaseRuling, CaseStep
from twofold.core.calendar import WorkCalendar
from twofold.core.clocks import ClockFact, Happened, Targets
from twofold.core.setwise import among
from twofold.directory.queries.calendars import calendars_of

REASON = "clocks run whoever looks"
HAPPENED = {
    CaseStep.Kind.ANSWERED: Happened.ANSWERED,
    CaseStep.Kind.WROTE: Happened.CUSTOMER_WROTE,
    CaseStep.Kind.RESOLVED: Happened.RESOLVED,
    CaseStep.Kind.WITHDRAWN: Happened.RESOLVED,
    CaseStep.Kind.REOPENED: Happened.REOPENED,
}


def facts_of(cases: Sequence[Case], rulings: Iterable[CaseRuling]) -> Mapping[int, Sequence[ClockFact]]:
    """Case → its facts in their order, of those on which something was ruled, in three queries.

    :param rulings: of these cases, the earliest first
    """
    ruled = defaultdict(list)
    for ruling in rulings:
        ruled[ruling.case_id].append(ruling)
    calendars = calendars_of({ruling.calendar_unit_id for some in ruled.values() for ruling in some})
    opened = {case.pk: case.opened_at for case in cases}
    steps = defaultdict(list)
    told = CaseStep.objects.system(REASON).filter(case_id__in=among(list(ruled))).select_related("stage")
    for step in told.order_by("happened_at", "pk"):
        steps[step.case_id] += _said_by(step, opened[step.case_id])
    return {
        case.pk: sorted(
            [*_ruled_on(case, ruled[case.pk], calendars), *steps[case.pk]], key=lambda fact: fact.at
        )
        for case in cases
        if case.pk in ruled
    }


def targets_of(ruling: CaseRuling) -> Targets:
    """What a ruling promises, as the clocks take it."""
    minutes = (ruling.first_answer_minutes, ruling.next_answer_minutes, ruling.resolution_minutes)
    times = (None if one is None else timedelta(minutes=one) for one in minutes)
    return Targets(*times, resolved_by=ruling.promised_at)


def _ruled_on(
    case: Case, rulings: Sequence[CaseRuling], calendars: Mapping[int, WorkCalendar]
) -> Iterable[ClockFact]:
    for number, ruling in enumerate(rulings):
        at, what = (ruling.ruled_at, Happened.RULED) if number else (case.opened_at, Happened.OPENED)
        yield ClockFact(at, what, calendars[ruling.calendar_unit_id], targets_of(ruling))


def _said_by(step: CaseStep, opened_at: datetime) -> Iterable[ClockFact]:
    """What happened, and whether the clocks stand still from then on; a step can say both.

    What was said before it became a case is as if it were said when it did.
    """
    at = max(step.happened_at, opened_at)
    if (what := HAPPENED.get(step.kind)) is not None:
        yield ClockFact(at, what)
    if step.pauses is not None:
        why = step.stage.name if step.stage else step.label
        yield ClockFact(at, Happened.PAUSED if step.pauses else Happened.CONTINUED, why=why)
