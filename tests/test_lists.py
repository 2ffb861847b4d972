"""Lists: what their addresses mean, how they are filtered, drawn and looked through."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_case,
    make_dealing,
    make_expectation,
    make_offering,
    make_organization,
    make_person,
    make_relationship,
)
from twofold.cases.models import Case
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attribute_index import fill_index
from twofold.directory.actions.attributes import add_attribute
from twofold.relationships.models import Expectation
from twofold.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(sales, dana, amina, now):
    relationship = make_relationship(sales, dana.person)
    return [
        make_case(relationship, "The chair wobbles", kind="complaint", promised_at=now + timedelta(days=1)),
        make_case(relationship, "Where is my desk?", kind="question", promised_at=now - timedelta(days=40)),
        make_case(relationship, "A lamp, please", kind="request", assignee=amina.person),
    ]


def names(answer) -> list[str]:
    return [str(row) for row in answer.context["rows"]]


def rule(field, op, *values):
    return {"field": field, "op": op, "value": list(values)}


def rules(kind, *parts) -> dict:
    return {"rules": json.dumps({kind: parts})}


def test_a_simple_filter_in_the_address_becomes_a_rule_that_can_be_taken_off(cases, amina, client_of):
    page = client_of(amina).get("/cases/?kind=complaint")
    assert names(page) == [str(cases[0])]
    (kind,) = page.context["chips"]
    assert (kind["label"], kind["value"]) == ("Kind", "is Complaint")
    assert len(names(client_of(amina).get("/cases/" + kind["url"]))) == 3


def test_rules_in_groups(cases, amina, client_of):
    either = {"any": [rule("kind", "any_of", "question"), rule("assignee", "any_of", "me")]}
    page = client_of(amina).get(
        "/cases/", rules("all", either, {"none": [rule("title", "contains", "lamp")]})
    )
    assert names(page) == [str(cases[1])]


def test_columns_are_chosen_and_the_one_that_names_the_record_stays(cases, amina, client_of):
    page = client_of(amina).get("/cases/?columns=kind,nonsense,unit")
    assert [column.label for column in page.context["columns"]] == ["Case", "Kind", "Unit"]


def test_it_sorts_by_a_column_that_may_be_empty_both_ways(cases, amina, client_of):
    client = client_of(amina)
    assert names(client.get("/cases/?order=promised_at")) == [str(cases[1]), str(cases[0]), str(cases[2])]
    assert names(client.get("/cases/?order=-promised_at")) == [str(cases[0]), str(cases[1]), str(cases[2])]


def test_it_finds_words_and_numbers(cases, amina, client_of):
    assert names(client_of(amina).get(f"/cases/?q=%23{cases[2].pk}")) == [str(cases[2])]


def test_while_typing_only_the_list_is_sent(cases, amina, client_of):
    answer = client_of(amina).get("/cases/?kind=complaint", headers={"HX-Request": "true"})
    assert "The chair wobbles" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    "given", ["{", '"x"', '{"all": 3}', "[[[[", '{"all": [{"field": null}]}', '{"any": [{"all": []}]}']
)
def test_rules_that_cannot_be_read_are_said_and_left_out(cases, amina, client_of, given):
    answer = client_of(amina).get("/cases/", {"rules": given, "view": "all"})
    assert answer.status_code == 200
    assert len(names(answer)) == 3


def test_a_rule_about_something_that_is_gone_says_so_and_can_be_removed(cases, amina, client_of):
    answer = client_of(amina).get("/cases/", rules("all", rule("attribute_99", "is", "x")))
    (problem,) = answer.context["problems"]
    assert "no longer exists" in problem["sentence"] and "Remove this rule" in answer.text
    assert client_of(amina).get("/cases/" + problem["url"]).context["problems"] == []


def test_a_rule_about_the_side_takes_the_place_of_the_switch(cases, sales, logistics, amina, client_of):
    make_case(make_relationship(sales, logistics, side="internal", kind="unit"), "inside")
    client = client_of(amina)
    client.post("/side/", {"side": "external"})
    assert len(names(client.get("/cases/"))) == 3
    assert len(names(client.get("/cases/?side=internal"))) == 1


def test_a_board_has_a_column_for_each_choice(cases, amina, client_of):
    page = client_of(amina).get("/cases/?layout=board&by=kind")
    found = {
        one["column"].value: [card.name for card in one["cards"]] for one in page.context["board_columns"]
    }
    assert found == {
        "question": ["Where is my desk?"],
        "request": ["A lamp, please"],
        "complaint": ["The chair wobbles"],
        "conflict": [],
    }


def test_a_board_shows_thirty_cards_and_more_when_asked(sales, dana, amina, client_of):
    relationship = make_relationship(sales, dana.person)
    for number in range(33):
        make_case(relationship, f"case {number}")
    client = client_of(amina)
    (column,) = [one for one in client.get("/cases/?layout=board").context["board_columns"] if one["cards"]]
    assert (len(column["cards"]), column["column"].count) == (30, 33)
    (column,) = [
        one for one in client.get("/cases/" + column["more_url"]).context["board_columns"] if one["cards"]
    ]
    assert len(column["cards"]) == 33


def test_a_card_is_not_moved_where_the_field_is_not_edited(cases, amina, client_of):
    answer = client_of(amina).post(
        f"/lists/case/{cases[0].pk}/move/", {"layout": "board", "by": "kind", "to": "question"}
    )
    assert answer.status_code == 403
    assert Case.objects.system("test").get(pk=cases[0].pk).kind == cases[0].kind


def test_a_card_is_moved_and_that_can_be_taken_back(sales, dana, amina, mallory, client_of):
    expectation = make_expectation(make_relationship(sales, dana.person), state="unmet")
    board = {"layout": "board", "by": "state", "to": "met"}
    address = f"/lists/expectation/{expectation.pk}/move/"

    def state() -> str:
        return Expectation.objects.system("test").get(pk=expectation.pk).state

    assert client_of(mallory).post(address, board).status_code == 404
    assert client_of(amina).post(address, board | {"to": "nowhere"}).status_code == 422
    assert state() == "unmet"
    client = client_of(amina)
    assert client.post(address, board).url == "/expectations/?layout=board&by=state"
    assert state() == "met"
    event = Event.objects.system("test").get(verb="workspace.record_edited")
    client.post(f"/undo/{event.pk}/")
    assert state() == "unmet"


def test_a_month_shows_what_falls_on_each_day(cases, amina, now, client_of):
    page = client_of(amina).get("/cases/?layout=calendar&by=promised_at&month=2026-11")
    full = {
        str(one["day"].date): [card.name for card in one["cards"]]
        for week in page.context["weeks"]
        for one in week
    }
    assert full[str((now + timedelta(days=1)).date())] == ["The chair wobbles"]
    assert len(full) % 7 == 0
    before = client_of(amina).get("/cases/" + page.context["before_month"])
    assert "Where is my desk?" in before.text


def test_a_full_day_says_how_many_more_there_are(sales, dana, amina, now, client_of):
    relationship = make_relationship(sales, dana.person)
    for number in range(7):
        make_case(relationship, f"case {number}", promised_at=now)
    client = client_of(amina)
    page = client.get("/cases/?layout=calendar&by=promised_at&month=2026-11")
    (day,) = [one for week in page.context["weeks"] for one in week if one["day"].more]
    assert (len(day["cards"]), day["day"].more) == (4, 3)
    assert len(names(client.get("/cases/" + day["more_url"]))) == 7


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "9999-12"])
def test_any_month_may_be_asked_for(cases, amina, client_of, month):
    assert client_of(amina).get(f"/cases/?layout=calendar&month={month}").status_code == 200


def test_the_quick_look_tells_the_facts_to_those_who_see_the_record(cases, amina, mallory, client_of):
    address = f"/lists/case/{cases[0].pk}/quick/"
    answer = client_of(amina).get(address)
    assert "The chair wobbles" in answer.text and "Dana Novak" in answer.text
    hidden, absent = client_of(mallory).get(address), client_of(mallory).get("/lists/case/987654/quick/")
    assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_a_list_that_does_not_exist_is_absent(amina, client_of):
    for address in ("/lists/nothing/rules/", "/lists/nothing/count/", "/lists/nothing/1/quick/"):
        assert client_of(amina).get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/parties/?kind=organization",
        "/relationships/",
        "/dealings/",
        "/expectations/",
        "/offerings/",
        "/cases/",
        "/cases/?layout=board&by=kind",
        "/cases/?layout=calendar&by=opened_at&month=2026-11",
    ],
)
def test_fifty_rows_cost_what_one_does(address, sales, amina, client_of, now):
    client = client_of(amina)

    def fill(number: int) -> None:
        for _each in range(number):
            served = make_relationship(sales, make_organization(country="DE"))
            make_case(served, promised_at=now)
            make_dealing(served, offering=make_offering(sales))
            make_expectation(served)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    fill(1)
    queries()
    few = queries()
    fill(
        49 if "layout" not in address else 25
    )  # a column of a board with more than it shows is counted besides
    assert queries() == few <= 24


def test_rows_that_hold_html_are_written_as_text(sales, amina, client_of):
    make_person("<script>alert(1)</script>", known_to=(sales,))
    answer = client_of(amina).get("/parties/")
    assert "&lt;script&gt;alert" in answer.text and "<script>alert" not in answer.text


@pytest.mark.parametrize("text", ["{", "null", "7", "[]", '"all"', '{"some": []}', '{"all": 3}'])
def test_rules_that_cannot_be_read_are_not_passed_over(cases, amina, client_of, text):
    (problem,) = client_of(amina).get("/cases/", {"rules": text}).context["problems"]
    assert "cannot be read" in problem["sentence"]


def test_columns_may_be_named_one_by_one_and_moved_past_each_other(cases, amina, client_of):
    def shown(query: str) -> tuple[str, ...]:
        return client_of(amina).get(f"/cases/?{query}").context["shown"].columns

    chosen = "columns=title&columns=kind&columns=unit&columns=state"
    assert shown(chosen) == ("title", "kind", "unit", "state")
    assert shown(chosen + "&up=state") == ("title", "kind", "state", "unit")
    assert shown(chosen + "&down=kind") == ("title", "unit", "kind", "state")
    for nowhere in ("&up=kind", "&down=state", "&up=title", "&up=nothing"):
        assert shown(chosen + nowhere) == ("title", "kind", "unit", "state")


def test_an_attribute_with_choices_makes_a_board_with_a_column_for_those_without(
    sales, amina, chidi, client_of, actor_of, now
):
    tier = add_attribute(
        applies_to="organization", label="Tier", kind="choice", choices=[GivenChoice("Gold"), GivenChoice("Tin")],
        is_filterable=True, actor=actor_of(chidi), now=now,
    )  # fmt: skip
    fill_index(tier.pk)
    company = make_organization("Chairs & Co", known_to=(sales,))
    by = f"attribute_{tier.pk}"
    client = client_of(amina)

    def column_of() -> list[str]:
        page = client.get(f"/parties/?view=organizations&layout=board&by={by}")
        return [one["column"].value for one in page.context["board_columns"] if one["cards"]]

    assert column_of() == [""]
    for to in (tier.choices[0][0], ""):
        moved = client.post(f"/lists/party/{company.pk}/move/", {"layout": "board", "by": by, "to": to})
        assert moved.status_code == 302
        assert column_of() == [to]
