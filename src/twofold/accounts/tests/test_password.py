"""Forgetting and changing a password."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import PASSWORD
from twofold.accounts.actions.api_tokens import issue_token
from twofold.accounts.models import User
from twofold.accounts.queries.tokens import actor_for_token
from twofold.accounts.tasks import mail_password_reset

pytestmark = pytest.mark.django_db
NEW = "four words nobody knows"


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The addresses for which the worker was asked to send a link."""
    addresses = []
    monkeypatch.setattr(type(mail_password_reset), "enqueue", lambda self, *, email: addresses.append(email))
    return addresses


def link_of(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body).group(1)


@pytest.mark.parametrize("email", ["amina@twofold.example", "nobody@twofold.example"])
def test_known_and_unknown_addresses_get_the_same_answer(client, amina, asked, email):
    answer = client.post("/accounts/password/reset/", {"email": email})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/done/")
    assert asked == [email]
    assert not mail.outbox  # the page sends nothing, so that its time tells nothing


def test_a_link_is_sent_to_whoever_has_an_account(amina):
    mail_password_reset.call(email="AMINA@twofold.example")
    mail_password_reset.call(email="nobody@twofold.example")
    assert [message.to for message in mail.outbox] == [[amina.email]]


def test_the_link_changes_the_password_once(client, client_of, amina):
    elsewhere = client_of(amina)
    mail_password_reset.call(email=amina.email)
    link = link_of(mail.outbox[0])
    form = client.get(link, follow=True)
    assert link not in form.content.decode()
    assert form.status_code == 200
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert User.objects.get(pk=amina.pk).check_password(NEW)
    assert elsewhere.get("/settings/profile/").status_code == 302  # signed out
    assert "used up" in client.get(link).content.decode()


def test_whoever_had_to_ask_for_a_link_shuts_out_programs_too(client, amina, actor_of):
    now = timezone.now()
    given = {"name": "shop", "scopes": ["cases:read"], "expires_on": now.date()}
    _token, raw = issue_token(**given, actor=actor_of(amina), now=now)
    mail_password_reset.call(email=amina.email)
    form = client.get(link_of(mail.outbox[0]), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert actor_for_token(raw) is None


def test_a_made_up_link_changes_nothing(client, amina):
    assert "used up" in client.get("/accounts/password/reset/key/1-abc-def/").content.decode()


def test_a_closed_account_gets_no_link(amina):
    amina.is_active = False
    amina.save()
    mail_password_reset.call(email=amina.email)
    assert not mail.outbox


def test_changing_it_signs_out_everywhere_else(client_of, amina):
    amina.set_password(PASSWORD)
    amina.save()
    here, elsewhere = client_of(amina), client_of(amina)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", form)["Location"] == "/settings/security/"
    assert here.get("/settings/profile/").status_code == 200
    assert elsewhere.get("/settings/profile/").status_code == 302


def test_it_needs_the_old_one(client_of, amina):
    amina.set_password(PASSWORD)
    amina.save()
    form = {"oldpassword": "a guess", "password1": NEW, "password2": NEW}
    assert (
        "not your current password"
        in client_of(amina).post("/accounts/password/change/", form).content.decode()
    )
    assert User.objects.get(pk=amina.pk).check_password(PASSWORD)
