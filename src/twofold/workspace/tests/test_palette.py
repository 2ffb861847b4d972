"""The command palette: what it offers, to whom, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_organization
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.core.plates import house
from twofold.directory.actions.search_entries import refresh_search
from twofold.workspace.actions.recents import remember_opened
from twofold.workspace.models import Recent
from twofold.workspace.queries.recents import KEPT, recent_records

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def hotel(sales):
    hotel = make_organization("Fjord Hotels", known_to=(sales,))
    refresh_search([hotel.pk])
    return hotel


@pytest.fixture
def actor(amina):
    return actor_for(amina, ActingSide.STAFF)


def text_of(answer) -> str:
    return answer.content.decode()


def test_it_offers_places_commands_and_switches(client_of, amina):
    page = text_of(client_of(amina).get("/palette/"))
    for address in ("/parties/new/?kind=organization", "/cases/new/", "/settings/preferences/", "/side/"):
        assert f'data-url="{address}"' in page
    assert 'data-send-name="theme" data-send-value="dark"' in page
    assert "/jobs/" not in page


def test_it_offers_what_one_may_do_and_no_more(client_of, eli, chidi):
    assert "/imports/new/" not in text_of(client_of(eli).get("/palette/"))
    assert "/jobs/" in text_of(client_of(chidi).get("/palette/"))


def test_records_are_found_while_typing(client_of, amina, hotel):
    page = text_of(client_of(amina).get("/palette/found/", {"q": "fjrod"}))
    assert f'data-url="/parties/{hotel.pk}/"' in page


def test_nobody_finds_what_they_may_not_see(client_of, mallory, hotel):
    assert f"/parties/{hotel.pk}/" not in text_of(client_of(mallory).get("/palette/found/", {"q": "Fjord"}))


def test_what_was_opened_comes_first_next_time(client_of, amina, hotel):
    client = client_of(amina)
    assert client.post("/palette/opened/", {"path": f"/parties/{hotel.pk}/"}).status_code == 204
    assert "Fjord Hotels" in text_of(client.get("/palette/"))


def test_often_goes_before_once(actor, hotel, sales):
    other = make_organization("Harbour School", known_to=(sales,))
    refresh_search([other.pk])
    for path in [f"/parties/{hotel.pk}/"] * 9 + [f"/parties/{other.pk}/"]:
        remember_opened(path, actor=actor, now=NOW)
    assert [one.title for one in recent_records(actor, now=NOW)] == ["Fjord Hotels", "Harbour School"]
    later = NOW + timedelta(days=90)
    remember_opened(f"/parties/{other.pk}/", actor=actor, now=later)
    assert recent_records(actor, now=later)[0].title == "Harbour School"


def test_what_one_may_not_see_any_more_is_not_shown(actor, hotel, mallory):
    remember_opened(f"/parties/{hotel.pk}/", actor=actor, now=NOW)
    Recent.objects.update(user_id=mallory.pk)
    assert recent_records(actor_for(mallory, ActingSide.STAFF), now=NOW) == []


@pytest.mark.parametrize("path", ["/nowhere/", "/parties/new/", "//evil.example/", "", "/settings/profile/"])
def test_what_nobody_comes_back_to_is_not_kept(actor, path):
    remember_opened(path, actor=actor, now=NOW)
    assert not Recent.objects.exists()


def test_the_last_few_dozen_are_kept(actor):
    for number in range(KEPT + 3):
        remember_opened(f"/parties/{number + 1}/", actor=actor, now=NOW + timedelta(minutes=number))
    assert Recent.objects.count() == KEPT
    assert not Recent.objects.filter(record_id=1).exists()


def test_it_costs_the_same_with_many_recents(client_of, amina, sales, django_assert_max_num_queries):
    client = client_of(amina)
    for number in range(12):
        party = make_organization(f"Company {number}", known_to=(sales,))
        refresh_search([party.pk])
        client.post("/palette/opened/", {"path": f"/parties/{party.pk}/"})
    with django_assert_max_num_queries(12):
        client.get("/palette/")


def test_no_two_places_share_a_key():
    keys = [entry.key for entry in house().every("navigation") if entry.key]
    assert len(keys) == len(set(keys)) > 5
