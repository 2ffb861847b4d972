"""Undo in the browser: from a message, from a timeline, from the page of the act."""

import pytest

from tests.factories import make_person
from twofold.directory.actions.parties import edit_party
from twofold.directory.models import Party
from twofold.timeline.models import ChangedRow, Event
from twofold.workspace.actions import undo
from twofold.workspace.models import BulkRun
from twofold.workspace.tasks import carry_out_undo


@pytest.fixture
def customer(sales):
    """Someone whom Sales knows."""
    return make_person("Ingrid Berg", known_to=(sales,), home_unit=sales)


@pytest.fixture
def client(client_of, amina):
    return client_of(amina)


def last() -> int:
    return Event.objects.system("test").order_by("-pk").values_list("pk", flat=True)[0]


def name_of(party: Party) -> str:
    return Party.objects.system("test").get(pk=party.pk).name


def rename(client, party: Party, name: str) -> str:
    answer = client.post(f"/parties/{party.pk}/edit/", {"name": name}, follow=True)
    return answer.text


def test_after_an_edit_the_message_offers_to_take_it_back(customer, client):
    text = rename(client, customer, "Ingrid Lund")
    here = f"/parties/{customer.pk}/"
    assert f'action="/undo/{last()}/"' in text and f'name="next" value="{here}"' in text
    answer = client.post(f"/undo/{last()}/", {"next": here}, follow=True)
    assert answer.redirect_chain[-1][0] == here
    assert "Undone." in answer.text and name_of(customer) == "Ingrid Berg"
    assert f'action="/undo/{last()}/"' in answer.text  # the undo can be taken back as well


def test_all_acts_of_one_request_are_taken_back_together(sales, bo, amina, client_of):
    client = client_of(bo)
    values = {"name": "Selling", "head": amina.person_id, "timezone": "UTC"}
    text = client.post(f"/units/{sales.pk}/edit/", values, follow=True).text
    assert 'name="also"' in text
    sales.refresh_from_db()
    assert sales.head_id == amina.person_id
    client.post(f"/undo/{last()}/", {"also": last() - 1})
    sales.refresh_from_db()
    assert (sales.head_id, sales.party.name) == (None, "Sales")


def test_the_page_shows_first_what_will_change(customer, client):
    rename(client, customer, "Ingrid Lund")
    page = client.get(f"/undo/{last()}/")
    assert "Undo" in page.text and "Ingrid Lund" in page.text and "Ingrid Berg" in page.text
    assert name_of(customer) == "Ingrid Lund"


def test_what_was_kept_is_listed_and_nobody_is_sent_elsewhere(customer, client, bo, actor_of, now):
    client.post(f"/parties/{customer.pk}/edit/", {"name": "Ingrid Lund", "country": "SE"})
    event = last()
    edit_party(Party.objects.system("test").get(pk=customer.pk), name="Inga", actor=actor_of(bo), now=now)
    answer = client.post(f"/undo/{event}/", {"next": "/"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/undo/{event}/"
    for text in ("What was kept", "Inga", "Ingrid Berg", "changed since"):
        assert text in answer.text, text


def test_a_second_time_says_so(customer, client):
    rename(client, customer, "Ingrid Lund")
    event = last()
    client.post(f"/undo/{event}/")
    answer = client.post(f"/undo/{event}/", follow=True)
    assert "This was undone on" in answer.text and name_of(customer) == "Ingrid Berg"


def test_the_timeline_offers_it_until_it_is_taken_back(customer, client):
    rename(client, customer, "Ingrid Lund")
    event = last()
    timeline = f"/timeline/parties/{customer.pk}/"
    assert f'href="/undo/{event}/"' in client.get(timeline).text
    client.post(f"/undo/{event}/")
    assert f'href="/undo/{event}/"' not in client.get(timeline).text


def test_one_is_never_led_to_another_site(customer, client):
    rename(client, customer, "Ingrid Lund")
    answer = client.post(f"/undo/{last()}/", {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"].startswith("/undo/")


def test_a_large_act_is_taken_back_by_a_job_with_progress(customer, client, monkeypatch):
    monkeypatch.setattr(undo, "AT_ONCE", 1)
    monkeypatch.setattr("twofold.workspace.queries.undo_page.AT_ONCE", 1)
    point = {"kind": "email", "value": "a@b.example", "is_primary": "on"}
    client.post(f"/parties/{customer.pk}/contact-points/new/?kind=email", point)
    client.post(f"/parties/{customer.pk}/contact-points/new/?kind=email", point | {"value": "c@d.example"})
    event = last()
    assert ChangedRow.objects.filter(event_id=event).count() == 2
    answer = client.post(f"/undo/{event}/", follow=True)
    assert "0 of 2 rows" in answer.text and "/progress/?seen=waiting-0" in answer.text
    run = BulkRun.objects.system("test").get()
    carry_out_undo.func(run_id=run.pk)
    page = client.get(f"/undo/{event}/progress/?seen=waiting-0")
    assert "Everything is as it was before." in page.text
    assert client.get(f"/undo/{event}/progress/?seen=done-2").status_code == 204
    assert [point.value for point in customer.contact_points(manager="objects").system("test")] == [
        "a@b.example"
    ]


def test_to_an_outsider_it_does_not_exist(customer, client, mallory, client_of):
    rename(client, customer, "Ingrid Lund")
    outsider = client_of(mallory)
    assert outsider.get(f"/undo/{last()}/").status_code == 404
    assert outsider.post(f"/undo/{last()}/").status_code == 404
    assert name_of(customer) == "Ingrid Lund"
