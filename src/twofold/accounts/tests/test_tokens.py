"""API tokens."""

from datetime import timedelta

import pytest
from django.urls import reverse

from twofold.accounts.actions.api_tokens import issue_token, revoke_token
from twofold.accounts.models import ApiToken
from twofold.accounts.queries.tokens import actor_for_token
from twofold.core.actor import ActingSide
from twofold.core.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(amina, actor_of, now):
    """A row and the token itself."""
    expires_on = (now + timedelta(days=30)).date()
    return issue_token(
        name="Web shop", scopes=["cases:read"], expires_on=expires_on, actor=actor_of(amina), now=now
    )


def test_it_acts_as_its_owner_within_its_scopes(token, amina, sales, now):
    actor = actor_for_token(token[1], now=now)
    assert (actor.side, actor.person_id, actor.scopes) == (ActingSide.API, amina.person_id, {"cases:read"})
    assert actor.units() == {sales.pk}


def test_only_its_hash_is_kept(token):
    row, raw = token
    assert raw.startswith("tf_")
    assert raw not in str(ApiToken.objects.values())
    assert raw.startswith(row.prefix)


def test_it_expires_and_is_revoked(token, amina, actor_of, now):
    row, raw = token
    assert actor_for_token(raw, now=row.expires_at) is None
    revoke_token(row, actor=actor_of(amina), now=now)
    assert actor_for_token(raw, now=now) is None


@pytest.mark.parametrize("raw", ["", "tf_", "tf_made-up", "x" * 5000])
def test_what_is_no_token_is_nobody(raw, token, now):
    assert actor_for_token(raw, now=now) is None


def test_use_is_noted_at_most_once_a_minute(token, now, django_assert_num_queries):
    row, raw = token
    actor_for_token(raw, now=now)
    actor_for_token(raw, now=now + timedelta(seconds=59))
    row.refresh_from_db()
    assert row.last_used_at == now
    actor_for_token(raw, now=now + timedelta(seconds=61))
    row.refresh_from_db()
    assert row.last_used_at == now + timedelta(seconds=61)


@pytest.mark.parametrize("days", [-1, 367])
def test_its_time_is_limited_to_a_year(amina, actor_of, now, days):
    with pytest.raises(BadInput) as refusal:
        issue_token(
            name="x",
            scopes=["cases:read"],
            expires_on=(now + timedelta(days=days)).date(),
            actor=actor_of(amina),
            now=now,
        )
    assert refusal.value.field == "expires_on"


@pytest.mark.parametrize("scopes", [[], ["everything"], ["cases:read", "auth:write"]])
def test_scopes_are_chosen_from_a_list(amina, actor_of, now, scopes):
    with pytest.raises(BadInput):
        issue_token(name="x", scopes=scopes, expires_on=now.date(), actor=actor_of(amina), now=now)


def test_a_token_makes_no_tokens(token, now):
    actor = actor_for_token(token[1], now=now)
    with pytest.raises(NotAllowed):
        issue_token(name="x", scopes=["cases:read"], expires_on=now.date(), actor=actor, now=now)


def test_customers_have_none(dana, actor_of, now):
    with pytest.raises(NotAllowed):
        issue_token(name="x", scopes=["cases:read"], expires_on=now.date(), actor=actor_of(dana), now=now)


def test_others_neither_see_nor_revoke_it(token, mallory, client_of, now):
    client = client_of(mallory)
    assert "Web shop" not in client.get(reverse("accounts:token-list")).content.decode()
    assert client.post(reverse("accounts:token-revoke", args=[token[0].pk])).status_code == 404
    assert actor_for_token(token[1], now=now)


def test_the_page_shows_it_once(amina, client_of):
    client = client_of(amina)
    form = {"name": "Shop", "scopes": ["cases:read"], "expires_on": "2026-12-24"}
    page = client.post(reverse("accounts:token-list"), form)
    raw = page.context["raw"]
    assert raw in page.content.decode()
    assert raw not in client.get(reverse("accounts:token-list")).content.decode()
