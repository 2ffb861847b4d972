from datetime import timedelta

import pytest

from twofold.cases.actions.cases import AlreadyResolved, answer_case, resolve_case
from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.timeline.models import Event


def test_the_first_answer_stops_the_wait(case, amina, actor_of, now):
    answer_case(case, words="A new leg is on its way.", actor=actor_of(amina), now=now)
    later = answer_case(case, words="It arrives today.", actor=actor_of(amina), now=now + timedelta(days=1))
    case.refresh_from_db()
    assert case.first_answered_at == now
    assert (later.kind, later.body, later.person_id) == ("answered", "It arrives today.", amina.person_id)


def test_the_event_does_not_repeat_the_words(case, amina, customer, actor_of, now):
    answer_case(case, words="A new leg is on its way.", actor=actor_of(amina), now=now)
    event = Event.objects.system("test").get()
    assert (event.verb, event.changes.count()) == ("cases.case_answered", 0)
    assert "leg" not in str(event.details)
    assert event.mentions.get().party_id == customer.pk


def test_an_answer_says_something(case, amina, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(BadInput) as refusal:
        answer_case(case, words=" \n", actor=actor_of(amina), now=now)
    assert refusal.value.field == "words"


def test_outsiders_do_not_even_see_it(case, mallory, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(NotVisible):
        answer_case(case, words="Hello", actor=actor_of(mallory), now=now)


def test_a_resolved_case_is_answered_no_more(case, amina, actor_of, now, unchanged):
    resolve_case(case, resolution="Mended.", actor=actor_of(amina), now=now)
    with unchanged(case), pytest.raises(AlreadyResolved, match="Reopen it"):
        answer_case(case, words="Hello", actor=actor_of(amina), now=now)


def test_a_unit_that_asked_reads_but_does_not_answer(
    case, amina, mallory, sales, it, actor_of, now, unchanged
):
    from twofold.cases.actions.cases import open_child_case

    child = open_child_case(case, unit_id=it.pk, title="Which leg fits?", actor=actor_of(amina), now=now)
    with unchanged(child), pytest.raises(NotAllowed):
        answer_case(child, words="Hello", actor=actor_of(amina), now=now)
    answer_case(child, words="The oak one.", actor=actor_of(mallory), now=now)
