"""Cells become values as people mean them, or are refused in a sentence."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.core.plates import ImportField
from twofold.workspace.queries.columns import BadCell, ColumnReading, converter, guess_mapping, read_columns
from twofold.workspace.queries.columns.dates import find_order
from twofold.workspace.queries.columns.formulas import neutral, restored
from twofold.workspace.queries.columns.numbers import find_decimal_mark

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def value_of(text: str, kind: str, *, order: str = "dmy", mark: str = "point", zone: str = "UTC", **more):
    field = ImportField("it", "It", kind, **more)
    return converter(field, ColumnReading(order, mark), zone=ZoneInfo(zone), now=NOW)(text)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2020-05-06", "dmy", date(2020, 5, 6)),
        ("20200506", "dmy", date(2020, 5, 6)),
        ("2020/5/6", "mdy", date(2020, 5, 6)),
        ("6.5.2020", "dmy", date(2020, 5, 6)),
        ("5/6/2020", "mdy", date(2020, 5, 6)),
        ("06-05-20", "dmy", date(2020, 5, 6)),
        ("06.05.85", "dmy", date(1985, 5, 6)),
        ("6 May 2020", "mdy", date(2020, 5, 6)),
        ("May 6th, 2020", "dmy", date(2020, 5, 6)),
        ("06-Mär-20", "dmy", date(2020, 3, 6)),
        ("6/5/2020 14:30", "dmy", date(2020, 5, 6)),
    ],
)
def test_it_reads_days(text, order, day):
    assert value_of(text, "date", order=order) == day


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2020-05-06 14:30:15", "UTC", datetime(2020, 5, 6, 14, 30, 15, tzinfo=UTC)),
        ("2020-05-06T14:30:15+02:00", "UTC", datetime(2020, 5, 6, 12, 30, 15, tzinfo=UTC)),
        ("6.5.2020 2:30 pm", "UTC", datetime(2020, 5, 6, 14, 30, tzinfo=UTC)),
        ("1996-07-04 00:00:00.000", "UTC", datetime(1996, 7, 4, tzinfo=UTC)),
        ("6.5.2020 14:30", "Europe/Berlin", datetime(2020, 5, 6, 12, 30, tzinfo=UTC)),
        ("6.5.2020", "Europe/Berlin", datetime(2020, 5, 5, 22, tzinfo=UTC)),
    ],
)
def test_it_reads_moments(text, zone, moment):
    assert value_of(text, "datetime", zone=zone) == moment


@pytest.mark.parametrize("text", ["31.02.2020", "13/13/2020", "soon", "0214-05-06", "12", "6.5.2020 25:00"])
def test_it_refuses_days_that_do_not_exist(text):
    with pytest.raises(BadCell, match=text):
        value_of(text, "datetime")


def test_it_refuses_the_future_where_that_is_a_mistake():
    assert value_of("2027-01-01", "date") == date(2027, 1, 1)
    with pytest.raises(BadCell, match="in the future"):
        value_of("2027-01-01", "date", not_in_future=True)
    with pytest.raises(BadCell, match="in the future"):
        value_of("2026-11-22 12:01", "datetime", not_in_future=True)
    assert value_of("2026-11-22 12:00", "datetime", not_in_future=True) == NOW


@pytest.mark.parametrize(
    ("cells", "order", "is_certain"),
    [
        (["01/02/2020", "13/02/2020"], "dmy", True),
        (["01/02/2020", "02/13/2020"], "mdy", True),
        (["01/02/2020", "03/04/2020"], "dmy", False),
        (["13/02/2020", "02/13/2020"], "dmy", False),
        (["2020-01-02", ""], "ymd", True),
        (["01/01/2020", "2/2/2020"], "ymd", True),
    ],
)
def test_it_finds_the_order_of_days_over_the_column(cells, order, is_certain):
    assert find_order(cells) == (order, is_certain)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1234.5", "point", "1234.5"),
        ("1,234.50", "point", "1234.50"),
        ("1.234,50", "comma", "1234.50"),
        ("1'234.50", "point", "1234.50"),
        ("1 234,5", "comma", "1234.5"),
        ("(7.00)", "point", "-7.00"),
        ("7-", "point", "-7"),
        ("€ 5", "point", "5"),
        ("-0,5", "comma", "-0.5"),
        ("9.80000019", "point", "9.80000019"),
    ],
)
def test_it_reads_numbers(text, mark, number):
    assert value_of(text, "decimal", mark=mark) == Decimal(number)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e99", "12,5", "1,23,456", "five", "1.2.3", "-"])
def test_it_refuses_what_is_no_number(text):
    with pytest.raises(BadCell):
        value_of(text, "decimal")


def test_it_reads_whole_numbers():
    assert value_of("7.0", "integer") == 7
    assert value_of("1,000", "integer") == 1000
    with pytest.raises(BadCell, match="whole"):
        value_of("7.5", "integer")


@pytest.mark.parametrize(
    ("cells", "lean", "found"),
    [
        (["1,5"], "point", ("comma", True)),
        (["1.234,50"], "point", ("comma", True)),
        (["1,234.50"], "comma", ("point", True)),
        (["12", "9.8"], "comma", ("point", True)),
        (["1,234"], "point", ("point", False)),
        (["1,234"], "comma", ("comma", False)),
        (["12", "0.001"], "point", ("point", True)),
        (["12"], "comma", ("point", True)),
    ],
)
def test_it_finds_the_decimal_mark_over_the_column(cells, lean, found):
    assert find_decimal_mark(cells, lean=lean) == found


def test_it_understands_columns_by_the_fields_they_are_mapped_to():
    fields = {"Datum": ImportField("on", "On", "date"), "Preis": ImportField("price", "Price", "decimal")}
    found = read_columns({"Datum": ["13.02.2020"], "Preis": ["1,5"], "Rest": []}, fields)
    assert found == {
        "Datum": ColumnReading("dmy", "point", True),
        "Preis": ColumnReading("ymd", "comma", True),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("U.K.", "GB"),
        ("Côte d’Ivoire", "CI"),
    ],
)
def test_it_knows_countries_by_many_names(text, code):
    assert value_of(text, "country") == code


def test_it_refuses_a_country_it_does_not_know():
    with pytest.raises(BadCell, match="Atlantis"):
        value_of("Atlantis", "country")


def test_it_reads_yes_and_no():
    assert [value_of(text, "yesno") for text in ("Yes", "ja", "1", "NEIN", "false")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(BadCell, match="neither"):
        value_of("maybe", "yesno")


def test_it_reads_choices_whatever_their_spelling():
    assert value_of("On Behalf-of", "choice", choices=("requester", "on_behalf_of")) == "on_behalf_of"
    with pytest.raises(BadCell, match="requester, on_behalf_of"):
        value_of("friend", "choice", choices=("requester", "on_behalf_of"))


@pytest.mark.parametrize(
    "text",
    ["a@b", "a b@example.org", "a@example.org, b@example.org", "@example.org", "a" * 250 + "@example.org"],
)
def test_it_refuses_what_is_no_address(text):
    with pytest.raises(BadCell, match="e-mail"):
        value_of(text, "email")


def test_it_refuses_a_text_that_does_not_fit():
    with pytest.raises(BadCell, match="201 characters; at most 200"):
        value_of("x" * 201, "text")
    assert value_of("x" * 201, "text", longest=0) == "x" * 201


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-5", "@x", "|x", "%x", "\t=1", "\u200b=1", " =1", "＝1", "'=1"]
)
def test_a_formula_is_written_so_that_no_spreadsheet_runs_it(text):
    assert neutral(text) == "'" + text


@given(st.text(st.sampled_from("'=+-@|% \t\r\n\u200b\ufeff＝a1"), max_size=6) | st.text())
def test_the_sign_before_formulas_comes_off_as_it_went_on(text):
    assert restored(neutral(text)) == text


def test_an_apostrophe_of_its_own_stays():
    assert value_of("'s Gravenhage", "text") == "'s Gravenhage"
    assert value_of("'=x", "text") == "=x"


PEOPLE = (
    ImportField("given_name", "Given name", aliases=("firstname",)),
    ImportField("name", "Name", aliases=("fullname",)),
    ImportField("email", "E-mail", "email", aliases=("mail",)),
)


def test_it_guesses_fields_from_headers():
    headers = ("First Name", "NAME", "E-Mail", "Shoe size")
    assert guess_mapping(headers, PEOPLE, {}) == {
        "First Name": "given_name",
        "NAME": "name",
        "E-Mail": "email",
    }


def test_it_guesses_addresses_from_cells():
    columns = {"Kontakt": ["a@example.org", "", "b@example.org"], "Wer": ["Dana", "Eli"]}
    assert guess_mapping(("Wer", "Kontakt"), PEOPLE, columns) == {"Kontakt": "email"}


def test_columns_left_over_go_to_the_field_that_takes_many():
    fields = (
        ImportField("person", "Person", aliases=("resp",)),
        ImportField("answers", "Answers", many=True),
    )
    assert guess_mapping(("resp", "E01", "P01"), fields, {}) == {
        "resp": "person",
        "E01": "answers",
        "P01": "answers",
    }
