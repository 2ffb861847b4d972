"""Founding the enterprise through the one-time link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import PASSWORD
from twofold.accounts.actions.setup import create_setup_link, set_up
from twofold.accounts.models import Invitation, User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Level
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models import Unit

FORM = {
    "enterprise_name": "Oak & Ember",
    "name": "Chidi Okafor",
    "email": "Chidi@Oak.example",
    "password": PASSWORD,
}
GIVEN = {"enterprise_name": "Oak & Ember", "person_name": "Chidi Okafor", "email": "chidi@oak.example"}

pytestmark = pytest.mark.django_db


def nothing_happened() -> bool:
    return not User.objects.exists() and not Unit.objects.system("test").exists()


def test_the_first_account_leads_and_administers(client):
    address = reverse("accounts:set-up", args=[create_setup_link(now=timezone.now())])
    assert client.get(address).status_code == 200
    answer = client.post(address, FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    user = User.objects.get()
    actor = actor_for(user, ActingSide.STAFF)
    root = Unit.objects.system("test").get()
    assert (user.email, user.person.name, root.party.name) == (
        "chidi@oak.example",
        "Chidi Okafor",
        "Oak & Ember",
    )
    assert actor.level_in(root.pk) == Level.LEAD
    assert actor.may("administer")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_link_works_once(client):
    address = reverse("accounts:set-up", args=[create_setup_link(now=timezone.now())])
    client.post(address, FORM)
    client.logout()
    again = client.post(address, FORM | {"email": "mallory@oak.example"})
    assert again.status_code == 409
    assert User.objects.count() == 1


def test_a_link_works_for_half_an_hour(now):
    token = create_setup_link(now=now)
    with pytest.raises(Conflict, match="new one"):
        set_up(token=token, password=PASSWORD, now=now + timedelta(minutes=30), **GIVEN)
    assert nothing_happened()


def test_a_new_link_ends_the_one_before(now):
    old, _new = create_setup_link(now=now), create_setup_link(now=now)
    with pytest.raises(Conflict):
        set_up(token=old, password=PASSWORD, now=now, **GIVEN)
    assert nothing_happened()


def test_there_is_no_link_once_someone_can_sign_in(amina, now):
    with pytest.raises(Conflict, match="set up already"):
        create_setup_link(now=now)


def test_only_the_hash_is_kept(now):
    token = create_setup_link(now=now)
    assert token not in str(Invitation.objects.values())


@pytest.mark.parametrize(
    ("password", "reason"),
    [("short", "12 characters"), ("qwerty123456", "common"), ("chidi@oak.example", "similar")],
)
def test_a_weak_password_is_refused(client, password, reason):
    address = reverse("accounts:set-up", args=[create_setup_link(now=timezone.now())])
    answer = client.post(address, FORM | {"password": password})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert nothing_happened()


def test_a_bad_address_is_refused(now):
    with pytest.raises(BadInput) as refusal:
        set_up(token=create_setup_link(now=now), password=PASSWORD, now=now, **GIVEN | {"email": "chidi"})
    assert refusal.value.field == "email"
    assert nothing_happened()


@pytest.mark.parametrize("token", ["nonsense", "-", "x" * 500])
def test_a_made_up_link_is_refused(client, token):
    assert client.get(reverse("accounts:set-up", args=[token])).status_code == 409
