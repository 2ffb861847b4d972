"""A POST with an Idempotency-Key is carried out once, however often it is sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.programs import Program, make_token
from twofold.accounts.actions.kept_answers import GIVEN_UP_AFTER, KEPT_FOR, answer_once, forget_kept_answers
from twofold.accounts.models import ApiToken, KeptAnswer
from twofold.core.errors import Conflict
from twofold.directory.models import Party

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "order-7"}


@pytest.fixture
def program(amina, program_of):
    return program_of(amina)


@pytest.fixture
def zoe(sales):
    return {"name": "Zoe Zola", "unit": sales.pk}


def zoes() -> int:
    return Party.objects.system("test").filter(name="Zoe Zola").count()


def test_the_same_request_gets_the_same_answer_and_does_nothing(program, zoe):
    first, again, third = (program.post("/people", zoe, **KEY) for _ in range(3))
    assert first.status_code == again.status_code == third.status_code == 201
    assert first.content == again.content == third.content
    assert "Idempotent-Replayed" not in first and again["Idempotent-Replayed"] == "true"
    assert zoes() == 1


def test_without_a_key_every_request_counts(program, zoe):
    for _ in range(2):
        assert program.post("/people", zoe).status_code == 201
    assert zoes() == 2


def test_another_request_with_the_same_key_is_refused(program, zoe):
    program.post("/people", zoe, **KEY)
    for path, given in (("/people", zoe | {"country": "FR"}), ("/organizations", zoe)):
        answer = program.post(path, given, **KEY)
        assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
    assert zoes() == 1


def test_a_refusal_is_not_kept(program, zoe):
    assert program.post("/people", zoe | {"country": "Atlantis"}, **KEY).status_code == 422
    assert not KeptAnswer.objects.exists()
    assert program.post("/people", zoe, **KEY).status_code == 201


def test_keys_of_different_tokens_have_nothing_to_do_with_each_other(amina, program, zoe):
    program.post("/people", zoe, **KEY)
    assert Program(make_token(amina)).post("/people", zoe, **KEY).status_code == 201
    assert zoes() == 2


def test_a_revoked_token_gets_no_repetition(program, zoe):
    program.post("/people", zoe, **KEY)
    ApiToken.objects.update(revoked_at=timezone.now())
    assert program.post("/people", zoe, **KEY).status_code == 401


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "\xe9"])
def test_a_key_that_is_none_is_refused(program, zoe, key):
    answer = program.post("/people", zoe, **{"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
    assert zoes() == 0


def claimed(token, at) -> KeptAnswer:
    return KeptAnswer.objects.create(token=token, key="k", request_hash="h", claimed_at=at)


def ask(token, now, answer=lambda: (201, "done")):
    return answer_once(token, key="k", request_hash="h", answer=answer, now=now)


@pytest.fixture
def token(amina):
    make_token(amina)
    return ApiToken.objects.get()


def test_while_it_is_being_answered_others_wait(token, now):
    claimed(token, now)
    with pytest.raises(Conflict):
        ask(token, now + timedelta(seconds=5), answer=pytest.fail)


def test_after_a_crash_the_key_is_free_again(token, now):
    claimed(token, now)
    assert ask(token, now + GIVEN_UP_AFTER + timedelta(seconds=1)) == ((201, "done"), False)
    assert ask(token, now + timedelta(days=1), answer=pytest.fail) == ((201, "done"), True)


def test_who_was_overtaken_undoes_what_they_did(token, now, django_capture_on_commit_callbacks):
    def overtaken():
        KeptAnswer.objects.update(claimed_at=now + timedelta(minutes=9))
        token.name = "changed"
        token.save()
        return 201, "too late"

    with pytest.raises(Conflict):
        ask(token, now, answer=overtaken)
    token.refresh_from_db()
    assert token.name == "Test"


def test_answers_are_forgotten_after_a_week(token, now):
    ask(token, now)
    assert forget_kept_answers(now=now + KEPT_FOR) == 0
    assert forget_kept_answers(now=now + KEPT_FOR + timedelta(seconds=1)) == 1
