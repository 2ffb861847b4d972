from datetime import timedelta

import pytest

from twofold.cases.actions.cases import AlreadyResolved, resolve_case
from twofold.cases.models import Case
from twofold.core.errors import BadInput, Conflict, NotVisible
from twofold.timeline.models import Event


def test_it_stops_the_clock_and_says_what_was_done(case, amina, actor_of, now):
    Case.objects.system("test").update(promised_at=now)
    resolved = resolve_case(
        case, resolution=" Leg replaced. ", actor=actor_of(amina), now=now + timedelta(hours=1)
    )
    assert (resolved.state, resolved.resolved_at) == ("resolved", now + timedelta(hours=1))
    assert resolved.resolution == "Leg replaced."
    event = Event.objects.system("test").get()
    assert (event.verb, event.details["in_time"]) == ("cases.case_resolved", False)


def test_it_refuses_a_second_time(case, amina, bo, actor_of, now, unchanged):
    resolve_case(case, resolution="Leg replaced.", actor=actor_of(amina), now=now)
    with unchanged(case), pytest.raises(AlreadyResolved, match="16 Nov 2026") as refusal:
        resolve_case(case, resolution="Refunded.", actor=actor_of(bo), now=now)
    assert isinstance(refusal.value, Conflict)


def test_it_wants_a_sentence(case, amina, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(BadInput) as refusal:
        resolve_case(case, resolution="", actor=actor_of(amina), now=now)
    assert refusal.value.field == "resolution"


def test_outsiders_do_not_even_see_it(case, mallory, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(NotVisible):
        resolve_case(case, resolution="Mine now.", actor=actor_of(mallory), now=now)


def test_a_restricted_case_is_not_for_every_member(case, amina, bo, actor_of, now, unchanged):
    Case.objects.system("test").update(is_restricted=True)
    with unchanged(case), pytest.raises(NotVisible):
        resolve_case(case, resolution="Mine now.", actor=actor_of(amina), now=now)
    assert resolve_case(case, resolution="Talked it over.", actor=actor_of(bo), now=now).state == "resolved"
