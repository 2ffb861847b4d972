"""What the units below a unit owe, and what the companies of a group are owed, added up."""

from tests.factories import make_affiliation, make_case, make_organization, make_relationship, make_unit
from twofold.cases.queries.rollup import owed_below, owed_within
from twofold.directory.models import Affiliation
from twofold.relationships.models import Side


def test_a_unit_owes_what_those_below_it_owe(
    bo, chidi, enterprise, sales, it, dana, actor_of, client_of, now
):
    export = make_unit("Export", parent=sales)
    bonds = [make_relationship(unit, dana.person, Side.EXTERNAL) for unit in (sales, export)]
    for bond in (*bonds, bonds[1]):
        make_case(bond)
    sums = {one.name: one.open for one in owed_below(actor_of(chidi), enterprise.pk, now=now)}
    assert (sums["Sales"], sums["IT"]) == (3, 0)
    assert "Export" in client_of(bo).get(f"/cases/units/{sales.pk}/below/").content.decode()


def test_what_one_may_not_see_is_not_counted(mallory, enterprise, sales, dana, actor_of, now):
    make_case(make_relationship(sales, dana.person, Side.EXTERNAL))
    assert {one.open for one in owed_below(actor_of(mallory), enterprise.pk, now=now)} == {0}


def test_a_group_is_owed_what_its_companies_are_owed(amina, sales, it, actor_of, client_of, now):
    top, child = (make_organization(name, known_to=(sales,)) for name in ("Nord Group", "Nord Holz"))
    make_affiliation(child, top, kind=Affiliation.Kind.SUBSIDIARY)
    bonds = [make_relationship(sales, company, Side.EXTERNAL) for company in (top, child)]
    for bond in (*bonds, bonds[1]):
        make_case(bond)
    make_case(make_relationship(it, child, Side.EXTERNAL))  # which Sales does not see
    sums = [(one.party, one.open) for one in owed_within(actor_of(amina), child.pk, now=now)]
    assert sums == [(top, 3), (child, 2)]
    assert "Nord Group" in client_of(amina).get(f"/cases/parties/{child.pk}/group/").text
    assert owed_within(actor_of(amina), make_organization("Alone", known_to=(sales,)).pk, now=now) == []
