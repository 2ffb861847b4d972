"""Editing a cell of a list where it stands."""

import json
import re

import pytest

from tests.factories import make_organization
from twofold.directory.models import Party
from twofold.timeline.models import ChangedRow, Event

HTMX = {"HX-Request": "true"}


@pytest.fixture
def company(sales):
    return make_organization("Chairs & Co", known_to=(sales,), country="DE", home_unit=sales)


def address(company) -> str:
    return f"/lists/party/{company.pk}/cell/country/"


def country(company) -> str:
    return Party.objects.system("a test looks").get(pk=company.pk).country


def original(page) -> str:
    return re.search(r'name="original" value="([^"]+)"', page.text).group(1)


def test_the_input_holds_what_stands_there(company, amina, client_of):
    cell = client_of(amina).get(address(company), headers=HTMX)
    assert cell.text.strip().startswith("<td")
    assert '<option value="DE" selected' in cell.text
    assert "<form" not in cell.text


def test_saving_gives_back_the_cell_and_offers_undo(company, amina, client_of):
    cell = client_of(amina).post(address(company), {"value": "AT"}, headers=HTMX)
    assert (cell.status_code, country(company)) == (200, "AT")
    assert "Austria" in cell.text
    event = Event.objects.system("a test looks").get()
    assert event.verb == "workspace.record_edited"
    assert json.loads(cell["HX-Trigger"])["toast"]["undo"] == f"/undo/{event.pk}/"
    assert ChangedRow.objects.get(event=event).old == {"country": "DE"}


def test_what_somebody_else_wrote_meanwhile_is_told_once(company, amina, bo, client_of):
    cell = client_of(amina).get(address(company), headers=HTMX)
    client_of(bo).post(address(company), {"value": "CH"}, headers=HTMX)
    mine = {"value": "AT", "original": original(cell)}
    told = client_of(amina).post(address(company), mine, headers=HTMX)
    assert (told.status_code, country(company)) == (422, "CH")
    assert "Switzerland" in told.text
    assert '<option value="AT" selected' in told.text
    again = client_of(amina).post(address(company), mine | {"original": original(told)}, headers=HTMX)
    assert (again.status_code, country(company)) == (200, "AT")


def test_without_scripts_it_is_a_page(company, amina, client_of):
    client = client_of(amina)
    assert "<html" in client.get(address(company)).text
    assert client.post(address(company), {"value": "AT"}, follow=True).redirect_chain == [("/parties/", 302)]
    assert country(company) == "AT"


def test_outsiders_find_no_cell(company, mallory, client_of):
    assert client_of(mallory).get(address(company)).status_code == 404
    assert client_of(mallory).post(address(company), {"value": "AT"}).status_code == 404
    assert country(company) == "DE"


def test_whoever_only_looks_is_told_at_the_cell(company, sales, client_of):
    from tests.factories import make_colleague
    from twofold.core.actor import Level

    vera = make_colleague("Vera Sand", sales, Level.VIEW)
    refused = client_of(vera).post(address(company), {"value": "AT"}, headers=HTMX)
    assert (refused.status_code, country(company)) == (422, "DE")
    assert "not change it" in refused.text


@pytest.mark.parametrize("field", ["created_at", "name", "nothing"])
def test_what_is_not_edited_in_lists_is_refused(company, amina, client_of, field):
    page = client_of(amina).get(f"/lists/party/{company.pk}/cell/{field}/")
    assert page.status_code == 403


def test_it_is_told_to_the_unit_of_the_record_not_of_who_leads_above(company, sales, chidi, client_of):
    client_of(chidi).post(address(company), {"value": "AT"}, headers=HTMX)
    assert Event.objects.system("a test looks").get().unit_id == sales.pk
