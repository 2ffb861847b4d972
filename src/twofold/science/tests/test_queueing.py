"""The queue that serves several streams."""

import itertools
from collections import Counter
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twofold.science.fairness import jain
from twofold.science.queueing import QueueState, Waiting, next_stream
from twofold.science.refusals import Unmeasurable

STREAMS = "abcdef"
WEIGHTS = st.fixed_dictionaries(
    {}, optional={stream: st.floats(0.1, 10, allow_nan=False) for stream in STREAMS}
).filter(bool)


def served(weights, picks, waiting=None):
    """The streams served, all of them with something waiting all the time."""
    state, order = QueueState(), []
    for _ in range(picks):
        pick = next_stream(waiting or dict.fromkeys(weights, Waiting()), state, weights)
        order.append(pick.stream)
        state = pick.state
    return order


def test_each_stream_gets_its_share():
    counts = Counter(served({"a": 1.0, "b": 2.0, "c": 5.0}, 800))
    assert counts == {"a": 100, "b": 200, "c": 500}


def test_a_small_stream_is_not_drowned():
    """Overload of 12 arrivals for 10 places, 8:3:1: equal weights serve 75, 100 and 100 %, Jain .984."""
    waiting, state, done = {"a": 0, "b": 0, "c": 0}, QueueState(), Counter()
    for _ in range(100):
        for stream, arrivals in (("a", 8), ("b", 3), ("c", 1)):
            waiting[stream] += arrivals
        for _ in range(10):
            pick = next_stream({s: Waiting() for s, n in waiting.items() if n}, state, {})
            waiting[pick.stream] -= 1
            done[pick.stream] += 1
            state = pick.state
    shares = [done["a"] / 800, done["b"] / 300, done["c"] / 100]
    assert shares == pytest.approx([0.75, 1.0, 1.0], abs=0.01)
    assert jain(shares).value == pytest.approx(0.984, abs=0.001)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(WEIGHTS)
def test_nobody_waits_longer_than_the_bound(weights):
    """MEASURES: with unit jobs and a continuous backlog the gap is at most Σw/w + N - 1 places."""
    bound = {s: ceil(sum(weights.values()) / w - 1e-9) + len(weights) - 1 for s, w in weights.items()}
    order = served(weights, min(600, 3 * max(bound.values())))
    for stream in weights:
        places = [-1, *(place for place, name in enumerate(order) if name == stream), len(order)]
        assert max(b - a for a, b in itertools.pairwise(places)) <= bound[stream] + 1


@settings(max_examples=80, deadline=None, derandomize=True)
@given(WEIGHTS, st.sampled_from(STREAMS))
def test_nobody_waits_longer_than_twice_the_bound_where_others_are_too_old(weights, aged):
    bound = {s: ceil(sum(weights.values()) / w - 1e-9) + len(weights) - 1 for s, w in weights.items()}
    waiting = {s: Waiting(aged_since=0.0 if s == aged else None) for s in weights}
    order = served(weights, min(1200, 6 * max(bound.values())), waiting)
    for stream in weights:
        places = [-1, *(place for place, name in enumerate(order) if name == stream), len(order)]
        assert max(b - a for a, b in itertools.pairwise(places)) <= 2 * bound[stream] + 2


def test_a_stream_that_was_empty_saves_nothing_up():
    state = QueueState()
    for _ in range(50):
        state = next_stream({"a": Waiting()}, state, {}).state
    order = []
    for _ in range(6):
        pick = next_stream({"a": Waiting(), "b": Waiting()}, state, {})
        order.append(pick.stream)
        state = pick.state
    assert Counter(order) == {"a": 3, "b": 3}


def test_the_earlier_promise_decides_between_equals():
    pick = next_stream({"a": Waiting(due=5.0), "b": Waiting(due=3.0)}, QueueState(), {})
    assert (pick.stream, pick.by_age) == ("b", False)


def test_what_is_too_old_goes_first_but_not_twice_in_a_row():
    waiting = {"a": Waiting(), "b": Waiting(aged_since=1.0)}
    first = next_stream(waiting, QueueState(), {"a": 100.0})
    second = next_stream(waiting, first.state, {"a": 100.0})
    assert [(first.stream, first.by_age), (second.stream, second.by_age)] == [("b", True), ("a", False)]


def test_nothing_waits():
    assert next_stream({}, QueueState(), {}) is None


@pytest.mark.parametrize("weights", [{"a": 0.0}, {"a": -1.0}, {"a": float("nan")}, {"a": float("inf")}])
def test_a_weight_is_above_zero(weights):
    with pytest.raises(Unmeasurable):
        next_stream({"a": Waiting()}, QueueState(), weights)
