"""The address or number to use, said anew in the list."""

import json

import pytest

from tests.factories import make_organization
from twofold.directory.actions.contact_points import add_contact_point
from twofold.directory.models import ContactPoint
from twofold.timeline.models import Event

HTMX = {"HX-Request": "true"}


@pytest.fixture
def company(sales):
    return make_organization("Chairs & Co", known_to=(sales,), country="DE", home_unit=sales)


@pytest.fixture
def type_in(company, client_of):
    """Someone types into the cell of an address or number."""

    def save(user, field, value):
        address = f"/lists/party/{company.pk}/cell/{field}/"
        return client_of(user).post(address, {"value": value}, headers=HTMX)

    return save


def points(company) -> list[tuple[str, bool]]:
    own = ContactPoint.objects.system("a test looks").filter(party=company).order_by("normalized")
    return list(own.values_list("normalized", "is_primary"))


def test_the_first_one_is_added(company, amina, type_in):
    cell = type_in(amina, "email", "Info@Chairs.example")
    assert cell.status_code == 200 and "Info@chairs.example" in cell.text
    assert points(company) == [("info@chairs.example", True)]


def test_another_address_is_another_contact_point(company, amina, actor_of, now, type_in, client_of):
    add_contact_point(
        company, kind="email", value="old@chairs.example", actor=actor_of(amina), now=now, verified_at=now
    )
    cell = type_in(amina, "email", "new@chairs.example")
    fresh = ContactPoint.objects.system("a test looks").get(party=company)
    assert (fresh.normalized, fresh.is_primary, fresh.verified_at) == ("new@chairs.example", True, None)
    event = Event.objects.system("a test looks").get(verb="directory.contact_point_changed")
    assert [(one.old, one.new) for one in event.changes.all()] == [
        ("old@chairs.example", "new@chairs.example")
    ]
    client_of(amina).post(json.loads(cell["HX-Trigger"])["toast"]["undo"])
    back = ContactPoint.objects.system("a test looks").get(party=company)
    assert (back.normalized, back.verified_at) == ("old@chairs.example", now)


def test_one_that_is_known_already_becomes_the_one_to_use(company, amina, actor_of, now, type_in):
    for value in ("+49 30 1234567", "+49 30 7654321"):
        add_contact_point(company, kind="phone", value=value, actor=actor_of(amina), now=now)
    type_in(amina, "phone", "030 7654321")
    assert points(company) == [("+49301234567", False), ("+49307654321", True)]


def test_emptied_it_is_forgotten_and_the_next_is_used(company, amina, actor_of, now, type_in):
    for value in ("a@chairs.example", "b@chairs.example"):
        add_contact_point(company, kind="email", value=value, actor=actor_of(amina), now=now)
    type_in(amina, "email", "")
    assert points(company) == [("b@chairs.example", True)]


def test_what_is_no_address_is_refused_in_its_place(company, amina, type_in):
    cell = type_in(amina, "email", "nobody")
    assert cell.status_code == 422
    assert points(company) == []


def test_it_is_not_offered_for_many_at_once(company, amina, client_of):
    form = client_of(amina).post("/lists/party/edit/", {"ids": [company.pk]})
    assert "do-country" in form.text and "do-email" not in form.text
