"""A customer who signs in and opens the pages for staff by hand sees their own record, and nothing of who works on it."""

import re
from html import unescape

import pytest

from twofold.directory.actions.parties import edit_party

LINKS = re.compile(r'(?:href|hx-get)="(/(?!static/)[^"#]*)')


@pytest.fixture
def seen_by_amina(dana, amina, actor_of, client_of, now):
    """Dana's record, which Amina has changed and is looking at."""
    edit_party(dana.person, country="SE", actor=actor_of(amina), now=now)
    assert client_of(amina).post(f"/presence/party/{dana.person_id}/").status_code == 204
    return dana.person_id


def test_who_looks_at_them_is_not_told(seen_by_amina, dana, client_of, bo):
    address = f"/presence/party/{seen_by_amina}/"
    assert "Amina" in client_of(bo).post(address).content.decode()
    assert client_of(dana).post(address).content == b""


def test_who_changed_them_is_not_told(seen_by_amina, dana, client_of, bo):
    address = f"/parties/{seen_by_amina}/history/"
    assert "Amina" in client_of(bo).get(address).content.decode()
    assert client_of(dana).get(address).status_code == 404


def test_no_link_on_their_pages_leads_nowhere(dana, amina, client_of):
    """They are offered what they may open, and nothing that answers that there is nothing."""
    client, left, answers = client_of(dana), {"/", f"/parties/{dana.person_id}/"}, {}
    while left:
        path = left.pop()
        page = client.get(path)
        answers[path] = page.status_code
        left |= {unescape(one) for one in LINKS.findall(page.text)} - answers.keys()
    assert {path for path, status in answers.items() if status not in (200, 204, 302)} == set()
    assert len(answers) > 10
