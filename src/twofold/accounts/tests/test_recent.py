"""Sensitive acts ask once more who it is."""

from datetime import timedelta
from time import time

import pytest
from django.test import Client

from tests.cast import PASSWORD
from twofold.accounts.models import ApiToken
from twofold.accounts.web.recent import CONFIRMED

pytestmark = pytest.mark.django_db
TOKEN = {"name": "Stock levels", "scopes": ["parties:read"]}


@pytest.fixture
def late(amina, client_of) -> Client:
    """Amina's browser, an hour after she signed in."""
    amina.set_password(PASSWORD)
    amina.save()
    client = client_of(amina)
    session = client.session
    session[CONFIRMED] = time() - 3600
    session.save()
    return client


@pytest.fixture
def token(now):
    from django.utils import timezone

    return TOKEN | {"expires_on": timezone.now().date() + timedelta(days=30)}


def test_looking_is_free(late):
    assert late.get("/settings/tokens/").status_code == 200


def test_what_was_sent_waits_until_she_confirms(late, token):
    asked = late.post("/settings/tokens/", token, HTTP_REFERER="http://testserver/settings/tokens/?a=b")
    assert asked["Location"] == "/settings/security/confirm/?next=%2Fsettings%2Ftokens%2F%3Fa%3Db"
    assert not ApiToken.objects.exists()
    page = late.get(asked["Location"]).text
    assert "carried out as soon as" in page
    answer = late.post(asked["Location"], {"password": PASSWORD})
    assert ApiToken.objects.get().name == "Stock levels"
    assert "tf_" in answer.text
    late.post("/settings/tokens/", token)  # not asked again
    assert ApiToken.objects.count() == 2


def test_a_wrong_password_carries_nothing_out_and_is_counted(late, token, standing_clock):
    late.post("/settings/tokens/", token)
    for _ in range(5):
        assert "not your password" in late.post("/settings/security/confirm/", {"password": "a guess"}).text
    assert "Try again in" in late.post("/settings/security/confirm/", {"password": PASSWORD}).text
    assert not ApiToken.objects.exists()


def test_what_waited_too_long_is_forgotten(late, token):
    late.post("/settings/tokens/", token)
    session = late.session
    session["waiting_to_be_confirmed"]["at"] -= 3600
    session.save()
    assert late.post("/settings/security/confirm/?next=/settings/tokens/", {"password": PASSWORD})["Location"]
    assert not ApiToken.objects.exists()


def test_a_page_that_has_no_address_leads_home(late, token):
    asked = late.post("/settings/tokens/", token, HTTP_REFERER="http://[")
    assert asked["Location"] == "/settings/security/confirm/?next=%2F"


def test_htmx_is_led_there_too(late, token):
    answer = late.post("/settings/tokens/", token, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/settings/security/confirm/")


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/"])
def test_it_leads_nowhere_else(late, address):
    answer = late.post(f"/settings/security/confirm/?next={address}", {"password": PASSWORD})
    assert answer["Location"] == "/"
