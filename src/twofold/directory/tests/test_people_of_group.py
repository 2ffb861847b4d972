"""Who was in a unit on a day, as a file."""

import csv
import json
from datetime import date
from io import StringIO

import pytest

from tests.factories import make_affiliation, make_organization, make_person
from twofold.directory.models import Affiliation
from twofold.timeline.models import Event

JUN = "2025-06-15"


@pytest.fixture
def was_there(logistics):
    """Ann, who left Logistics at the end of June 2025, and Ben, who came in July."""
    ann, ben = (
        make_person("Ann Archer", known_to=(logistics,)),
        make_person("Ben Baker", known_to=(logistics,)),
    )
    kind = Affiliation.Kind.EMPLOYEE
    make_affiliation(ann, logistics, kind=kind, role_title="Clerk", to_on=date(2025, 6, 30))
    make_affiliation(ben, logistics, kind=kind, role_title="Driver", from_on=date(2025, 7, 1))
    return ann, ben


def address(group) -> str:
    return f"/lists/people/{group.pk}/export/"


def test_it_holds_who_was_there_on_that_day(was_there, logistics, amina, client_of):
    ann, _ben = was_there
    answer = client_of(amina).post(address(logistics), {"as": "csv", "on": JUN})
    heads, *rows = csv.reader(StringIO(answer.getvalue().decode()))
    assert heads == ["Twofold number", "Name", "Role title", "Kind", "From", "To"]
    assert [str(ann.pk), "Ann Archer", "Clerk", "Employee", "", "2025-06-30"] in rows
    assert not any("Ben Baker" in row for row in rows)
    assert f'filename="logistics-{JUN}.csv"' in answer["Content-Disposition"]


def test_who_took_it_is_written_down(was_there, logistics, amina, client_of):
    client_of(amina).post(address(logistics), {"as": "json", "on": JUN}).getvalue()
    event = Event.objects.system("a test looks").filter(verb="workspace.list_exported").get()
    assert (event.unit_id, event.person_id) == (logistics.pk, amina.person_id)
    assert (event.details["list"], event.details["format"]) == ("people", "json")


def test_only_those_whom_one_may_know_are_in_it(sales, it, amina, mallory, client_of):
    company = make_organization("Chairs & Co", known_to=(sales,))
    guest = make_person("Guest of IT", known_to=(it,))
    make_affiliation(guest, company, kind=Affiliation.Kind.CONTACT)
    assert json.loads(client_of(amina).post(address(company), {"as": "json"}).getvalue()) == []
    assert client_of(mallory).post(address(company), {"as": "json"}).status_code == 404


@pytest.mark.parametrize("said", [{"as": "exe"}, {"as": "csv", "on": "yesterday"}])
def test_what_makes_no_sense_is_refused(logistics, amina, client_of, said):
    answer = client_of(amina).post(address(logistics), said)
    assert answer.status_code in (400, 422)
    assert not Event.objects.system("a test looks").filter(verb="workspace.list_exported").exists()


def test_the_page_offers_it_for_the_day_it_shows(was_there, logistics, amina, client_of):
    page = client_of(amina).get(f"/units/{logistics.pk}/?on={JUN}").text
    assert address(logistics) in page and f'name="on" value="{JUN}"' in page
