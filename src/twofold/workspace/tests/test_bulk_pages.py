"""The pages of a bulk edit: choose, see what will change, do it, take it back."""

import json
import re

import pytest

from tests.factories import make_organization
from twofold.directory.models import Party
from twofold.workspace.actions import bulk_edit
from twofold.workspace.models import BulkRun
from twofold.workspace.tasks import carry_out_bulk_edit
from twofold.workspace.web.lists import bulk

FORM = "/lists/party/edit/"
RULES = json.dumps({"all": [{"field": "country", "op": "any_of", "value": ["DE"]}]})
TO_AUSTRIA = {"do-country": "set", "to-country": "AT"}


@pytest.fixture
def customers(sales) -> list[Party]:
    return [make_organization(f"Company {n}", known_to=(sales,), country="DE") for n in range(3)]


def countries() -> set[str]:
    return set(
        Party.objects.system("a test looks").filter(kind="organization").values_list("country", flat=True)
    )


def ids(customers) -> list[int]:
    return [one.pk for one in customers]


def the_run() -> BulkRun:
    return BulkRun.objects.system("a test looks").get()


def test_the_form_offers_what_the_list_edits(customers, amina, client_of):
    page = client_of(amina).post(FORM, {"ids": ids(customers)})
    assert page.status_code == 200
    assert "Change 3 records" in page.text
    assert 'name="do-country"' in page.text
    assert page.text.count('name="ids"') == 3


def test_the_list_leads_to_it(customers, amina, client_of):
    page = client_of(amina).get("/parties/?view=organizations")
    for act in ("edit", "export", "together/merge"):
        assert f'formaction="/lists/party/{act}/"' in page.text


def test_the_preview_shows_old_and_new_and_changes_nothing(customers, amina, client_of):
    page = client_of(amina).post(FORM, {"ids": ids(customers), "step": "preview"} | TO_AUSTRIA)
    assert re.search(r'<span class="was">Germany</span>.*<strong>Austria</strong>', page.text)
    assert countries() == {"DE"}


def test_all_that_match_are_changed_at_once_with_undo_offered(customers, amina, client_of):
    client = client_of(amina)
    page = client.post(FORM, {"scope": "all", "rules": RULES, "step": "run"} | TO_AUSTRIA, follow=True)
    assert countries() == {"AT"}
    assert "3 records are done" in page.text
    assert f"/undo/{the_run().event_id}/" in page.text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose at least one field"),
        ({"do-country": "set"}, "Say what it shall be"),
        ({"do-country": "set", "to-country": "XX"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said(customers, amina, client_of, given, sentence):
    page = client_of(amina).post(FORM, {"ids": ids(customers), "step": "run"} | given)
    assert page.status_code == 422
    assert sentence in page.text or "choice" in page.text
    assert countries() == {"DE"}


def test_nobody_ticked_is_said(amina, client_of):
    page = client_of(amina).post(FORM, {"step": "run"} | TO_AUSTRIA)
    assert "Nothing is chosen" in page.text
    assert page.status_code == 422


def test_more_go_on_in_the_background_with_progress(customers, amina, client_of, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    client = client_of(amina)
    answer = client.post(FORM, {"ids": ids(customers), "step": "run"} | TO_AUSTRIA)
    run = the_run()
    assert answer["Location"] == f"/bulk/{run.pk}/"
    assert "0 of 3 records" in client.get(answer["Location"]).text
    carry_out_bulk_edit.func(run_id=run.pk)
    assert client.get(f"/bulk/{run.pk}/progress/?seen=waiting-0").status_code == 200
    assert client.get(f"/bulk/{run.pk}/progress/?seen=done-3").status_code == 204
    assert countries() == {"AT"}


def test_it_can_be_stopped(customers, amina, client_of, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    client = client_of(amina)
    client.post(FORM, {"ids": ids(customers), "step": "run"} | TO_AUSTRIA)
    page = client.post(f"/bulk/{the_run().pk}/stop/", follow=True)
    assert "You stopped it" in page.text
    assert carry_out_bulk_edit.func(run_id=the_run().pk) == "0 records"
    assert countries() == {"DE"}


def test_a_run_is_its_own_persons_only(customers, amina, bo, client_of):
    client_of(amina).post(FORM, {"ids": ids(customers), "step": "run"} | TO_AUSTRIA)
    for address in ("", "progress/"):
        assert client_of(bo).get(f"/bulk/{the_run().pk}/{address}").status_code == 404
    assert client_of(bo).post(f"/bulk/{the_run().pk}/stop/").status_code == 404


def test_outsiders_change_nothing(customers, mallory, client_of):
    page = client_of(mallory).post(FORM, {"ids": ids(customers), "step": "run"} | TO_AUSTRIA, follow=True)
    assert "except for 3 records" in page.text
    assert "Company" not in page.text
    assert countries() == {"DE"}


def test_a_refusal_while_it_runs_stands_on_the_run(customers, amina, client_of, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    client_of(amina).post(FORM, {"ids": ids(customers), "step": "run"} | TO_AUSTRIA)
    amina.is_active = False
    amina.save()
    carry_out_bulk_edit.func(run_id=the_run().pk)
    assert the_run().state == bulk_edit.State.FAILED or the_run().refused == 3
    assert countries() == {"DE"}


def test_ticked_ones_are_led_to_merging(customers, amina, client_of):
    first, second, _third = ids(customers)
    answer = client_of(amina).post("/lists/party/together/merge/", {"ids": [first, second]})
    assert answer["Location"] == f"/parties/merge/?ids={first},{second}"
