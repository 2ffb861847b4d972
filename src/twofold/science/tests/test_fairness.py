"""Published values: Keshav (1997), pp. 215-217; Jain, Chiu and Hawe (1984)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.science.fairness import jain, max_min
from twofold.science.refusals import Unmeasurable

amounts = st.floats(0, 1e6)
streams = st.lists(st.tuples(amounts, st.floats(0.01, 100)), min_size=1, max_size=12)


def test_one_two_three_four():
    assert jain([1, 2, 3, 4]).value == pytest.approx(0.833333, abs=5e-7)


@pytest.mark.parametrize(
    ("served", "index"),
    [((8, 3, 1), 1.0), ((6, 3, 1), 0.984), ((8, 2, 0), 0.641)],
    ids=["first come first served", "fair queueing", "strict priority"],
)
def test_too_much_work_for_three_streams(served, index):
    assert jain(served, entitlements=(8, 3, 1)).value == pytest.approx(index, abs=5e-4)


def test_weights_are_what_each_is_due():
    assert jain([30, 10], weights=[3, 1]).value == pytest.approx(1.0)
    assert jain([30, 10], weights=[3, 1]).shares == (10, 10)


def test_when_nobody_got_anything_there_is_no_index():
    assert jain([0, 0]).value is None
    assert (jain([]).value, jain([]).n) == (None, 0)


@given(st.lists(amounts, min_size=1, max_size=20), st.floats(0.001, 1000))
def test_the_index_lies_between_one_nth_and_one_and_ignores_units(services, factor):
    index = jain(services)
    if index.value is not None and min(s for s in services if s) > 1e-300:
        assert 1 / len(services) - 1e-9 <= index.value <= 1 + 1e-9
        assert jain([s * factor for s in services]).value == pytest.approx(index.value, abs=1e-6)


def test_keshavs_examples():
    assert max_min([2, 2.6, 4, 5], 10).amounts == pytest.approx((2, 2.6, 2.7, 2.7))
    assert max_min([4, 2, 10, 4], 16, weights=[2.5, 4, 0.5, 1]).amounts == pytest.approx((4, 2, 6, 4))


def test_plenty_leaves_some_over():
    allocation = max_min([1, 2], 10)
    assert (allocation.amounts, allocation.left_over) == ((1, 2), 7)


@given(streams, amounts)
def test_nobody_could_get_more_without_taking_from_someone_worse_off(rows, capacity):
    demands, weights = zip(*rows, strict=True)
    given_out = max_min(demands, capacity, weights=weights).amounts
    rounding = 1e-6 * max(1.0, capacity)
    assert sum(given_out) == pytest.approx(min(capacity, sum(demands)), abs=rounding)
    assert all(0 <= got <= demand for got, demand in zip(given_out, demands, strict=True))
    levels = [got / weight for got, weight in zip(given_out, weights, strict=True)]
    for got, demand, weight, level in zip(given_out, demands, weights, levels, strict=True):
        if got < demand - rounding:
            assert level >= max(levels) - rounding / weight - rounding / min(weights)


@pytest.mark.parametrize(
    ("demands", "capacity", "weights"),
    [([1, -1], 3, None), ([1], -3, None), ([1], 3, [0]), ([1, 2], 3, [1]), ([float("nan")], 3, None)],
)
def test_it_refuses_what_cannot_be_shared(demands, capacity, weights):
    with pytest.raises(Unmeasurable):
        max_min(demands, capacity, weights=weights)
