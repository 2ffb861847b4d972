"""The pages of units."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_affiliation, make_person, make_unit
from twofold.directory.models import Unit


def unit(pk: int) -> Unit:
    return Unit.objects.system("a test looks").select_related("party").get(pk=pk)


def test_all_staff_read_the_tree_sealed_units_included(mallory, amina, hr, sales, client_of):
    page = client_of(mallory).get("/units/")
    assert [line.unit.party.name for line in page.context["lines"]] == [
        "Oak & Ember",
        "Human Resources",
        "IT",
        "Sales",
    ]
    assert [line.people_in_all for line in page.context["lines"]] == [2, 0, 1, 1]
    assert b"Sealed" in page.content


def test_a_customer_reads_no_tree(dana, sales, client_of):
    client = client_of(dana)
    assert client.get("/units/").status_code == 404
    assert client.get(f"/units/{sales.pk}/").status_code == 404


def test_the_tree_takes_as_many_queries_for_fifty_units_as_for_one(amina, sales, client_of):
    client = client_of(amina)
    client.get("/units/")
    with CaptureQueriesContext(connection) as few:
        client.get("/units/")
    for _number in range(50):
        make_affiliation(make_person(), make_unit(parent=sales))
    with CaptureQueriesContext(connection) as many:
        client.get("/units/")
    assert len(many) == len(few) <= 12


def test_a_units_page_says_what_it_is_for_and_who_works_in_it(bo, amina, sales, client_of):
    page = client_of(amina).get(f"/units/{sales.pk}/").content.decode()
    for text in ("Sales", "Oak &amp; Ember", "Amina Diallo", "Bo Lindqvist", "09:00–12:30, 13:30–17:30"):
        assert text in page
    assert "Add unit below" not in page


def test_bo_runs_his_unit_from_its_page(bo, sales, client_of):
    client, address = client_of(bo), f"/units/{sales.pk}/"
    added = client.post(f"{address}new/", {"name": "Web shop", "purpose": "Sells day and night."})
    shop = unit(int(added.headers["Location"].strip("/").split("/")[-1]))
    values = {"name": "Selling", "timezone": "Europe/Berlin", "country": "DE", "head": bo.person_id}
    assert client.post(f"{address}edit/", values).status_code == 302
    hours = {"day_0": "9:00-12:30, 13:30–17:30", "holiday_country": "DE", "holiday_region": "hh"}
    assert client.post(f"{address}hours/", hours).status_code == 302
    assert client.post(f"{address}days-off/", {"day": "2099-12-24", "name": "Eve"}).status_code == 302
    assert client.post(f"/units/{shop.pk}/seal/").status_code == 302
    saved = unit(sales.pk)
    assert (saved.party.name, saved.head_id, saved.holiday_region) == ("Selling", bo.person_id, "HH")
    assert saved.working_hours == {"0": [["09:00", "12:30"], ["13:30", "17:30"]]}
    assert unit(shop.pk).is_sealed
    page = client.get(address).content.decode()
    for text in ("Selling", "Eve", "Web shop", "Sealed"):
        assert text in page


def test_hours_that_are_none_are_named(bo, sales, client_of):
    client = client_of(bo)
    for wrong in ("nine to five", "17:00-09:00", "9-12-15"):
        answer = client.post(f"/units/{sales.pk}/hours/", {"day_2": wrong})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["day_2"])
    assert unit(sales.pk).working_hours == {}


def test_chidi_moves_and_closes(chidi, sales, it, client_of):
    client = client_of(chidi)
    assert client.post(f"/units/{sales.pk}/move/", {"to": it.pk}).status_code == 302
    assert unit(sales.pk).parent_id == it.pk
    client.post(f"/units/{it.pk}/close/")
    assert unit(it.pk).closed_on is None
    client.post(f"/units/{sales.pk}/close/")
    assert unit(sales.pk).closed_on is not None


@pytest.mark.parametrize("path", ["new/", "edit/", "move/", "hours/", "days-off/", "seal/", "close/"])
def test_amina_changes_nothing_about_her_unit(path, amina, sales, client_of, everything):
    before = everything()
    assert (
        client_of(amina).post(f"/units/{sales.pk}/{path}", {"name": "X", "day": "2026-12-24"}).status_code
        == 403
    )
    assert everything() == before
