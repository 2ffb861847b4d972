"""The side switch, and who asks on each request."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from twofold.accounts.web.middleware import actor_behind
from twofold.core.actor import ActingSide

pytestmark = pytest.mark.django_db


def test_it_is_remembered_and_leads_back(amina, client_of):
    client = client_of(amina)
    answer = client.post("/side/", {"side": "internal", "next": "/settings/profile/?a=b"})
    assert answer["Location"] == "/settings/profile/?a=b"
    assert client.get("/settings/profile/").wsgi_request.shown_side == "internal"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", r"/\evil.example", ""])
def test_it_leads_nowhere_else(amina, client_of, address):
    assert client_of(amina).post("/side/", {"side": "both", "next": address})["Location"] == "/"


def test_made_up_sides_are_refused(amina, client_of):
    client = client_of(amina)
    assert client.post("/side/", {"side": "everything"}).status_code == 422
    assert "shown_side" not in client.session


@pytest.mark.parametrize(
    ("path", "side"), [("/cases/", ActingSide.STAFF), ("/portal/cases/", ActingSide.PORTAL)]
)
def test_the_address_decides_on_the_side_one_acts_from(chidi, path, side):
    request = RequestFactory().get(path)
    request.user = chidi
    actor = actor_behind(request)
    assert actor.side == side
    assert actor.may("administer") == (side == ActingSide.STAFF)


def test_a_session_is_nobody_to_the_api(chidi):
    request = RequestFactory().get("/api/v1/cases")
    request.user = chidi
    assert not actor_behind(request).live


def test_a_stranger_is_nobody():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert not actor_behind(request).live
