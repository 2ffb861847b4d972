"""The page of the change code: a ballot is replaced or withdrawn by its giver, without a cookie, until the round closes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from twofold.surveys.actions.ballots.keys import opening_box
from twofold.surveys.actions.ballots.sealing import opened
from twofold.surveys.models import Ballot, Participant, Wave
from twofold.surveys.tests.test_answering import CODE, hidden


@pytest.fixture
def code(client, ballot_link) -> str:
    """The change code of a ballot that was cast."""
    said = client.post(ballot_link, hidden(client.get(ballot_link)) | {"q.nps": "9", "go": "on"})
    assert f'href="{ballot_link}change/"' in said.content.decode()
    return re.search(CODE, said.content.decode())[1]


def in_the_box() -> list[dict]:
    rows = Ballot.objects.system("a test looks into the box").select_related("wave")
    return [dict(opened(bytes(one.sealed), opening_box(one.wave)).given) for one in rows]


def test_the_code_leads_to_the_questions_again_and_the_new_answers_stand(client, ballot_link, code):
    asked = client.post(f"{ballot_link}change/", {"code": code.lower(), "go": "replace"})
    assert "Recommend?" in asked.content.decode() and "checked" not in asked.content.decode()
    said = client.post(f"{ballot_link}change/", hidden(asked) | {"q.nps": "2", "q.why": "Noise.", "go": "on"})

    assert "was replaced" in said.content.decode()
    assert in_the_box() == [{"nps": 2, "why": "Noise."}]
    assert not client.cookies


@pytest.mark.parametrize("alone", [True, False])
def test_a_ballot_is_withdrawn_for_good_after_asking_once_more(client, ballot_link, code, alone):
    page = "/b/change/" if alone else f"{ballot_link}change/"
    asked = client.post(page, {"code": code, "go": "withdraw"}).content.decode()
    assert "cannot be undone" in asked and len(in_the_box()) == 1
    said = client.post(page, {"code": code, "go": "withdrawn"})

    assert "taken out of the box" in said.content.decode()
    assert in_the_box() == []
    assert "unless you have withdrawn it" in client.get(ballot_link).content.decode()
    assert Participant.objects.system("a test looks").filter(has_answered=True).count() == 1
    assert client.post(page, {"code": code, "go": "withdrawn"}).status_code == 422


def test_a_wrong_code_and_a_round_that_is_over_are_said(client, ballot_link, code):
    wrong = client.post(f"{ballot_link}change/", {"code": "AAAAA", "go": "replace"})
    assert wrong.status_code == 422 and "Compare it with what you wrote down" in wrong.content.decode()
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))

    assert "has closed" in client.get(f"{ballot_link}change/").content.decode()
    for page in (f"{ballot_link}change/", "/b/change/"):
        assert client.post(page, {"code": code, "go": "withdrawn"}).status_code == 409
    assert in_the_box() == [{"nps": 9}]


def test_replacing_asks_for_link_and_code(client, ballot_link, code):
    assert "Answer anew" not in client.get("/b/change/").content.decode()
    spoilt = hidden(client.get(ballot_link)) | {"page": "first", "q.nps": "1", "go": "on"}

    assert client.post(f"{ballot_link}change/", spoilt | {"version": "1", "code": "x"}).status_code in (
        409,
        422,
    )
    assert in_the_box() == [{"nps": 9}]
