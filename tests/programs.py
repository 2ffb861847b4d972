"""Programs: what asks the API with someone's token."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from twofold.accounts.models import ApiToken, User
from twofold.accounts.models.secret import digest, new_secret
from twofold.accounts.models.token import PREFIX, SCOPES


class Program:
    """A program that sends and gets JSON under /api/v1."""

    def __init__(self, token: str = "", **headers: str) -> None:
        known = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = Client(headers=known | headers)

    def get(self, path: str, **filters: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", filters)

    def post(self, path: str, given: Any = None, **headers: str) -> HttpResponse:
        return self._send("post", path, given, headers)

    def patch(self, path: str, given: Any, **headers: str) -> HttpResponse:
        return self._send("patch", path, given, headers)

    def delete(self, path: str) -> HttpResponse:
        return self.client.delete(f"/api/v1{path}")

    def walk(self, path: str, **filters: Any) -> list[int]:
        """Ids of a whole list, page by page."""
        ids, after = [], ""
        while after is not None:
            page = self.get(path, after=after, **filters).json()
            ids += [item["id"] for item in page["items"]]
            after = page["after"]
        return ids

    def _send(self, method: str, path: str, given: Any, headers: dict[str, str]) -> HttpResponse:
        send = getattr(self.client, method)
        return send(f"/api/v1{path}", given, content_type="application/json", headers=headers)


def make_token(user: User, scopes: Iterable[str] = tuple(SCOPES), **fields: Any) -> str:
    """A token of a user; without an action, as other rows of tests."""
    raw, now = new_secret(PREFIX), timezone.now()
    values = {"created_at": now, "expires_at": now + timedelta(days=1)} | fields
    ApiToken.objects.create(
        user=user, name="Test", prefix=raw[:8], token_hash=digest(raw), scopes=list(scopes), **values
    )
    return raw


@pytest.fixture(autouse=True)
def unhurried_programs(settings):
    """Tests ask more often than anyone may."""
    settings.API_PER_MINUTE = 1_000_000


@pytest.fixture
def program_of(db) -> Callable[..., Program]:
    """`program_of(user)`: a program with all scopes; `program_of(user, "cases:read")`: with these only."""

    def program_of(user: User, *scopes: str) -> Program:
        return Program(make_token(user, scopes or tuple(SCOPES)))

    return program_of
