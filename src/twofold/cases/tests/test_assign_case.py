import pytest

from tests.factories import make_colleague
from twofold.accounts.queries.workers import workers_of
from twofold.cases.actions.cases import assign_case
from twofold.core.actor import Level
from twofold.core.errors import BadInput
from twofold.timeline.models import Event


def test_one_takes_it_and_hands_it_over(case, amina, bo, actor_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    taken = assign_case(case, person_id=bo.person_id, actor=actor_of(amina), now=now)
    assert taken.assignee_id == bo.person_id
    assert list(case.steps.system("test").order_by("pk").values_list("kind", "about_id")) == [
        ("assigned", amina.person_id),
        ("assigned", bo.person_id),
    ]
    last = Event.objects.system("test").order_by("-pk").first()
    assert last.details["from"] == amina.person_id
    assert last.details["to"] == bo.person_id


def test_it_can_be_put_back(case, amina, actor_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    assert assign_case(case, person_id=None, actor=actor_of(amina), now=now).assignee_id is None


def test_nobody_from_elsewhere_gets_it(case, amina, mallory, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(BadInput, match="works in the case’s unit"):
        assign_case(case, person_id=mallory.person_id, actor=actor_of(amina), now=now)


def test_the_same_again_leaves_no_trace(case, amina, actor_of, now, unchanged):
    assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    with unchanged(case):
        assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)


def test_those_work_in_a_unit_who_may_and_those_who_lead_it(sales, amina, bo, chidi, mallory):
    make_colleague("Vera View", sales, Level.VIEW)
    assert [name for _, name in workers_of(sales.pk)] == ["Amina Diallo", "Bo Lindqvist", "Chidi Okafor"]


def test_a_lead_from_above_does_not_work_behind_a_seal(hr, chidi):
    assert workers_of(hr.pk) == []
