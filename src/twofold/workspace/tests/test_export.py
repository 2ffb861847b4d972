"""A list as a file: exactly what the page shows, through the gate, and back again without a change."""

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.factories import make_organization, make_person
from twofold.core.plates import Asked
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attributes import add_attribute
from twofold.directory.actions.contact_points import add_contact_point
from twofold.directory.actions.parties import edit_party
from twofold.directory.models import Party
from twofold.timeline.models import Event
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.columns.formulas import restored
from twofold.workspace.queries.lists.files import Sheet, delimited
from twofold.workspace.queries.lists.files import sheet as sheets
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.matching import matching
from twofold.workspace.queries.lists.shown import of_view

ADDRESS = "/lists/party/export/"


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))


@pytest.fixture
def company(sales) -> Party:
    return make_organization("Chairs & Co", known_to=(sales,), country="DE")


@pytest.fixture
def secret(it) -> Party:
    return make_organization("Nobody’s business", known_to=(it,))


def test_it_holds_what_the_page_shows(company, secret, amina, client_of):
    said = {"as": "csv", "view": "organizations", "columns": "name,country"}
    answer = client_of(amina).post(ADDRESS, said)
    assert answer["Content-Disposition"].endswith('.csv"')
    assert rows_of(answer) == [["Twofold number", "Name", "Country"], [str(company.pk), "Chairs & Co", "DE"]]


def test_excel_is_told_the_encoding(company, amina, client_of):
    answer = client_of(amina).post(ADDRESS, {"as": "csv-excel"})
    assert answer.getvalue().startswith(b"\xef\xbb\xbf")


def test_order_words_and_ticks_narrow_it(sales, company, amina, client_of):
    other = make_organization("Tables", known_to=(sales,))
    said = {"as": "csv", "view": "organizations", "columns": "name"}
    falling = rows_of(client_of(amina).post(ADDRESS, said | {"order": "-name"}))
    assert [row[1] for row in falling[1:]] == ["Tables", "Chairs & Co"]
    ticked = rows_of(client_of(amina).post(ADDRESS, said | {"ids": [other.pk]}))
    assert [row[1] for row in ticked[1:]] == ["Tables"]


def test_json_and_xlsx_hold_the_same(company, amina, client_of):
    said = {"view": "organizations", "columns": "name,country"}
    objects = json.loads(client_of(amina).post(ADDRESS, said | {"as": "json"}).getvalue())
    assert objects == [{"Twofold number": company.pk, "Name": "Chairs & Co", "Country": "DE"}]
    book = load_workbook(BytesIO(client_of(amina).post(ADDRESS, said | {"as": "xlsx"}).getvalue()))
    assert [tuple(row) for row in book.active.values][1] == (company.pk, "Chairs & Co", "DE")


def test_an_empty_list_is_a_file_too(amina, client_of):
    said = {"view": "organizations", "as": "json"}
    assert json.loads(client_of(amina).post(ADDRESS, said).getvalue()) == []


def test_who_took_what_is_written_down_and_not_what_it_said(company, amina, client_of):
    client_of(amina).post(ADDRESS, {"as": "csv", "view": "organizations", "q": ""}).getvalue()
    event = Event.objects.system("a test looks").get()
    assert (event.verb, event.person_id) == ("workspace.list_exported", amina.person_id)
    assert event.details == {"list": "party", "format": "csv", "count": 1}


def test_a_get_or_an_unknown_format_exports_nothing(company, amina, client_of):
    assert client_of(amina).get(ADDRESS).status_code == 405
    page = client_of(amina).post(ADDRESS, {"as": "exe"}, follow=True)
    assert "There is no format" in page.text
    assert not Event.objects.system("a test looks").exists()


def test_formulas_are_neutralized_and_numbers_are_not(sales, company, amina, actor_of, client_of, now):
    add_contact_point(company, kind="phone", value="+49 30 123456", actor=actor_of(amina), now=now)
    make_organization("=HYPERLINK(1)", known_to=(sales,))
    Event.objects.system("a test looks")
    said = {"as": "csv", "view": "organizations", "columns": "name,phone"}
    cells = [row[1:] for row in rows_of(client_of(amina).post(ADDRESS, said))]
    assert ["'=HYPERLINK(1)", ""] in cells
    assert ["Chairs & Co", "'+49 30 123456"] in cells


@given(st.text(max_size=12))
def test_any_text_comes_back_as_it_was(text):
    cell = delimited.text_of(text)
    assert restored(cell) == text
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
    written = StringIO(newline="")
    csv.writer(written).writerow([cell, "end"])
    assert next(csv.reader(StringIO(written.getvalue(), newline=""))) == [cell, "end"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_numbers_carry_no_sign_of_ours(number):
    assert Decimal(delimited.text_of(number)) == number


def test_memory_stays_flat_since_rows_come_in_chunks(sales, amina, actor_of, now, monkeypatch):
    for n in range(7):
        make_organization(f"Company {n}", known_to=(sales,))
    monkeypatch.setattr(sheets, "CHUNK", 3)
    asked = Asked(actor_of(amina), now)
    found = listed("party", asked.actor)
    shown = of_view(found, found.view("organizations"))
    sheet = Sheet(shown, matching(shown, asked), asked)
    assert [len(chunk) for chunk in sheet.chunks()] == [3, 3, 1]


def test_a_chunk_costs_the_same_queries_however_many_rows(
    sales, amina, actor_of, now, django_assert_max_num_queries
):
    for n in range(20):
        make_organization(f"Company {n}", known_to=(sales,), country="DE")
    asked = Asked(actor_of(amina), now)
    found = listed("party", asked.actor)
    shown = of_view(found, found.view("organizations"))
    with django_assert_max_num_queries(16):
        assert len(list(Sheet(shown, matching(shown, asked), asked).rows())) == 20


@pytest.fixture
def attributes(chidi, actor_of, now):
    """A tier and a limit of companies."""
    who = {"applies_to": "organization", "actor": actor_of(chidi), "now": now}
    add_attribute(label="Tier", kind="choice", choices=[GivenChoice("Gold"), GivenChoice("=None")], **who)
    add_attribute(label="Limit", kind="money", **who)
    add_attribute(label="Colors", kind="choices", choices=[GivenChoice("Red"), GivenChoice("Blue")], **who)
    add_attribute(label="Since when", kind="date", **who)
    add_attribute(label="Share", kind="number", **who)
    add_attribute(label="Is key", kind="yes_no", **who)


def import_back(path, record_type: str) -> ImportRun:
    with pytest.raises(SystemExit):
        call_command(
            "import", str(path), "--as", record_type, "--unit", "Sales", stdout=StringIO(), verbosity=0
        )
    return ImportRun.objects.system("a test looks").get()


@pytest.mark.parametrize("format", ["csv", "csv-excel", "xlsx", "json"])
def test_companies_with_attributes_come_back_unchanged(
    sales, attributes, chidi, actor_of, tmp_path, now, format
):
    who = {"actor": actor_of(chidi), "now": now}
    company = make_organization("=Chairs, “& Co”\t", known_to=(sales,), country="DE", language="de")
    bare = make_organization("'=Odd", known_to=(sales,))
    add_contact_point(company, kind="phone", value="+49 30 123456", **who)
    add_contact_point(company, kind="email", value="info@chairs.example", **who)
    values = {"tier": "none", "limit": {"minor": 125050, "currency": "EUR"}, "colors": ["red", "blue"]}
    more = {"since_when": "2020-02-29", "share": "12.5", "is_key": False}
    edit_party(company, attributes=values | more, **who)
    before = dict(Party.objects.system("a test looks").values_list("pk", "attributes"))
    path = tmp_path / f"companies.{format[:4].rstrip('-')}"
    columns = ",".join(listed("party", who["actor"]).columns)
    call_command(
        "export",
        "party",
        "--view",
        "organizations",
        "--columns",
        columns,
        "--as",
        format,
        "-o",
        str(path),
        verbosity=0,
    )
    run = import_back(path, "organisations")
    assert (run.unchanged, run.updated, run.created, run.rejected) == (2, 0, 0, 0), run.samples
    assert dict(Party.objects.system("a test looks").values_list("pk", "attributes")) == before
    assert bare.pk in before


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_people_come_back_unchanged(sales, chidi, actor_of, tmp_path, now, format):
    dana = make_person("Dana Novak", known_to=(sales,), country="PL", language="pl")
    add_contact_point(dana, kind="email", value="dana@novak.example", actor=actor_of(chidi), now=now)
    make_person("@Kim +1", known_to=(sales,))
    path = tmp_path / f"people.{format}"
    rules = json.dumps({"all": [{"field": "kind", "op": "any_of", "value": ["person"]}]})
    call_command("export", "party", "--rules", rules, "--as", format, "-o", str(path), verbosity=0)
    run = import_back(path, "people")
    assert (run.updated, run.created, run.rejected) == (0, 0, 0), run.samples
    assert run.unchanged >= 2


def test_a_number_that_nobody_has_is_refused_and_adds_nobody(sales, company, tmp_path, chidi):
    path = tmp_path / "companies.csv"
    path.write_text(f"Twofold number,Name\n{company.pk},Chairs & Co\n999999,Ghost\n")
    run = import_back(path, "organisations")
    assert (run.unchanged, run.rejected, run.created) == (1, 1, 0)


def test_the_command_says_what_it_cannot_do(enterprise, tmp_path):
    for arguments in (["nothing"], ["party", "--view", "no-such"], ["party", "--rules", "{"]):
        errors = StringIO()
        with pytest.raises(SystemExit) as end:
            call_command("export", *arguments, "-o", str(tmp_path / "x"), stderr=errors)
        assert end.value.code == 2
        assert errors.getvalue()
    assert not (tmp_path / "x").exists()
