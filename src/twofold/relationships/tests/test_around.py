"""Who serves whom around a record, and what trees of units and companies add up to."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    make_affiliation,
    make_dealing,
    make_organization,
    make_person,
    make_relationship,
    make_unit,
)
from twofold.directory.models import Affiliation, Party
from twofold.relationships.models import Side
from twofold.relationships.queries.rollup import group_sums, unit_sums
from twofold.relationships.queries.served_around import Bond, ServedAround, served_around
from twofold.relationships.web.relationships.drawing import HEIGHT, drawn, shortened

DAY = date(2026, 11, 16)


def test_a_unit_stands_between_those_who_serve_it_and_those_it_serves(chidi, sales, it, dana, actor_of):
    make_relationship(it, sales, Side.INTERNAL, "unit")
    make_relationship(sales, dana.person, Side.EXTERNAL)
    around = served_around(actor_of(chidi), sales.party)
    assert [(bond.party, bond.side) for bond in around.providers] == [(it.party, "internal")]
    assert [(bond.party, bond.side) for bond in around.customers] == [(dana.person, "external")]


def test_nobody_sees_whom_others_serve(mallory, sales, dana, actor_of):
    make_relationship(sales, dana.person, Side.EXTERNAL)
    around = served_around(actor_of(mallory), sales.party)
    assert (around.providers, around.customers) == ([], [])


def test_of_many_the_number_is_told(amina, sales, actor_of, client_of):
    for _number in range(15):
        make_relationship(sales, make_person(known_to=(sales,)), Side.EXTERNAL)
    around = served_around(actor_of(amina), sales.party)
    assert (len(around.customers), around.more_customers) == (12, 3)
    assert "+3" in client_of(amina).get(f"/relationships/around/{sales.pk}/").content.decode()


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 5), st.text(min_size=1, max_size=40))
def test_boxes_lie_inside_the_drawing_and_apart(providers, customers, more, name):
    bonds = [Bond(number, Party(pk=number, name=name), "internal") for number in range(12)]
    party = Party(name=name)
    drawing = drawn(ServedAround(party, bonds[:providers], bonds[:customers], more, more))
    for column in (drawing.providers, drawing.customers):
        edges = [box.y for box in column]
        assert all(low + HEIGHT < high for low, high in pairwise(edges))
        assert all(y >= 0 and y + HEIGHT <= drawing.height for y in edges)


def test_long_names_are_shortened():
    assert shortened("Dana Berg") == "Dana Berg"
    assert len(shortened("x" * 60)) == 23


def test_units_below_add_up(chidi, enterprise, sales, it, dana, eli, actor_of):
    export = make_unit("Export", parent=sales)
    make_relationship(sales, dana.person, Side.EXTERNAL, dealings_count=2)
    make_relationship(export, eli.person, Side.INTERNAL, dealings_count=3)
    sums = {one.name: one for one in unit_sums(actor_of(chidi), enterprise.pk, day=DAY)}
    assert (sums["Sales"].internal, sums["Sales"].external, sums["Sales"].dealings) == (1, 1, 5)
    assert (sums["IT"].internal, sums["IT"].external) == (0, 0)


def test_what_one_may_not_see_is_not_added(amina, enterprise, it, eli, actor_of):
    make_relationship(it, eli.person, Side.INTERNAL)
    assert {one.internal for one in unit_sums(actor_of(amina), enterprise.pk, day=DAY)} == {0}


def test_a_group_is_worth_what_its_companies_are(amina, sales, actor_of, client_of):
    top, child = (make_organization(name, known_to=(sales,)) for name in ("Nord Holding", "Nord Holz"))
    make_affiliation(child, top, Affiliation.Kind.SUBSIDIARY)
    bonds = {company: make_relationship(sales, company, Side.EXTERNAL) for company in (top, child)}
    for company, minor in ((top, 100), (child, 250), (child, 50)):
        make_dealing(bonds[company], offering=None, value_minor=minor, currency="EUR")
    first, second = group_sums(actor_of(amina), child.pk, day=DAY)
    assert (first.party, first.relationships, first.dealings, first.value[0].minor) == (top, 2, 3, 400)
    assert (second.party, second.dealings, second.value[0].minor) == (child, 2, 300)
    assert "Nord Holz" in client_of(amina).get(f"/relationships/of-party/{top.pk}/group/").content.decode()
