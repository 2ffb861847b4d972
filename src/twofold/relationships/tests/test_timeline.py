"""Dealings on a party's timeline."""

import pytest

from tests.factories import make_offering, make_relationship
from twofold.relationships.queries.dealings import dealing_timeline
from twofold.relationships.tests.helpers import moment, served_on

pytestmark = pytest.mark.django_db


def test_what_shares_a_reference_is_one_row(sales, dana, amina, mallory, actor_of):
    served = make_relationship(sales, dana.person)
    table, chair = make_offering(sales, "Table"), make_offering(sales, "Chair")
    served_on(served, 1, offering=table, reference="A-1")
    served_on(served, 1, offering=chair, reference="A-1")
    served_on(served, 5, offering=chair, reference="A-2")
    latest, order = dealing_timeline(actor_of(amina), [dana.person_id], None, 10)
    assert (latest.title, latest.body) == ("Served: Chair", "A-2 · €10.00")
    assert (order.title, order.body, order.side) == ("Served: Table and 1 more", "A-1 · €20.00", "external")
    (before,) = dealing_timeline(actor_of(amina), [dana.person_id], moment(5), 10)
    assert before == order
    assert not list(dealing_timeline(actor_of(mallory), [dana.person_id], None, 10))


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_of_a_customer_with_many_dealings_only_the_latest_are_added_up(
    lines, sales, dana, amina, actor_of, monkeypatch
):
    served = make_relationship(sales, dana.person)
    table, chair = make_offering(sales, "Table"), make_offering(sales, "Chair")
    for day, reference, offering in [
        (1, "A-1", table),
        (5, "A-2", table),
        (5, "A-2", chair),
        (6, "A-3", chair),
    ]:
        served_on(served, day, offering=offering, reference=reference)
    every = list(dealing_timeline(actor_of(amina), [dana.person_id], None, 2))
    assert [row.body.split(" · ")[0] for row in every] == ["A-3", "A-2"]
    monkeypatch.setattr("twofold.relationships.queries.dealings.LATEST_LINES", lines)
    assert list(dealing_timeline(actor_of(amina), [dana.person_id], None, 2)) == every
