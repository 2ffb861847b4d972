from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.science.refusals import Unmeasurable
from twofold.science.rotation import next_turn


def turns(weights, count, deficits=None):
    given, deficits = [], dict(deficits or {})
    for _ in range(count):
        turn = next_turn(deficits, weights)
        deficits |= turn.deficits
        given.append(turn.who)
    return given, deficits


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=6), st.integers(1, 80))
def test_nobody_strays_far_from_their_share(weights, count):
    people = dict(enumerate(weights))
    given, deficits = turns(people, count)
    got = Counter(given)
    for person, weight in people.items():
        share = count * weight / sum(weights)
        assert abs(got[person] - share) < len(people)
        assert deficits[person] == pytest.approx(share - got[person], abs=1e-6)


def test_twice_the_weight_is_twice_the_turns():
    assert Counter(turns({"amina": 2, "bo": 1}, 30)[0]) == {"amina": 20, "bo": 10}


def test_who_was_away_is_not_flooded():
    _given, deficits = turns({"amina": 1}, 50, {"bo": 0.0})
    assert Counter(turns({"amina": 1, "bo": 1}, 4, deficits)[0]) == {"amina": 2, "bo": 2}


def test_nobody_takes_part():
    assert next_turn({}, {}) is None


def test_a_weight_is_above_zero():
    with pytest.raises(Unmeasurable):
        next_turn({}, {"amina": 0})
