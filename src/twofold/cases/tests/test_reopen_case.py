import pytest

from twofold.cases.actions.cases import NotResolved, reopen_case, resolve_case
from twofold.core.errors import BadInput


def test_it_runs_against_its_first_promise(case, amina, actor_of, now):
    case.promised_at = now
    case.save()
    resolve_case(case, resolution="Leg replaced.", actor=actor_of(amina), now=now)
    reopened = reopen_case(case, reason="It wobbles again.", actor=actor_of(amina), now=now)
    assert (reopened.state, reopened.resolved_at, reopened.resolution) == ("open", None, "")
    assert (reopened.promised_at, reopened.times_reopened) == (now, 1)
    step = case.steps.system("test").order_by("-pk").first()
    assert (step.kind, step.body) == ("reopened", "It wobbles again.")


def test_what_is_open_cannot_be_reopened(case, amina, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(NotResolved, match="open already"):
        reopen_case(case, reason="Again", actor=actor_of(amina), now=now)


def test_it_wants_a_reason(case, amina, actor_of, now, unchanged):
    resolve_case(case, resolution="Leg replaced.", actor=actor_of(amina), now=now)
    with unchanged(case), pytest.raises(BadInput) as refusal:
        reopen_case(case, reason=" ", actor=actor_of(amina), now=now)
    assert refusal.value.field == "reason"
