"""Signing in and out."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.cast import PASSWORD
from twofold.accounts.actions.accounts import deactivate_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def amina_with_password(amina):
    amina.set_password(PASSWORD)
    amina.save()
    return amina


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def test_she_signs_in_whatever_the_case_of_her_address(client, amina_with_password):
    answer = sign_in(client, "Amina@TWOFOLD.example")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert amina_with_password.password.startswith("argon2")


def test_the_session_before_is_not_the_session_after(client, amina_with_password):
    client.get("/accounts/password/reset/done/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sid"] = before
    sign_in(client, amina_with_password.email)
    assert client.session.session_key != before


@pytest.mark.parametrize("email", ["amina@twofold.example", "nobody@twofold.example"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(client, amina_with_password, email):
    answer = sign_in(client, email, "not the password")
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "do not belong together" in said
    assert said.count(email) == 1  # in the field, as typed


def test_neither_does_the_time_tell(client, amina_with_password, monkeypatch):
    """What takes the time is hashing the password that was typed: it is done once, whether the address is known or not."""
    hashed = []

    def count(owner, name):
        original = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *args, **kw: hashed.append(name) or original(*args, **kw))

    count(Argon2PasswordHasher, "encode")
    count(Argon2PasswordHasher, "verify")

    def hashes(email):
        hashed.clear()
        sign_in(client, email, "not the password")
        return len(hashed)

    assert hashes(amina_with_password.email) == hashes("nobody@twofold.example") == 1


def test_guessing_is_slowed_down(client, amina_with_password, standing_clock):
    for number in range(5):
        sign_in(client, amina_with_password.email, f"guess {number}")
    answer = sign_in(client, amina_with_password.email)
    assert "Try again in 10 seconds" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_sign_in(client, amina_with_password, chidi, actor_of, now):
    deactivate_user(amina_with_password, actor=actor_of(chidi), now=now)
    sign_in(client, amina_with_password.email)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_leads_on_to_this_site_only(client, amina_with_password, address):
    answer = client.post(
        f"{LOGIN}?next={address}", {"login": amina_with_password.email, "password": PASSWORD}
    )
    assert answer["Location"] == "/"


def test_looking_at_the_sign_out_page_signs_nobody_out(client_of, amina):
    client = client_of(amina)
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "reauthenticate/",
        "password/set/",
        "login/code/",
        "login/code/confirm/",
        "3rdparty/",
        "social/signup/",
        "",
    ],
)
def test_pages_that_are_not_ours_are_absent(client_of, amina, address):
    assert client_of(amina).get(f"/accounts/{address}").status_code == 404


def test_pages_ask_to_sign_in_and_come_back(client):
    answer = client.get("/settings/profile/")
    assert answer["Location"] == f"{LOGIN}?next=/settings/profile/"
