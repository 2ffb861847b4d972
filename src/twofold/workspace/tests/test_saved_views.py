"""Saved views: kept, changed, shared, deleted."""

import json

import pytest

from tests.factories import make_organization
from twofold.core.actor import Level
from twofold.directory.actions.attribute_life import retire_attribute
from twofold.directory.actions.attributes import add_attribute
from twofold.timeline.models import Event
from twofold.workspace.models import SavedView

pytestmark = pytest.mark.django_db
GERMAN = {"all": [{"field": "country", "op": "any_of", "value": ["DE"]}]}


@pytest.fixture
def customers(sales):
    return [make_organization("Alt & Neu", known_to=(sales,), country="DE"),
            make_organization("Chaise", known_to=(sales,), country="FR")]  # fmt: skip


def save(client, **said):
    stated = {"rules": json.dumps(GERMAN), "order": "-name", "columns": "name,country", "name": "German"}
    return client.post("/lists/party/views/", stated | said)


def only_view() -> SavedView:
    return SavedView.objects.system("test").get()


def names(answer) -> list[str]:
    return [party.name for party in answer.context["rows"]]


def test_a_view_is_kept_as_the_list_is_shown(amina, customers, client_of):
    client = client_of(amina)
    answer = save(client, is_pinned="on")
    view = only_view()
    assert answer.url == f"/parties/?view={view.pk}"
    page = client.get(answer.url)
    assert names(page) == ["Alt & Neu"]
    assert [column.label for column in page.context["columns"]] == ["Name", "Country"]
    assert page.context["shown"].order == "-name"
    assert [tab["label"] for tab in page.context["tabs"] if tab["active"]] == ["German"]
    assert Event.objects.system("test").filter(verb="workspace.view_saved", subject_id=view.pk).exists()


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_it_needs_a_name_of_its_own(amina, customers, client_of, name):
    client = client_of(amina)
    assert save(client, name=name).status_code == 422
    assert not SavedView.objects.system("test").exists()


def test_two_views_of_one_name_are_refused_in_words(amina, customers, client_of):
    client = client_of(amina)
    save(client)
    again = save(client)
    assert again.status_code == 422 and "already" in again.text
    assert only_view().name == "German"


def test_a_private_view_is_absent_for_everyone_else(amina, bo, customers, client_of):
    save(client_of(amina))
    pk = only_view().pk
    client = client_of(bo)
    hidden, absent = client.get(f"/parties/?view={pk}"), client.get("/parties/?view=987654")
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    for act in ("", "update/", "delete/"):
        assert client.post(f"/lists/party/views/{pk}/{act}").status_code == 404
    assert only_view().name == "German"


def test_a_shared_view_shows_each_reader_only_what_they_may_see(
    amina, bo, mallory, sales, customers, client_of
):
    save(client_of(amina), unit=sales.pk)
    address = f"/parties/?view={only_view().pk}"
    assert names(client_of(bo).get(address)) == ["Alt & Neu"]
    assert client_of(mallory).get(address).status_code == 404


def test_it_is_shared_only_with_a_unit_in_which_one_works(amina, it, customers, client_of):
    answer = save(client_of(amina), unit=it.pk)
    assert answer.status_code == 422
    assert not SavedView.objects.system("test").exists()


def test_a_lead_of_the_unit_may_change_it_and_a_colleague_may_not(amina, bo, sales, customers, client_of):
    from tests.factories import make_colleague

    carla = make_colleague("Carla Reis", sales, Level.WORK)
    save(client_of(amina), unit=sales.pk)
    pk = only_view().pk
    change = {"name": "Renamed", "unit": sales.pk}
    assert client_of(carla).post(f"/lists/party/views/{pk}/", change).status_code == 403
    assert only_view().name == "German"
    assert client_of(bo).post(f"/lists/party/views/{pk}/", change).status_code == 302
    assert only_view().name == "Renamed"


def test_what_is_shown_takes_the_place_of_what_it_was(amina, customers, client_of):
    client = client_of(amina)
    save(client)
    pk = only_view().pk
    client.post(f"/lists/party/views/{pk}/update/", {"view": pk, "rules": "{}", "q": "chaise"})
    view = only_view()
    assert (view.rules, view.text, view.columns) == ({}, "chaise", ["name", "country"])


def test_a_deleted_view_leaves_the_records_and_can_be_had_back(amina, customers, client_of):
    client = client_of(amina)
    save(client)
    pk = only_view().pk
    assert client.post(f"/lists/party/views/{pk}/delete/").url == "/parties/"
    assert client.get(f"/parties/?view={pk}").status_code == 404
    event = Event.objects.system("test").get(verb="workspace.view_deleted")
    client.post(f"/undo/{event.pk}/")
    assert only_view().pk == pk


def test_a_view_of_another_list_is_absent(amina, customers, client_of):
    client = client_of(amina)
    save(client)
    assert client.get(f"/cases/?view={only_view().pk}").status_code == 404


def test_a_view_whose_attribute_is_gone_still_opens_and_says_so(amina, customers, client_of):
    gone = {"all": [*GERMAN["all"], {"field": "attribute_77", "op": "is", "value": ["gold"]}]}
    view = SavedView.objects.create(
        owner=amina, list_name="party", name="Gold", rules=gone, columns=["name", "attribute_77"],
        order="attribute_77", changed_at="2026-11-16T09:00Z",
    )  # fmt: skip
    page = client_of(amina).get(f"/parties/?view={view.pk}")
    assert names(page) == ["Alt & Neu"]
    assert len([one for one in page.context["problems"] if "no longer exists" in one["sentence"]]) == 2


def test_a_rule_on_a_retired_attribute_is_told_by_its_name(amina, chidi, customers, actor_of, now, client_of):
    region = add_attribute(
        applies_to="organization", label="Region", kind="text", actor=actor_of(chidi), now=now
    )
    retire_attribute(region, actor=actor_of(chidi), now=now)
    name = f"attribute_{region.pk}"
    rules = json.dumps({"all": [{"field": name, "op": "is", "value": ["gold"]}]})
    page = client_of(amina).get("/parties/", {"rules": rules, "columns": f"name,{name}"})
    assert [one["sentence"].count("Region (retired)") for one in page.context["problems"]] == [1, 1]
    builder = client_of(amina).get("/lists/party/rules/", {"rules": rules})
    assert "“Region (retired)” no longer exists" in builder.text
