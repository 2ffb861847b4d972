"""`docs/openapi.json` describes the API as it is, so that a change to it is read in a diff."""

import json
from pathlib import Path

from django.urls import reverse

from twofold.config.api import openapi

KEPT = Path(__file__).parent.parent.parent / "docs" / "openapi.json"


def written() -> str:
    return json.dumps(openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def test_the_kept_description_is_up_to_date():
    assert KEPT.read_text(encoding="utf-8") == written(), "Run: make docs"


def test_programs_get_the_same(client):
    assert client.get(reverse("api:schema")).json() == json.loads(KEPT.read_text(encoding="utf-8"))


def test_every_operation_says_what_it_may_refuse_and_what_token_it_needs():
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            statuses = {str(status) for status in operation["responses"]}
            assert {"401", "403", "422", "429"} <= statuses, (path, method)
            assert ("404" in statuses) == ("{" in path), (path, method)
            assert operation["security"] == [{"Token": []}]
            assert (operation["summary"] and "token" in operation["description"]) or "scope" in operation[
                "description"
            ]


def test_the_page_shows_every_operation_and_asks_to_sign_in(client, amina, client_of):
    page = client_of(amina).get(reverse("api:docs"))
    assert page.status_code == 200
    for path, methods in openapi()["paths"].items():
        assert path in page.text
        for operation in methods.values():
            assert operation["operationId"] in page.text
    assert "Amina Diallo" in page.text
    assert client.get(reverse("api:docs")).status_code == 302


def test_the_page_needs_nothing_from_elsewhere(amina, client_of):
    page = client_of(amina).get(reverse("api:docs"))
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "://" not in page.text.replace("http://www.w3.org/", "")
