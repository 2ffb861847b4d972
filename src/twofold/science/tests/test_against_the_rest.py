import pytest

from twofold.science.against_the_rest import UnitScore, against_the_rest, against_the_rest_of_each

UNITS = {
    "north": UnitScore(30.0, 3.0, 100),
    "south": UnitScore(40.0, 4.0, 100),
    "east": UnitScore(50.0, 2.0, 300),
    "kiosk": UnitScore(100.0, 5.0, 4),
}


def test_a_unit_is_compared_with_all_others_by_hand():
    # the rest of north: (100·40 + 300·50 + 4·100)/404, SE √((400² + 600² + 20²)/404²)
    north = against_the_rest(UNITS)[0]
    assert north.unit == "north"
    assert north.difference == pytest.approx(30 - 19400 / 404)
    half = 1.959964 * (9 + (160_000 + 360_000 + 400) / 404**2) ** 0.5
    assert north.interval.high - north.difference == pytest.approx(half, abs=1e-5)
    assert (north.is_below, north.is_above) == (True, False)


def test_units_with_few_answers_are_not_compared():
    assert [found.unit for found in against_the_rest(UNITS)] == ["north", "south", "east"]
    assert against_the_rest({"north": UNITS["north"]}) == ()


def test_among_many_alike_units_none_stands_out_for_being_one_of_many():
    alike = {name: UnitScore(50.0 + (name == 7) * 6.0, 2.8, 100) for name in range(20)}
    (lucky,) = [found for found in against_the_rest(alike) if found.unit == 7]
    assert not lucky.interval.low <= 0 <= lucky.interval.high
    assert not lucky.stands_out
    strict = {found.unit: found.p_value for found in against_the_rest(alike, is_strict=True)}
    assert strict[7] >= lucky.p_value


def test_several_lists_are_judged_together():
    """One unit that stands out alone does not among nine lists in which nothing else does."""
    low = {"low": UnitScore(43.0, 2.5, 100), "rest": UnitScore(50.0, 0.1, 1000)}
    alike = {"one": UnitScore(50.0, 2.5, 100), "other": UnitScore(50.0, 2.5, 100)}
    assert against_the_rest(low)[0].is_below
    together = against_the_rest_of_each({"low": low} | dict.fromkeys(range(9), alike))
    assert together["low"][0].difference == against_the_rest(low)[0].difference
    assert not together["low"][0].stands_out
