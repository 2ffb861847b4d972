"""The attacks of the security model that aim at published totals, with their numbers."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twofold.science.lenses import Crossing, LensPlan
from twofold.science.publication import MergedBecause, publish
from twofold.science.publication.leaks import find_leaks
from twofold.science.refusals import Unmeasurable

COMPANY = {"company": None, "care": "company", "works": "company"}
TREE = COMPANY | {"A": "care", "B": "care", "C": "works", "D": "works"}


def groups(publication, lens):
    return {
        (cell.within, tuple(p.name for p in cell.parts)): cell.n
        for cell in publication.cells
        if cell.lens == lens
    }


def shares_told(publication, counts):
    """Whether something can be computed about fewer than k people, by trying out every set of so few."""
    rows = np.array([[float(one in cell.combinations) for one in counts] for cell in publication.cells])
    whole = np.linalg.matrix_rank(rows)
    few = [at for at, n in enumerate(counts.values()) if n < publication.k]
    return [
        chosen
        for size in range(1, publication.k)
        for chosen in combinations(few, size)
        if sum(list(counts.values())[at] for at in chosen) < publication.k
        and np.linalg.matrix_rank(np.delete(rows, chosen, axis=1)) < whole
    ]


def test_1_women_cannot_be_had_by_subtracting_men():
    counts = {("care", "m"): 8, ("care", "f"): 4, ("works", "m"): 30, ("works", "f"): 40}
    told = publish(LensPlan(COMPANY, ("gender",), Crossing("gender")), counts)
    assert groups(told, "unit × gender") == {}  # the 40 women of the works, less all 44, would tell the same
    assert groups(told, "gender") == {(None, ("f",)): 44, (None, ("m",)): 38}
    assert not shares_told(told, counts)
    (merged,) = [one for one in told.merged if one.within == "care" and one.lens == "unit × gender"]
    assert (merged.is_whole, merged.because) == (True, MergedBecause.LEFT_OVER)
    assert str(merged) == (
        "unit × gender within care: f, m are not told, because what is left beside them would be of fewer than 5."
    )


def test_2_a_third_gender_of_three_joins_the_smaller_one():
    counts = {("company", "m"): 120, ("company", "f"): 87, ("company", "x"): 3}
    told = publish(LensPlan({"company": None}, ("gender",)), counts)
    assert groups(told, "gender") == {(None, ("m",)): 120, (None, ("f", "x")): 90}


def test_3_someone_beside_the_teams_takes_a_team_along():
    counts = {("A",): 5, ("B",): 5, ("care",): 1, ("C",): 20, ("D",): 20}
    told = publish(LensPlan(TREE), counts)
    within = [(tuple(c.parts), c.n) for c in told.cells if c.within == "care"]
    assert sorted(n for _parts, n in within) == [5, 6]
    assert told.unit("care").n == 11
    alone = next(parts for parts, n in within if n == 5)
    assert told.own_unit((alone[0].name,)).n == 5
    assert told.own_unit(("care",)) == told.unit("care")


def organization(seed, people=150, teams=12):
    random = np.random.default_rng(seed)
    parents = {"top": None, "x": "top", "y": "top", "z": "top"} | {str(t): "xyz"[t % 3] for t in range(teams)}
    rows = zip(
        random.integers(0, teams, people),
        random.choice(3, people, p=[0.55, 0.42, 0.03]),
        random.integers(0, 4, people),
        strict=True,
    )
    counts = Counter((str(team), "mfx"[gender], f"age {age}") for team, gender, age in rows)
    return LensPlan(parents, ("gender", "age"), Crossing("gender")), dict(counts)


def test_4_no_random_sum_of_cells_tells_about_fewer_than_five():
    plan, counts = organization(seed=4)
    told = publish(plan, counts)
    rows = np.array([[float(one in cell.combinations) for one in counts] for cell in told.cells])
    random = np.random.default_rng(1)
    drawn = np.zeros((5_000, len(rows)))
    for row in drawn:
        chosen = random.choice(len(rows), size=random.integers(2, 5), replace=False)
        row[chosen] = random.choice([-1, 1], size=len(chosen))
    about = (np.abs(drawn @ rows) > 0.5) @ np.array(list(counts.values()))
    assert about[about > 0].min() >= 5


def test_three_overlapping_pairs_of_four_are_not_all_told():
    counts = {"a": 4, "b": 4, "c": 4, "d": 30}
    cells = [frozenset("ab"), frozenset("bc"), frozenset("ac")]
    assert find_leaks(cells[:2], counts, 5) == []
    assert {frozenset(leak.factors) for leak in find_leaks(cells, counts, 5)} == {frozenset(x) for x in "abc"}


@settings(max_examples=12, deadline=None)
@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["A", "B", "C", "D", "care"]), st.sampled_from("mfx"), st.sampled_from("on")
        ),
        st.integers(1, 9),
        max_size=14,
    )
)
def test_whatever_the_organization_nothing_tells_about_fewer_than_five(counts):
    told = publish(LensPlan(TREE, ("gender", "age"), Crossing("gender")), counts)
    assert all(cell.n >= 5 for cell in told.cells)
    if told.cells:
        assert shares_told(told, counts) == []


def people_with_a_team(told, counts):
    return sum(n for one, n in counts.items() if told.own_unit(one))


def test_the_audit_costs_few_people_their_own_team():
    plan, counts = organization(seed=11)
    teams = Counter()
    for one, n in counts.items():
        teams[one[:1]] += n
    by_size = publish(LensPlan(plan.parents), teams)
    assert people_with_a_team(publish(plan, counts), counts) >= 0.9 * people_with_a_team(by_size, teams)


def test_5_after_someone_left_only_new_answers_count():
    first_wave = {("A",): 9, ("B",): 20, ("C",): 20, ("D",): 20}
    assert publish(LensPlan(TREE), first_wave).unit("A").n == 9
    second_wave = first_wave | {("A",): 3}  # the other five did not answer anew, and nothing is carried over
    told = publish(LensPlan(TREE), second_wave)
    assert told.unit("A") is None
    assert told.units_together == ("A", "B")
    assert groups(told, "unit")[None, ("company",)] == 63


def test_16_someone_who_subtracts_himself_is_left_with_four_unless_k_is_raised():
    counts = {("A",): 5, ("B",): 8, ("C",): 20, ("D",): 20}
    plan = LensPlan(TREE)
    assert publish(plan, counts).unit("A").n - 1 == 4
    assert min(cell.n for cell in publish(plan, counts, k=8).cells) - 1 >= 7


def test_fewer_than_five_answers_are_no_table():
    assert publish(LensPlan(TREE), {("A",): 4}).cells == ()


@pytest.mark.parametrize(
    ("counts", "k", "sentence"),
    [
        ({("A",): 9}, 4, "only be raised"),
        ({("A", "m"): 9}, 5, "one value"),
        ({("Z",): 9}, 5, "no unit"),
        ({("A",): -1}, 5, "negative"),
    ],
)
def test_it_refuses_what_does_not_fit(counts, k, sentence):
    with pytest.raises(Unmeasurable, match=sentence):
        publish(LensPlan(TREE), counts, k=k)


@pytest.mark.parametrize(
    "wrong",
    [{"attributes": ("a", "b", "c", "d")}, {"attributes": ("unit",)}, {"crossing": Crossing("gender")}],
)
def test_it_refuses_lenses_that_tell_too_much(wrong):
    with pytest.raises(Unmeasurable):
        LensPlan(TREE, **wrong)
