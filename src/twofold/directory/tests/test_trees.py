"""Adding up along trees, and groups of companies."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_affiliation, make_organization, make_person
from twofold.directory.models import Affiliation
from twofold.directory.queries.groups import company_group, group_below
from twofold.directory.queries.trees import rolled_up, top_down

DAY = date(2026, 11, 16)


@st.composite
def trees(draw) -> tuple[dict, dict]:
    """Parents and values of a forest."""
    size = draw(st.integers(1, 25))
    parents = {
        node: draw(st.one_of(st.none(), st.integers(0, node - 1))) if node else None for node in range(size)
    }
    shuffled = draw(st.permutations(sorted(parents)))
    return {node: parents[node] for node in shuffled}, draw(
        st.dictionaries(st.integers(0, size - 1), st.integers(-5, 5))
    )


@given(trees())
def test_a_total_is_the_sum_of_all_that_lead_up_to_it(tree):
    parents, values = tree

    def leads_to(node, above) -> bool:
        while node is not None:
            if node == above:
                return True
            node = parents[node]
        return False

    assert rolled_up(parents, values) == {
        above: sum(values.get(node, 0) for node in parents if leads_to(node, above)) for above in parents
    }


@given(trees())
def test_whoever_is_above_comes_first(tree):
    parents, _values = tree
    place = {node: at for at, node in enumerate(top_down(parents))}
    assert len(place) == len(parents)
    assert all(above is None or place[above] < place[node] for node, above in parents.items())


def test_a_circle_is_left_out():
    assert top_down({1: 2, 2: 1, 3: None}) == [3]


@pytest.fixture
def group(sales):
    """Nord Holding with two subsidiaries, of which one has one of its own."""
    names = ("Nord Holding", "Nord Holz", "Nord Möbel", "Nord Tische")
    top, wood, furniture, tables = (make_organization(name, known_to=(sales,)) for name in names)
    for child, parent in ((wood, top), (furniture, top), (tables, furniture)):
        make_affiliation(child, parent, Affiliation.Kind.SUBSIDIARY)
    for company in (top, tables, tables):
        make_affiliation(make_person(known_to=(sales,)), company, Affiliation.Kind.CONTACT)
    return top, wood, furniture, tables


def test_the_group_is_drawn_from_the_top_whoever_asks(amina, group, actor_of):
    top, _wood, furniture, tables = group
    lines = company_group(actor_of(amina), furniture.pk, day=DAY)
    assert [(line.party.name, line.depth, line.people, line.people_in_all) for line in lines] == [
        ("Nord Holding", 0, 1, 3),
        ("Nord Holz", 1, 0, 0),
        ("Nord Möbel", 1, 0, 2),
        ("Nord Tische", 2, 2, 2),
    ]
    assert [line.party for line in lines if line.is_asked] == [furniture]
    assert group_below(actor_of(amina), furniture.pk, day=DAY) == [furniture.pk, tables.pk]
    assert len(group_below(actor_of(amina), top.pk, day=DAY)) == 4


def test_what_one_may_not_see_is_not_in_the_group(amina, mallory, group, actor_of, hr):
    secret = make_organization("Nord Secret", known_to=(hr,))
    make_affiliation(secret, group[0], Affiliation.Kind.SUBSIDIARY)
    assert "Nord Secret" not in str(company_group(actor_of(amina), group[0].pk, day=DAY))
    assert company_group(actor_of(mallory), group[0].pk, day=DAY) == []


def test_a_circle_of_companies_ends(amina, group, actor_of):
    make_affiliation(group[0], group[3], Affiliation.Kind.SUBSIDIARY)
    assert len(company_group(actor_of(amina), group[0].pk, day=DAY)) == 4


def test_the_page_shows_the_group(amina, group, client_of):
    page = client_of(amina).get(f"/parties/{group[2].pk}/around/").content.decode()
    for name in ("Nord Holding", "Nord Holz", "<strong>Nord Möbel</strong>", "Nord Tische"):
        assert name in page
