"""Giving many cases to someone at once."""

from datetime import timedelta

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.actions.cases import resolve_case
from twofold.cases.models import Case, CaseStep
from twofold.core.plates import Asked
from twofold.timeline.models import Event
from twofold.workspace.actions.bulk_edit import carry_out, start_bulk_edit
from twofold.workspace.actions.undo import undo_event
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.previews import preview
from twofold.workspace.queries.lists.scopes import Scope


@pytest.fixture
def owed(sales, customer) -> list[Case]:
    relationship = make_relationship(sales, customer)
    return [make_case(relationship, f"Chair {n}") for n in range(3)]


@pytest.fixture
def given(amina, bo, actor_of, now):
    """Bo gives these cases to someone."""

    def give(cases, person_id):
        actor = actor_of(bo)
        scope = Scope(listed("case", actor), tuple(one.pk for one in cases), {})
        return carry_out(start_bulk_edit(scope, {"assignee": person_id}, actor=actor, now=now), actor=actor)

    return give


def assignees() -> list[int | None]:
    return list(Case.objects.system("a test looks").order_by("pk").values_list("assignee_id", flat=True))


def test_each_thread_says_to_whom_it_was_given(owed, given, amina):
    run = given(owed, amina.person_id)
    assert (run.done, run.refused) == (3, 0)
    assert assignees() == [amina.person_id] * 3
    steps = CaseStep.objects.system("a test looks").filter(kind="assigned", about_id=amina.person_id)
    assert steps.count() == 3


def test_taking_it_back_takes_the_steps_back_too(owed, given, bo, amina, actor_of, now):
    undo_event(given(owed, amina.person_id).event_id, actor=actor_of(bo), now=now)
    assert assignees() == [None] * 3
    assert not CaseStep.objects.system("a test looks").filter(kind="assigned").exists()


def test_what_cannot_be_given_stays_and_says_why(owed, given, bo, mallory, amina, actor_of, now):
    assert given(owed, mallory.person_id).refused == 3
    resolve_case(owed[0], resolution="Done.", actor=actor_of(bo), now=now)
    Case.objects.system("a test prepares").filter(pk=owed[1].pk).update(is_restricted=True)
    run = given(owed, amina.person_id)
    assert [why.split(":")[0].split(",")[0] for _pk, why in run.samples] == [
        "It is resolved",
        "It is restricted",
    ]
    assert assignees() == [None, None, amina.person_id]


def test_the_preview_writes_nothing(owed, amina, bo, actor_of, now):
    scope = Scope(listed("case", actor_of(bo)), tuple(one.pk for one in owed), {})
    told = preview(scope, {"assignee": amina.person_id}, Asked(actor_of(bo), now))
    assert (told.will_change, told.may_not) == (3, 0)
    assert assignees() == [None] * 3
    assert not Event.objects.system("a test looks").exists()


def test_in_the_list_one_case_is_given_in_its_cell(owed, amina, bo, client_of):
    address = f"/lists/case/{owed[0].pk}/cell/assignee/"
    cell = client_of(bo).get(address, headers={"HX-Request": "true"})
    assert "Amina Diallo" in cell.text
    client_of(bo).post(address, {"value": amina.person_id}, headers={"HX-Request": "true"})
    assert assignees()[0] == amina.person_id


def test_many_are_promised_anew_but_not_for_a_moment_that_is_past(owed, bo, actor_of, now):
    actor = actor_of(bo)
    scope = Scope(listed("case", actor), tuple(one.pk for one in owed), {})

    def promise(moment):
        return carry_out(start_bulk_edit(scope, {"promised_at": moment}, actor=actor, now=now), actor=actor)

    def promised() -> set:
        return set(Case.objects.system("a test looks").values_list("promised_at", flat=True))

    before = promised()
    assert promise(now - timedelta(days=3650)).refused == 3
    assert promised() == before
    later = now + timedelta(days=3650)
    run = promise(later)
    assert promised() == {later}
    undo_event(run.event_id, actor=actor, now=now)
    assert promised() == before
