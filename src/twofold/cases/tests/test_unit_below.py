"""What the units below a unit owe, added up."""

from tests.factories import make_case, make_relationship, make_unit
from twofold.cases.queries.rollup import owed_below
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
