"""The history of a record's fields."""

import pytest

from tests.factories import make_person
from twofold.directory.actions.contact_points import add_contact_point
from twofold.directory.actions.parties import edit_party
from twofold.directory.actions.units import edit_unit
from twofold.directory.models import Attribute, Party
from twofold.timeline.models import ChangedRow


@pytest.fixture
def customer(sales):
    return make_person("Ingrid Berg", known_to=(sales,), home_unit=sales, country="NO")


def test_who_changed_what_from_what_to_what(customer, amina, actor_of, client_of, now):
    who = {"actor": actor_of(amina), "now": now}
    edit_party(customer, name="Ingrid Lund", country="SE", **who)
    add_contact_point(customer, kind="email", value="a@b.example", **who)
    page = client_of(amina).get(f"/parties/{customer.pk}/history/")
    for text in ("Amina Diallo", "Ingrid Berg", "Ingrid Lund", "a@b.example"):
        assert text in page.text, text
    assert "sort_name" not in page.text and "Sort name" not in page.text


def test_one_field_alone(customer, amina, actor_of, client_of, now):
    edit_party(customer, name="Ingrid Lund", country="SE", actor=actor_of(amina), now=now)
    page = client_of(amina).get(f"/parties/{customer.pk}/history/?field=country")
    assert "NO" in page.text and "<td>Ingrid Berg</td>" not in page.text


def test_attributes_stand_there_one_by_one_under_their_labels(customer, amina, actor_of, client_of, now):
    tier = Attribute.objects.create(
        applies_to="person", key="tier", label="Tier", kind="text", created_at=now
    )
    customer.attributes = {str(tier.pk): "silver"}
    customer.save()
    edit_party(customer, attributes={"tier": "gold"}, actor=actor_of(amina), now=now)
    page = client_of(amina).get(f"/parties/{customer.pk}/history/")
    for text in ("Tier", "silver", "gold"):
        assert text in page.text, text


def test_erased_values_say_so(customer, amina, actor_of, client_of, now):
    edit_party(customer, name="Ingrid Lund", actor=actor_of(amina), now=now)
    ChangedRow.objects.update(old=None, new=None, erased_at=now)
    page = client_of(amina).get(f"/parties/{customer.pk}/history/")
    assert "erased" in page.text and "Ingrid Berg" not in page.text


def test_the_record_s_own_gate_decides(customer, mallory, client_of):
    assert client_of(mallory).get(f"/parties/{customer.pk}/history/").status_code == 404


def test_a_unit_has_one_too(sales, bo, actor_of, client_of, now):
    edit_unit(sales, purpose="Sells chairs.", actor=actor_of(bo), now=now)
    page = client_of(bo).get(f"/units/{sales.pk}/history/")
    assert "Sells chairs." in page.text


def test_it_takes_as_many_queries_for_many_changes_as_for_few(
    customer, amina, actor_of, client_of, now, django_assert_max_num_queries
):
    who = {"actor": actor_of(amina), "now": now}
    for number in range(40):
        customer = edit_party(
            Party.objects.system("test").get(pk=customer.pk), name=f"Ingrid {number}", **who
        )
    client = client_of(amina)
    with django_assert_max_num_queries(26):
        client.get(f"/parties/{customer.pk}/history/")
