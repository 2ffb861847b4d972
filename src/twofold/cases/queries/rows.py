"""Cases as lists show them: with names and with how their promise stands, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from twofold.cases.models import Case, CaseClock, Target
from twofold.cases.queries.promises import Promise, promise_kept
from twofold.core.calendar import NINE_TO_FIVE
from twofold.directory.queries.calendars import calendars_of

NAMES = ("relationship__customer", "relationship__provider__party", "unit__party", "assignee")


@dataclass(frozen=True)
class CaseRow:
    """One line of a list of cases."""

    case: Case
    promise: Promise


def with_names(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Fetch what a line shows along with the case."""
    return cases.select_related(*NAMES)


def case_rows(cases: Iterable[Case], now: datetime) -> list[CaseRow]:
    """Lines for cases; a list that shows names fetches them `with_names`."""
    cases: Sequence[Case] = list(cases)
    clocks = _resolution_clocks(cases)
    units = {case.pk: _calendar_unit(case, clocks.get(case.pk)) for case in cases}
    calendars = calendars_of({units[case.pk] for case in cases if case.promised_at})
    return [
        CaseRow(
            case,
            promise_kept(case, now, calendars.get(units[case.pk], NINE_TO_FIVE), clocks.get(case.pk)),
        )
        for case in cases
    ]


def _resolution_clocks(cases: Sequence[Case]) -> Mapping[int, CaseClock]:
    clocks = CaseClock.objects.system("of cases that passed the gate").filter(
        case_id__in=[case.pk for case in cases], target=Target.RESOLUTION
    )
    return {clock.case_id: clock for clock in clocks.select_related("policy")}


def _calendar_unit(case: Case, clock: CaseClock | None) -> int:
    """By whose hours it is counted, on pages and in exports alike."""
    return (clock and clock.policy and clock.policy.calendar_unit_id) or case.unit_id
