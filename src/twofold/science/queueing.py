"""One queue for several streams of customers: who is next, so that each gets its share and nobody waits for ever.

Start-time fair queueing (Goyal, Vin and Cheng 1997): each stream carries the virtual time at which it would begin its next
item; the smallest is next, and virtual time is where that one begins. What is kept between two picks is one number per stream
and the virtual time, and a pick costs as much as there are streams.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf, isfinite

from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at the head of a stream.

    :param due: when the most urgent item is promised, on any clock; inf where nothing was promised
    :param aged_since: when the oldest item began to be too old, on the same clock; None while none is
    """

    due: float = inf
    aged_since: float | None = None


@dataclass(frozen=True, slots=True)
class QueueState:
    """What a queue remembers.

    :param finish_tags: stream → virtual time at which its last item was done; a stream never served is not there
    :param was_aged: whether the last item went first for its age
    """

    virtual_time: float = 0.0
    finish_tags: Mapping[str, float] = field(default_factory=dict)
    was_aged: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """Which stream is next, and what the queue remembers if it is.

    :param by_age: whether its oldest item goes first because it is too old; else its most urgent one
    """

    stream: str
    by_age: bool
    state: QueueState


def next_stream(
    waiting: Mapping[str, Waiting], state: QueueState, weights: Mapping[str, float], *, size: float = 1.0
) -> Pick | None:
    """The stream that is served next; None if nothing waits.

    An item that is too old goes first, whatever its stream, but never twice in a row, so that the shares still hold: while a
    stream has something waiting, it is served again after at most 2·(Σw/w + N - 1) picks of items of one size, where w is its
    weight and N the number of streams; without ageing after half as many. Of streams that are equally due for it, the one
    whose item is promised earliest is next.

    :param weights: stream → its weight, 1 if it is not there
    :param size: how much work an item is
    :raises Unmeasurable: if a weight or the size is not above zero
    """
    if not waiting:
        return None
    if not (size > 0 and isfinite(size)) or any(
        not (weights.get(stream, 1.0) > 0 and isfinite(weights.get(stream, 1.0))) for stream in waiting
    ):
        raise Unmeasurable("Weights and sizes must be above zero.")
    starts = {stream: max(state.virtual_time, state.finish_tags.get(stream, 0.0)) for stream in waiting}
    aged = {stream: item.aged_since for stream, item in waiting.items() if item.aged_since is not None}
    by_age = bool(aged) and not state.was_aged
    if by_age:
        stream = min(aged, key=lambda name: (aged[name], name))
    else:
        stream = min(starts, key=lambda name: (starts[name], waiting[name].due, name))
    served = replace(
        state,
        virtual_time=min(starts.values()),
        finish_tags={**state.finish_tags, stream: starts[stream] + size / weights.get(stream, 1.0)},
        was_aged=by_age,
    )
    return Pick(stream, by_age, served)
