import pytest

from twofold.science.queue_simulation import Arrival, Rule, replay, with_more_people
from twofold.science.refusals import Unmeasurable

RUSH = {"large": 8, "middle": 3, "small": 1}
ROUNDS = 400


def rush(rule, **options):
    """Twelve come in where ten are served, 8:3:1, round after round (MEASURES §22)."""
    arrivals = [
        Arrival(stream, at=number) for number in range(ROUNDS) for stream, n in RUSH.items() for _ in range(n)
    ]
    picks = [number + (slot + 1) / 11 for number in range(ROUNDS) for slot in range(10)]
    return replay(arrivals, picks, rule=rule, **options)


@pytest.mark.parametrize(
    ("rule", "shares", "jain"),
    [
        (Rule.FIRST_COME, (0.833, 0.833, 0.833), 1.0),
        (Rule.FAIR, (0.75, 1.0, 1.0), 0.984),
        (Rule.STRICT, (1.0, 0.667, 0.0), 0.641),
    ],
)
def test_each_rule_is_fair_in_its_own_way(rule, shares, jain):
    outcome = rush(rule, weights={"large": 3, "middle": 2, "small": 1} if rule == Rule.STRICT else {})
    found = [outcome.streams[name].share_served for name in RUSH]
    assert found == pytest.approx(shares, abs=0.01)
    assert outcome.jain.value == pytest.approx(jain, abs=0.005)


def test_the_large_stream_sets_nobody_elses_wait():
    fair, first = rush(Rule.FAIR), rush(Rule.FIRST_COME)
    assert fair.streams["small"].waits.median.point < 2 < first.streams["small"].waits.median.point


def test_the_earliest_promise_goes_first_unless_something_is_too_old():
    late, soon, old = Arrival("a", 0, due=9), Arrival("a", 0, due=2), Arrival("a", 0, due=8, ages_at=1)
    outcome = replay([late, soon, old], [1.0, 3.0, 5.0])
    waits = [point.time for point in outcome.streams["a"].waits.points]
    assert waits == [1, 3, 5]
    early = replay([late, soon, old], [1.0], until=4).streams["a"]
    assert (early.served, early.mean_so_far) == (1, 3)


def test_one_more_person_takes_more_at_the_same_hours():
    picks = with_more_people([1.0, 2.0, 3.0, 4.0], people=2, more=1)
    assert picks == [1.0, 1.0, 2.0, 3.0, 3.0, 4.0]
    assert with_more_people([1.0, 2.0], people=2, more=-1) == [1.0]


def test_it_asks_for_people_and_weights():
    with pytest.raises(Unmeasurable):
        with_more_people([1.0], people=0, more=1)
    with pytest.raises(Unmeasurable):
        replay([Arrival("a", 0)], [1.0], weights={"a": 0})


def test_a_pick_while_nothing_waits_is_lost():
    assert replay([Arrival("a", 5)], [1.0]).streams == {}
