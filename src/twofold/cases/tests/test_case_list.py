import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.models import CaseClock


@pytest.fixture
def relationship(sales, customer):
    return make_relationship(sales, customer)


def titles(page):
    return [case.title for case in page.context["rows"]]


def test_each_tab_shows_its_own(relationship, amina, now, client_of):
    soon, past = now.replace(year=2100), now.replace(year=2020)
    make_case(relationship, "runs", promised_at=soon, assignee=amina.person)
    make_case(relationship, "late", promised_at=past)
    make_case(relationship, "done", resolved_at=now, state="resolved")
    client = client_of(amina)
    shown = {
        view: titles(client.get(f"/cases/?view={view}"))
        for view in ("open", "late", "mine", "unassigned", "resolved")
    }
    assert shown == {
        "open": ["late", "runs"],
        "late": ["late"],
        "mine": ["runs"],
        "unassigned": ["late"],
        "resolved": ["done"],
    }


@pytest.mark.parametrize("counted", [999, 2])
def test_each_tab_says_how_many_it_holds(relationship, amina, now, client_of, monkeypatch, counted):
    monkeypatch.setattr("twofold.cases.queries.case_list.COUNTED", counted)
    soon, past = now.replace(year=2100), now.replace(year=2020)
    make_case(relationship, promised_at=soon, assignee=amina.person)
    make_case(relationship, promised_at=past, assignee=amina.person)
    make_case(relationship, promised_at=past)
    tabs = client_of(amina).get("/cases/").context["tabs"]
    counts = [tab["count"] for tab in tabs]
    assert counts == ([3, 2, 2, 1, None, None] if counted == 999 else [None, 2, 2, 1, None, None])


def test_it_filters_by_what_is_due_next_and_what_stands_still(relationship, amina, now, client_of):
    soon = make_case(relationship, "soon", next_due_at=now)
    still = make_case(relationship, "still")
    for case, state in ((still, "paused"), (soon, "running")):
        CaseClock.objects.create(
            case=case, target="resolution", minutes=60, state=state, started_at=now, counted_at=now
        )

    def shown(field, op, value):
        rules = json.dumps({"all": [{"field": field, "op": op, "value": [value]}]})
        return titles(client_of(amina).get("/cases/", {"view": "open", "rules": rules}))

    assert shown("next_due_at", "before", "2200-01-01") == ["soon"]
    assert shown("is_paused", "is", True) == ["still"]
    assert shown("is_paused", "is", False) == ["soon"]


def test_it_filters_by_side_kind_and_unit(relationship, sales, logistics, bo, client_of):
    inside = make_relationship(sales, logistics, side="internal", kind="unit")
    make_case(relationship, "outside")
    make_case(inside, "inside", kind="complaint")
    client = client_of(bo)
    assert titles(client.get("/cases/?side=internal")) == ["inside"]
    assert titles(client.get("/cases/?kind=complaint")) == ["inside"]
    assert titles(client.get(f"/cases/?unit={logistics.pk}")) == []
    assert "Nothing is owed" in client.get(f"/cases/?unit={logistics.pk}").text
    assert len(titles(client.get("/cases/?side=upside&kind=x&unit=y"))) == 2


def test_outsiders_see_none(relationship, mallory, client_of):
    make_case(relationship, "The chair wobbles")
    assert "wobbles" not in client_of(mallory).get("/cases/").text


def test_it_pages_without_losing_or_repeating_a_case(relationship, amina, now, client_of):
    for number in range(120):
        promised = now + timedelta(days=number // 3) if number % 2 else None
        make_case(relationship, f"case {number}", promised_at=promised)
    client, seen, token = client_of(amina), [], ""
    while True:
        page = client.get("/cases/" + token)
        seen += titles(page)
        token = page.context["after_url"]
        if not token:
            break
    assert len(seen) == len(set(seen)) == 120
    back = client.get("/cases/" + page.context["before_url"])
    assert titles(back) == seen[50:100]


def test_fifty_rows_cost_what_one_does(relationship, sales, logistics, chidi, now, client_of):
    client = client_of(chidi)
    make_case(relationship, promised_at=now)
    client.get("/cases/")
    with CaptureQueriesContext(connection) as one:
        client.get("/cases/")
    for number in range(49):
        unit = sales if number % 2 else logistics
        make_case(make_relationship(unit, make_person()), promised_at=now + timedelta(hours=number))
    with CaptureQueriesContext(connection) as fifty:
        assert len(titles(client.get("/cases/"))) == 50
    assert len(fifty) == len(one) <= 20
