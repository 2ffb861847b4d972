"""Keeping what is stored of the clocks true: each verb that changes what they know ends in this."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import Model

from twofold.cases.actions.queueing import refresh_queue
from twofold.cases.actions.rulings import rule_cases
from twofold.cases.models import Case, CaseClock, CaseRuling, Target
from twofold.cases.queries.clock_facts import facts_of
from twofold.cases.queries.ladders import ladders_of, next_step_at, ruled_since
from twofold.core.clocks import Clock, Clocks, ClockState, clocks_of
from twofold.core.setwise import among, moment, update_many

REASON = "clocks run whoever looks"
PLAIN = ("policy_id", "minutes", "state", "counted_seconds")
MOMENTS = ("started_at", "due_at", "met_at", "counted_at", "next_step_at")
OF_CASE = ("promised_at", "next_due_at")


def refresh_clocks(
    case_ids: Iterable[int], *, now: datetime, rule: bool = False, is_new: bool = False
) -> Mapping[int, Case]:
    """Store how the clocks of cases stand, in the caller's transaction and in as many queries however many cases there are.

    :param rule: what the policies ask of the cases may have changed: ask them again
    :param is_new: nothing was ruled on them yet
    :returns: the cases, with what the clocks made of them
    """
    ids = list(case_ids)
    if rule or is_new:
        rule_cases(ids, now=now, is_new=is_new)
    cases = {case.pk: case for case in _cases(ids)}
    rulings = list(CaseRuling.objects.filter(case_id__in=among(ids)).order_by("case_id", "ruled_at", "pk"))
    facts = facts_of(list(cases.values()), rulings)
    clocks = {pk: clocks_of(some, now) for pk, some in facts.items()}
    ruled = {pk: list(some) for pk, some in groupby(rulings, key=attrgetter("case_id"))}
    _store(ruled, clocks, now)
    _tell_cases(cases, clocks)
    refresh_queue(ids, now=now)
    return cases


def refresh_case_clocks(case: Case, *, now: datetime, rule: bool = False, is_new: bool = False) -> None:
    """The same for one case at hand, which knows its promise afterwards."""
    fresh = refresh_clocks([case.pk], now=now, rule=rule, is_new=is_new)[case.pk]
    case.promised_at, case.next_due_at = fresh.promised_at, fresh.next_due_at


def _cases(ids: Sequence[int]) -> Iterable[Case]:
    cases = Case.objects.system(REASON).filter(pk__in=among(ids))
    return cases.only("pk", "state", "opened_at", "promised_at", "next_due_at").order_by("pk")


def _store(ruled: Mapping[int, Sequence[CaseRuling]], clocks: Mapping[int, Clocks], now: datetime) -> None:
    known = {
        (row.case_id, row.target): row
        for row in CaseClock.objects.system(REASON).filter(case_id__in=among(list(clocks)))
    }
    run: dict[tuple[int, str], tuple[CaseClock, Clock]] = {}
    for pk, three in clocks.items():
        for target in Target.values:
            clock = getattr(three, target)
            if clock.state != ClockState.NONE:
                row = known.get((pk, target)) or CaseClock(case_id=pk, target=target)
                run[pk, target] = row, _filled(row, ruled[pk][-1], clock)
    ladders = ladders_of(row for row, _clock in run.values())
    for row, clock in run.values():
        since = ruled_since(ruled[row.case_id], row.target)
        row.next_step_at = next_step_at(ladders.ahead(row, clock, since), clock, now)
    rows = [row for row, _clock in run.values()]
    _write([row for row in rows if row.pk], PLAIN, MOMENTS)
    CaseClock.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)
    gone = [row.pk for place, row in known.items() if place not in run]
    if gone:
        CaseClock.objects.system(REASON).filter(pk__in=among(gone)).delete()


def _filled(row: CaseClock, ruling: CaseRuling, clock: Clock) -> Clock:
    row.policy_id = ruling.policy_id
    row.minutes = int(clock.target.total_seconds() // 60)
    row.state = _state(clock)
    row.started_at, row.due_at = clock.started_at, clock.promised_at
    row.met_at = clock.until if clock.is_over else None
    row.counted_seconds, row.counted_at = int(clock.counted.total_seconds()), clock.until
    return clock


def _state(clock: Clock) -> str:
    if clock.is_over:
        return CaseClock.State.BROKEN if clock.state == ClockState.MISSED else CaseClock.State.KEPT
    return CaseClock.State.PAUSED if clock.is_paused else CaseClock.State.RUNNING


def _tell_cases(cases: Mapping[int, Case], clocks: Mapping[int, Clocks]) -> None:
    """The moments by which lists and queues go; a case without a ruling goes by the promise that it came with."""
    changed = []
    for pk, case in cases.items():
        promised_at, next_due_at = _moments(case, clocks.get(pk))
        if (promised_at, next_due_at) != (case.promised_at, case.next_due_at):
            case.promised_at, case.next_due_at = promised_at, next_due_at
            changed.append(case)
    _write(changed, (), OF_CASE)


def _write(rows: Sequence[Model], plain: Sequence[str], moments: Sequence[str]) -> None:
    """Store some columns of rows of one model, those that are moments as the database takes them."""
    if not rows:
        return
    values = [
        [
            *(getattr(row, name) for name in plain),
            *(moment(getattr(row, name)) for name in moments),
            row.pk,
        ]
        for row in rows
    ]
    update_many(type(rows[0]), (*plain, *moments), values)


def _moments(case: Case, clocks: Clocks | None) -> tuple[datetime | None, datetime | None]:
    if clocks is None:
        return case.promised_at, case.promised_at if case.is_open else None
    running = [
        clock.due_at
        for clock in (clocks.first_answer, clocks.next_answer, clocks.resolution)
        if clock.due_at and not clock.is_paused
    ]
    return clocks.resolution.promised_at, min(running, default=None)
