"""Changing the e-mail address one signs in with."""

import re
from time import time

import pytest
from django.core import mail
from django.test import Client

from twofold.accounts.models import User
from twofold.accounts.tasks import mail_about_account, mail_new_address
from twofold.accounts.web.recent import CONFIRMED
from twofold.timeline.models import Event

pytestmark = pytest.mark.django_db
ADDRESS, NEW = "/settings/security/address/", "amina@elsewhere.example"


@pytest.fixture
def asked(monkeypatch) -> list[dict]:
    """What the worker was asked to do, which it does at once."""
    done = []
    monkeypatch.setattr(
        type(mail_new_address), "enqueue", lambda task, **said: done.append(said) or task.call(**said)
    )
    return done


@pytest.fixture
def link(amina, client_of, asked) -> str:
    """The link that Amina was sent to her new address."""
    assert client_of(amina).post(ADDRESS, {"email": NEW.upper()})["Location"] == "/settings/profile/"
    (message,) = mail.outbox
    assert message.to == [NEW]
    return re.search(r"https?://[^/]+(/\S+)", message.body).group(1)


def email_of(user: User) -> str:
    return User.objects.get(pk=user.pk).email


def test_the_link_leads_to_a_button_which_works_once(link, amina, client_of):
    client = client_of(amina)
    assert NEW in client.get(link).text
    assert email_of(amina) == "amina@twofold.example"  # following a link changes nothing
    assert client.post(link).status_code == 302
    assert email_of(amina) == NEW
    assert client.get("/settings/profile/").status_code == 200
    again = client.get(link)
    assert (again.status_code, "Ask for a new one" in again.text) == (409, True)


def test_the_old_address_is_told(link, amina, client_of):
    client_of(amina).post(link)
    event = Event.objects.system("a test looks").get(verb="accounts.address_changed")
    mail_about_account.call(event_id=event.pk)
    assert mail.outbox[-1].to == ["amina@twofold.example"]


def test_nobody_else_can_use_it(link, mallory, client_of, client):
    assert client_of(mallory).post(link).status_code == 409
    assert client.post(link).status_code == 302  # to sign in
    assert email_of(mallory) == "mallory@twofold.example"


def test_it_is_good_for_half_an_hour(link, amina, client_of, monkeypatch):
    later = time() + 1801
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client_of(amina).post(link).status_code == 409


def test_whether_someone_has_an_address_is_not_told(amina, mallory, client_of, asked):
    client = client_of(amina)
    answers = [client.post(ADDRESS, {"email": email}) for email in (mallory.email, "free@elsewhere.example")]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [message.to for message in mail.outbox] == [["free@elsewhere.example"]]


def test_an_address_that_was_taken_meanwhile_is_refused(link, amina, mallory, client_of):
    User.objects.filter(pk=mallory.pk).update(email=NEW)
    assert client_of(amina).post(link).status_code == 409
    assert email_of(amina) == "amina@twofold.example"


@pytest.mark.parametrize("email", ["nobody", "AMINA@twofold.example"])
def test_what_is_no_new_address_is_refused(amina, client_of, asked, email):
    assert client_of(amina).post(ADDRESS, {"email": email}).status_code == 422
    assert not asked


def test_it_asks_who_it_is(amina, client_of, asked):
    client: Client = client_of(amina)
    session = client.session
    session[CONFIRMED] = time() - 3600
    session.save()
    assert client.post(ADDRESS, {"email": NEW})["Location"].startswith("/settings/security/confirm/")
    assert not asked
