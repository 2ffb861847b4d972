"""What would have happened if the queue had been worked off otherwise: the same arrivals and picks, another rule.

A replay, not a forecast: nothing is drawn by lot, so the same past gives the same answer. It takes picks as they were, however
long each item took, and does not know who would have stopped asking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from math import inf

from twofold.science.fairness import JainIndex, jain
from twofold.science.queueing import QueueState, Waiting, next_stream
from twofold.science.refusals import Unmeasurable
from twofold.science.survival import SurvivalCurve, kaplan_meier


class Rule(StrEnum):
    """By what the next item is chosen."""

    FAIR = "fair"
    FIRST_COME = "first_come"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One item that came in, all moments on one clock.

    :param due: when it is promised; inf where nothing was
    :param ages_at: when it has waited too long; inf if never
    """

    stream: str
    at: float
    due: float = inf
    ages_at: float = inf


@dataclass(frozen=True, slots=True)
class StreamOutcome:
    """What became of one stream.

    :param waits: how long each waited, or has waited at the end
    :param mean_so_far: of the waits, those of the ones that still wait as long as they are
    """

    asked: int
    served: int
    waits: SurvivalCurve
    mean_so_far: float

    @property
    def share_served(self) -> float | None:
        """How much of what was asked for was served."""
        return self.served / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of all streams, and how alike: Jain's index of the shares that were served of what each asked for."""

    streams: Mapping[str, StreamOutcome]
    jain: JainIndex


def replay(
    arrivals: Sequence[Arrival],
    picks: Sequence[float],
    *,
    rule: Rule = Rule.FAIR,
    weights: Mapping[str, float] | None = None,
    until: float | None = None,
) -> Replay:
    """Serve arrivals at the given moments by a rule.

    :param picks: the moments at which someone took the next item; one at which nothing waits is lost
    :param rule: fair: :func:`next_stream`, the earliest promise within a stream; first come: the oldest;
        strict: the heaviest stream as long as it has anything, the earliest promise within it
    :param until: when those who still wait are looked at; at the last pick if left out
    :raises Unmeasurable: if a weight is not above zero
    """
    weights = dict(weights or {})
    line = _Line(rule, weights)
    comes = sorted(range(len(arrivals)), key=lambda one: (arrivals[one].at, one))
    waited: dict[int, float] = {}
    here = 0
    for pick in sorted(picks):
        while here < len(comes) and arrivals[comes[here]].at <= pick:
            line.join(comes[here], arrivals[comes[here]])
            here += 1
        taken = line.take(pick)
        if taken is not None:
            waited[taken] = pick - arrivals[taken].at
    end = until if until is not None else max(picks, default=0.0)
    return _outcome(arrivals, waited, end)


def with_more_people(picks: Sequence[float], people: int, more: int) -> list[float]:
    """The moments at which more people would have picked: for every pick of each of them, that many more, spread evenly.

    :param people: how many there were
    :raises Unmeasurable: if there was nobody, or fewer are asked for than none
    """
    if people < 1 or people + more < 0:
        raise Unmeasurable("Somebody has to be there.")
    ordered = sorted(picks)
    count = round(len(ordered) * (people + more) / people)
    return [ordered[min(len(ordered) - 1, number * len(ordered) // count)] for number in range(count)]


class _Line:
    """What waits, by stream: the earliest promise first, and the one that is too old for longest."""

    def __init__(self, rule: Rule, weights: Mapping[str, float]) -> None:
        if any(not 0 < weight < inf for weight in weights.values()):
            raise Unmeasurable("Weights and sizes must be above zero.")
        self.rule, self.weights, self.state = rule, weights, QueueState()
        self.by_due: dict[str, list[tuple[float, float, int]]] = {}
        self.by_age: dict[str, list[tuple[float, int]]] = {}
        self.taken: set[int] = set()

    def join(self, number: int, item: Arrival) -> None:
        due = item.at if self.rule == Rule.FIRST_COME else item.due
        heappush(self.by_due.setdefault(item.stream, []), (due, item.at, number))
        heappush(self.by_age.setdefault(item.stream, []), (item.ages_at, number))

    def take(self, now: float) -> int | None:
        waiting = {stream: heap for stream, heap in self.by_due.items() if self._first(heap)}
        if not waiting:
            return None
        _stream, heap = self._chosen(waiting, now)
        number = heap[0][-1]
        heappop(heap)
        self.taken.add(number)
        return number

    def _chosen(self, waiting: Mapping[str, list], now: float) -> tuple[str, list]:
        if self.rule == Rule.FIRST_COME:
            stream = min(waiting, key=lambda name: waiting[name][0])
            return stream, waiting[stream]
        if self.rule == Rule.STRICT:
            stream = min(waiting, key=lambda name: (-self.weights.get(name, 1.0), name))
            return stream, waiting[stream]
        heads = {}
        for name, heap in waiting.items():
            aged_since = self._first(self.by_age[name])[0]
            heads[name] = Waiting(heap[0][0], aged_since if aged_since <= now else None)
        pick = next_stream(heads, self.state, self.weights)
        self.state = pick.state
        return pick.stream, self.by_age[pick.stream] if pick.by_age else waiting[pick.stream]

    def _first(self, heap: list[tuple]) -> tuple | None:
        """The head, once those that were taken by the other order are gone."""
        while heap and heap[0][-1] in self.taken:
            heappop(heap)
        return heap[0] if heap else None


def _outcome(arrivals: Sequence[Arrival], waited: Mapping[int, float], end: float) -> Replay:
    spells: dict[str, list[tuple[float, bool]]] = {}
    for number, item in enumerate(arrivals):
        if number in waited or item.at <= end:
            spell = (waited[number], True) if number in waited else (end - item.at, False)
            spells.setdefault(item.stream, []).append(spell)
    streams = {
        stream: StreamOutcome(
            asked=len(some),
            served=sum(is_served for _wait, is_served in some),
            waits=kaplan_meier([wait for wait, _served in some], [is_served for _wait, is_served in some]),
            mean_so_far=sum(wait for wait, _served in some) / len(some),
        )
        for stream, some in sorted(spells.items())
    }
    served = [float(one.served) for one in streams.values()]
    return Replay(streams, jain(served, entitlements=[float(one.asked) for one in streams.values()]))
