"""Who a program is: its token's owner, as long as both are in order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.programs import Program, make_token
from twofold.accounts.models import ApiToken, Membership

pytestmark = pytest.mark.django_db


def test_a_token_says_whom_it_stands_for(bo, sales, program_of):
    assert program_of(bo, "cases:read").get("/me").json() == {
        "person": {"id": bo.person_id, "name": "Bo Lindqvist"},
        "units": [{"id": sales.pk, "name": "Sales", "level": "lead"}],
        "capabilities": [],
        "scopes": ["cases:read"],
    }


def test_no_token_is_refused_in_words(client):
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["field"] == "" and "token" in answer.json()["detail"]


def test_a_session_is_nobody_here(amina, client_of):
    assert client_of(amina).get("/api/v1/me").status_code == 401


def test_a_token_sets_no_cookie(amina, program_of):
    assert not program_of(amina).get("/me").cookies


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer tf_made-up", "Basic dGY6dGY=", "tf_x", "Bearer \xe9"]
)
def test_what_is_no_token_is_nobody(amina, header):
    assert Program("", Authorization=header).get("/me").status_code == 401


def test_an_expired_token_is_nobody(amina):
    raw = make_token(amina, expires_at=timezone.now() - timedelta(seconds=1))
    assert Program(raw).get("/me").status_code == 401


def test_a_revoked_token_is_nobody_at_once(amina):
    program = Program(make_token(amina))
    assert program.get("/me").status_code == 200
    ApiToken.objects.update(revoked_at=timezone.now())
    assert program.get("/me").status_code == 401


def test_a_closed_account_has_no_tokens(amina, program_of):
    program = program_of(amina)
    amina.is_active = False
    amina.save()
    assert program.get("/me").status_code == 401


def test_who_leaves_a_unit_takes_their_tokens_along(amina, program_of):
    program = program_of(amina)
    Membership.objects.filter(user=amina).delete()
    assert program.get("/me").json()["units"] == []
    assert program.get("/cases").json()["items"] == []


@pytest.mark.parametrize("path", ["/me/", "/nothing", "/parties/x", "/parties/0x1"])
def test_what_is_not_there_is_refused_as_json(amina, program_of, path):
    answer = program_of(amina).get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"detail", "field"}


def test_who_asks_too_often_has_to_wait(amina, bo, program_of, settings):
    settings.API_PER_MINUTE = 3
    answers = [program_of(amina).get("/me") for _ in range(8)]  # a new minute may begin on the way
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused and {answer.status_code for answer in answers} == {200, 429}
    assert 0 < int(refused[0]["Retry-After"]) <= 60
    assert set(refused[0].json()) == {"detail", "field"}
    assert program_of(bo).get("/me").status_code == 200


def test_only_the_methods_of_an_address_are_answered(amina, program_of):
    answer = program_of(amina).delete("/me")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"
