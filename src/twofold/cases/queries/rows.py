"""Cases as lists show them: with names and with how their promise stands, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from twofold.cases.models import Case
from twofold.cases.queries.promises import Promise, promise_kept
from twofold.core.calendar import NINE_TO_FIVE
from twofold.directory.queries.calendars import calendars_of


@dataclass(frozen=True)
class CaseRow:
    """One line of a list of cases."""

    case: Case
    promise: Promise


def with_names(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Fetch what a line shows along with the case."""
    return cases.select_related(
        "relationship__customer", "relationship__provider__party", "unit__party", "assignee"
    )


def case_rows(cases: Iterable[Case], now: datetime) -> list[CaseRow]:
    """Lines for cases that were fetched `with_names`."""
    cases: Sequence[Case] = list(cases)
    calendars = calendars_of({case.unit_id for case in cases if case.promised_at})
    return [
        CaseRow(case, promise_kept(case, now, calendars.get(case.unit_id, NINE_TO_FIVE))) for case in cases
    ]
