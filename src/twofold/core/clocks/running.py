"""From what happened to how the clocks stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from twofold.core.calendar import NINE_TO_FIVE
from twofold.core.clocks.clock import NO_TIME, Clock, Phase
from twofold.core.clocks.facts import ClockFact, Happened, Targets

Wait = tuple[datetime, datetime | None]
ANSWERS = frozenset({Happened.ANSWERED, Happened.RESOLVED})
NEVER_STARTED = Clock()


@dataclass(frozen=True)
class Clocks:
    """The three clocks of whatever is owed."""

    first_answer: Clock = NEVER_STARTED
    next_answer: Clock = NEVER_STARTED
    resolution: Clock = NEVER_STARTED


def clocks_of(facts: Iterable[ClockFact], now: datetime) -> Clocks:
    """How the clocks stand at a moment, of which they know nothing later.

    :param facts: in the order in which they happened; without a calendar people work Monday to Friday
    """
    known = sorted((fact for fact in facts if fact.at <= now), key=lambda fact: fact.at)
    while known and known[0].what != Happened.OPENED:
        known.pop(0)
    if not known:
        return Clocks()
    stretches = _stretches(known, now)

    def clock(wait: Wait | None, name: str) -> Clock:
        return _clock(wait, stretches, known, name, now) if wait else NEVER_STARTED

    return Clocks(
        clock(_first_wait(known), "first_answer"),
        clock(_last_wait(known), "next_answer"),
        clock(_whole_wait(known), "resolution"),
    )


def _stretches(facts: Sequence[ClockFact], now: datetime) -> list[Phase]:
    """The time from the beginning until now, cut at every fact; facts of one moment leave stretches without length."""
    calendar, why, cut = NINE_TO_FIVE, None, []
    for fact, until in zip(facts, [*(fact.at for fact in facts[1:]), now], strict=True):
        calendar = fact.calendar or calendar
        why = _why_paused(fact, why)
        cut.append(Phase(fact.at, until, calendar, why))
    return cut


def _why_paused(fact: ClockFact, before: str | None) -> str | None:
    match fact.what:
        case Happened.RESOLVED:
            return Happened.RESOLVED
        case Happened.REOPENED:
            return None
        case _ if before is Happened.RESOLVED:
            return before
        case Happened.PAUSED:
            return fact.why
        case Happened.CONTINUED:
            return None
    return before


def _first_wait(facts: Sequence[ClockFact]) -> Wait:
    """A resolution answers too."""
    return facts[0].at, next((fact.at for fact in facts if fact.what in ANSWERS), None)


def _last_wait(facts: Sequence[ClockFact]) -> Wait | None:
    """Since the customer wrote again: the wait that goes on, or else the last one. None before the first answer."""
    is_answered = is_resolved = wrote = False
    since, last = None, None
    for fact in facts:
        if fact.what in ANSWERS:
            last, since = ((since, fact.at), None) if since else (last, None)
            is_answered, wrote = True, False
        wrote = wrote or fact.what == Happened.CUSTOMER_WROTE
        is_resolved = fact.what == Happened.RESOLVED or (is_resolved and fact.what != Happened.REOPENED)
        if is_answered and wrote and not is_resolved:
            since = since or fact.at
    return (since, None) if since else last


def _whole_wait(facts: Sequence[ClockFact]) -> Wait:
    end = None
    for fact in facts:
        if fact.what == Happened.RESOLVED:
            end = end or fact.at
        elif fact.what == Happened.REOPENED:
            end = None
    return facts[0].at, end


def _clock(
    wait: Wait, stretches: Sequence[Phase], facts: Sequence[ClockFact], name: str, now: datetime
) -> Clock:
    start, end = wait
    until = now if end is None else end
    phases = _cut(stretches, start, until)
    targets = _targets_at(facts, until)
    clock = Clock(
        target=getattr(targets, name),
        started_at=start,
        until=until,
        is_over=end is not None,
        phases=phases,
        counted=sum((phase.counted for phase in phases), NO_TIME),
    )
    if name == "resolution" and targets.resolved_by is not None:
        return clock.promised_for(targets.resolved_by)
    return clock if clock.target is None else replace(clock, promised_at=clock.moment_of(clock.target))


def _cut(stretches: Sequence[Phase], start: datetime, end: datetime) -> Sequence[Phase]:
    """The stretches within a wait; the last is kept even without length, for it says how things stand."""
    within = [
        replace(phase, start=max(phase.start, start), end=min(phase.end, end))
        for phase in stretches
        if phase.start <= end and phase.end >= start
    ]
    return (*(phase for phase in within[:-1] if phase.end > phase.start), within[-1])


def _targets_at(facts: Sequence[ClockFact], moment: datetime) -> Targets:
    ruled = [fact.targets for fact in facts if fact.targets is not None and fact.at <= moment]
    return ruled[-1] if ruled else Targets()
