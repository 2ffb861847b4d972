"""A complaint from its receipt to the files."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_colleague
from twofold.cases.actions.cases import resolve_case
from twofold.cases.actions.complaints import (
    NoComplaint,
    assess_complaint,
    check_effect,
    close_complaint,
    decide_complaint,
    find_cause,
    investigate_complaint,
    mark_complaint,
    note_acceptance,
    respond_to_complaint,
)
from twofold.cases.actions.open import open_case
from twofold.cases.actions.remedies import give_remedy, promise_remedy
from twofold.cases.models import Case, Cause, Complaint
from twofold.core.actor import Level
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.core.money import Money
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def acts(amina, actor_of):
    return {"actor": actor_of(amina), "now": LATER}


@pytest.fixture
def complaint(case, acts):
    return mark_complaint(case, remedy_sought="A new leg", **acts)


@pytest.fixture
def worn(db):
    return Cause.objects.create(field=Cause.Field.COMPLAINT, name="Worn tools")


def fresh(complaint):
    return Complaint.objects.system("test").select_related("case").get(pk=complaint.pk)


def last_event():
    return Event.objects.system("test").latest("id")


def test_a_case_becomes_a_complaint_once_and_back(case, complaint, acts):
    assert (fresh(complaint).remedy_sought, fresh(complaint).case.kind) == ("A new leg", "complaint")
    before = Event.objects.system("test").count()
    mark_complaint(case, remedy_sought="Something else", **acts)
    assert Event.objects.system("test").count() == before
    undo_event(last_event().pk, **acts)
    assert Case.objects.system("test").get(pk=case.pk).kind == "request"
    assert not Complaint.objects.system("test").exists()


def test_opened_as_one_it_is_one(customer, sales, acts):
    case = open_case(
        party=customer,
        unit_id=sales.pk,
        side="external",
        kind="complaint",
        title="It broke",
        remedy_sought="My money back",
        **acts,
    )
    assert fresh(case).remedy_sought == "My money back"


def test_from_receipt_to_the_files(case, complaint, worn, acts, sales):
    assess_complaint(case, severity=3, is_about_safety=True, immediate_action="Fetched it.", **acts)
    investigate_complaint(case, words="The drill was blunt.", **acts)
    respond_to_complaint(case, words="You were right.", **acts)
    decide_complaint(case, decision="upheld", words="Our mistake.", **acts)
    note_acceptance(case, is_accepted=True, **acts)
    resolve_case(case, resolution="A new leg was sent.", **acts)
    find_cause(
        case, cause=worn, words="Nobody checks drills.", corrective_action="Weekly", behind_unit=sales, **acts
    )
    check_effect(case, is_good=True, words="No blunt drill in a month.", **acts)
    close_complaint(case, **acts)
    stored = fresh(complaint)
    assert stored.case.severity == 3
    assert stored.case.cause == worn
    assert stored.behind_unit_id == sales.pk
    assert [
        stored.assessed_at,
        stored.immediate_action_at,
        stored.investigated_at,
        stored.responded_at,
        stored.decided_at,
        stored.effect_checked_at,
        stored.closed_at,
    ] == [LATER] * 7


def test_nothing_is_resolved_before_it_is_decided(case, complaint, acts, unchanged):
    with unchanged(case), pytest.raises(Conflict, match="Decide"):
        resolve_case(case, resolution="Done.", **acts)


def test_nothing_is_closed_before_its_effect_is_seen_to_be_good(case, complaint, worn, acts):
    decide_complaint(case, decision="upheld", words="Our mistake.", **acts)
    with pytest.raises(Conflict, match="Resolve"):
        close_complaint(case, **acts)
    resolve_case(case, resolution="Done.", **acts)
    with pytest.raises(Conflict, match="cause"):
        close_complaint(case, **acts)
    find_cause(case, cause=worn, words="Blunt drills.", **acts)
    with pytest.raises(Conflict, match="has helped"):
        close_complaint(case, **acts)
    check_effect(case, is_good=False, words="It happened again.", **acts)
    with pytest.raises(Conflict, match="another way"):
        close_complaint(case, **acts)
    find_cause(case, cause=worn, words="Blunt drills, again.", **acts)
    assert fresh(complaint).effect_checked_at is None


def test_who_is_refused_is_told_where_to_turn(case, complaint, acts):
    with pytest.raises(BadInput) as refusal:
        decide_complaint(case, decision="rejected", words="It was dropped.", **acts)
    assert refusal.value.field == "recourse"
    assert fresh(complaint).decided_at is None


def test_what_is_given_has_its_cost(case, complaint, acts):
    remedy = promise_remedy(case, kind="refund", cost=Money.of("12.50", "EUR"), **acts)
    assert (remedy.cost_minor, remedy.currency, remedy.given_at) == (1250, "EUR", None)
    assert give_remedy(remedy, **acts).given_at == LATER
    with pytest.raises(Conflict):
        give_remedy(remedy, **acts)


def test_what_is_no_complaint_is_not_handled_as_one(case, acts):
    with pytest.raises(NoComplaint):
        investigate_complaint(case, words="Hm.", **acts)


def test_others_have_no_say(case, complaint, mallory, sales, actor_of):
    with pytest.raises(NotVisible):
        investigate_complaint(case, words="Hm.", actor=actor_of(mallory), now=LATER)
    reader = actor_of(make_colleague("Vera Sand", sales, Level.VIEW))
    with pytest.raises(NotAllowed):
        investigate_complaint(case, words="Hm.", actor=reader, now=LATER)
