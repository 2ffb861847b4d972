"""Who else is looking at a record: said to those who see it, and forgotten a minute later."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import make_person
from twofold.core.plates import house
from twofold.timeline.models import Event
from twofold.workspace.actions.presence import forget_presence, note_presence
from twofold.workspace.models import Presence
from twofold.workspace.queries.presence import others_present


@pytest.fixture
def dana(sales):
    return make_person("Dana Novak", known_to=(sales,))


def address(party) -> str:
    return reverse("workspace:presence-party", args=[party.pk])


def test_each_hears_of_the_other(dana, amina, bo, client_of):
    assert client_of(amina).post(address(dana)).status_code == 204
    told = client_of(bo).post(address(dana), {"editing": "1"})
    assert "Amina Diallo is looking at this" in told.text
    assert "Bo Lindqvist is editing this" in client_of(amina).post(address(dana)).text


def test_the_same_is_not_said_twice(dana, amina, bo, client_of):
    client_of(amina).post(address(dana))
    seen = {"seen": "Amina Diallo is looking at this"}
    assert client_of(bo).post(address(dana), seen).status_code == 204


def test_outsiders_neither_see_nor_leave_a_trace(dana, amina, mallory, client_of):
    client_of(amina).post(address(dana))
    refused = client_of(mallory).post(address(dana))
    assert (refused.status_code, Presence.objects.count()) == (404, 1)
    assert "Amina" not in refused.text


def test_a_minute_later_it_is_forgotten(dana, amina, bo, actor_of, now):
    note_presence(dana, is_editing=False, actor=actor_of(amina), now=now)
    later = now + timedelta(seconds=61)
    assert [one.name for one in others_present(dana, actor_of(bo), now)] == ["Amina Diallo"]
    assert others_present(dana, actor_of(bo), later) == []
    assert forget_presence(now=later) == 1
    assert not Presence.objects.exists()


def test_one_row_however_often_and_no_event(dana, amina, client_of):
    for _poll in range(3):
        client_of(amina).post(address(dana))
    assert Presence.objects.count() == 1
    assert not Event.objects.system("a test looks").exists()


def test_asking_by_get_is_no_sign_of_life(dana, amina, client_of):
    assert client_of(amina).get(address(dana)).status_code == 405
    assert not Presence.objects.exists()


def test_the_page_of_a_record_asks(dana, amina, client_of):
    assert f'hx-post="{address(dana)}"' in client_of(amina).get(f"/parties/{dana.pk}/").text
    assert house().panels("party-head")


def test_a_poll_costs_few_queries(dana, amina, bo, client_of, django_assert_max_num_queries):
    client_of(bo).post(address(dana))
    client = client_of(amina)
    client.post(address(dana))
    with django_assert_max_num_queries(8):
        client.post(address(dana))
