"""The rule builder: a form that works without scripts."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import make_case, make_person, make_relationship
from twofold.directory.actions.search_entries import refresh_search

pytestmark = pytest.mark.django_db
BUILDER = "/lists/case/rules/"


def applied(client, **form) -> dict:
    """The rules to which the form leads."""
    answer = client.get(BUILDER, {"view": "all", "g.": "all", "do": "apply", **form})
    assert answer.status_code == 302 and answer.url.startswith("/cases/")
    return json.loads(parse_qs(urlsplit(answer.url).query).get("rules", ["{}"])[0])


def test_lines_and_groups_become_rules(amina, client_of):
    form = {
        "f.0": "kind", "o.0": "any_of", "v.0": ["complaint", "request"],
        "g.1": "any", "f.1.0": "title", "o.1.0": "contains", "v.1.0": "chair",
        "f.1.1": "times_reopened", "o.1.1": "between", "v.1.1": ["1", "3"],
        "f.2": "",
    }  # fmt: skip
    assert applied(client_of(amina), **form) == {
        "all": [
            {"field": "kind", "op": "any_of", "value": ["complaint", "request"]},
            {
                "any": [
                    {"field": "title", "op": "contains", "value": ["chair"]},
                    {"field": "times_reopened", "op": "between", "value": ["1", "3"]},
                ]
            },
        ]
    }


def test_nothing_filled_in_asks_nothing(amina, client_of):
    assert applied(client_of(amina), **{"f.0": "", "g.1": "none", "f.1.0": ""}) == {}


def test_an_empty_line_waits_for_those_without_scripts(amina, client_of):
    page = client_of(amina).get(BUILDER + "?view=all")
    (line,) = page.context["group"]["parts"]
    assert line["field"] == "" and 'name="f.0"' in page.text
    assert 'name="v.0"' not in page.text, "no value is asked for before there is a field"


def test_a_condition_that_needs_no_value_asks_for_none(amina, client_of):
    page = client_of(amina).get(
        BUILDER, {"view": "all", "g.": "all", "f.0": "resolved_at", "o.0": "is_empty"}
    )
    assert 'name="o.0"' in page.text and 'name="v.0"' not in page.text


@pytest.mark.parametrize(
    ("act", "lines"), [("add:", 2), ("group:", 2), ("drop:0", 1), ("drop:7", 1), ("add:9.9", 2), ("x:y", 1)]
)
def test_each_button_is_a_request(amina, client_of, act, lines):
    form = {"view": "all", "g.": "all", "f.0": "kind", "o.0": "any_of", "v.0": "complaint", "do": act}
    page = client_of(amina).get(BUILDER, form)
    assert len(page.context["group"]["parts"]) == lines


def test_a_field_brings_its_operators_and_its_input(amina, client_of):
    page = client_of(amina).get(BUILDER + "?view=all&add=opened_at", headers={"HX-Request": "true"})
    assert 'type="date"' in page.text and "is in the last" in page.text
    assert "<html" not in page.text


def test_it_says_how_many_match(sales, dana, amina, client_of):
    relationship = make_relationship(sales, dana.person)
    make_case(relationship, kind="complaint")
    make_case(relationship)
    client = client_of(amina)
    assert client.get("/lists/case/count/?kind=complaint").text == "1 matches"
    assert client.get("/lists/case/count/").text == "2 match"


def test_it_counts_no_further_than_is_quick(sales, dana, amina, client_of, monkeypatch):
    monkeypatch.setattr("twofold.workspace.queries.lists.matching.COUNTED", 1)
    monkeypatch.setattr("twofold.workspace.web.lists.rules.COUNTED", 1)
    relationship = make_relationship(sales, dana.person)
    make_case(relationship)
    make_case(relationship)
    assert client_of(amina).get("/lists/case/count/").text == "more than 1 match"


def test_names_are_suggested_to_those_who_may_know_them(sales, amina, mallory, client_of):
    person = make_person("Zora Ziegler", known_to=(sales,))
    refresh_search([person.pk])
    address = "/lists/case/suggestions/customer/?v.0=zora"
    assert f"Zora Ziegler #{person.pk}" in client_of(amina).get(address).text
    assert "Zora" not in client_of(mallory).get(address).text
    assert client_of(amina).get("/lists/case/suggestions/kind/?v.0=zora").status_code == 404


def test_a_suggestion_is_read_back_by_its_number(amina, client_of):
    form = {"f.0": "customer", "o.0": "any_of", "v.0": ["me", "Zora Ziegler #42"]}
    assert applied(client_of(amina), **form)["all"][0]["value"] == ["me", "42"]
