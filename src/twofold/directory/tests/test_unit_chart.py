"""The organisation chart, and who was where on a day."""

from datetime import date

import pytest

from tests.factories import make_affiliation, make_person, make_unit
from twofold.directory.queries.unit_chart import unit_chart

MARCH, NOW = date(2025, 3, 1), date(2026, 11, 16)


@pytest.fixture
def gone(sales):
    """Someone who worked in Sales until the end of March 2025."""
    person = make_person("Gunnar Gone", known_to=(sales,))
    make_affiliation(person, sales, from_on=date(2024, 1, 1), to_on=date(2025, 3, 31), role_title="Buyer")
    return person


def test_units_lie_below_each_other_with_the_people_of_the_day(amina, sales, gone, actor_of):
    make_unit("Export", parent=sales)
    (root,) = unit_chart(actor_of(amina), day=MARCH)
    (node,) = [node for node in root.below if node.line.unit == sales]
    assert [below.line.unit.party.name for below in node.below] == ["Export"]
    today = unit_chart(actor_of(amina), day=NOW)[0]
    then = node.line.people
    now = next(one.line.people for one in today.below if one.line.unit == sales)
    assert then == now + 1


def test_a_closed_unit_is_drawn_for_the_days_before(amina, sales, actor_of):
    make_unit("Export", parent=sales, closed_on=date(2025, 6, 1))
    assert "Export" in str(unit_chart(actor_of(amina), day=MARCH))
    assert "Export" not in str(unit_chart(actor_of(amina), day=NOW))


def test_the_page_draws_heads_and_people(amina, sales, client_of):
    sales.head = amina.person
    sales.save()
    page = client_of(amina).get("/units/chart/").content.decode()
    for text in ("Oak &amp; Ember", "Sales", "Amina Diallo", "1 person"):
        assert text in page


def test_a_day_can_be_picked(amina, client_of):
    page = client_of(amina).get("/units/chart/?on=2025-03-01").content.decode()
    assert "drawn as they are now" in page
    assert client_of(amina).get("/units/chart/?on=9999-99-99").status_code == 200


def test_who_was_in_the_unit_on_that_day(amina, sales, gone, client_of):
    client, address = client_of(amina), f"/units/{sales.pk}/"
    assert "Gunnar Gone" not in client.get(address).content.decode()
    assert "Gunnar Gone" in client.get(f"{address}?on=2025-03-01").content.decode()
    assert "Gunnar Gone" not in client.get(f"{address}?on=2025-04-01").content.decode()


def test_where_someone_was_on_that_day(amina, gone, client_of):
    client, address = client_of(amina), f"/parties/{gone.pk}/"
    assert "Buyer, Sales" in client.get(f"{address}?on=2025-03-01").content.decode()
    assert "Buyer, Sales" not in client.get(address).content.decode()
