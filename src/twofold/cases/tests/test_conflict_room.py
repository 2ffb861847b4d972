"""The conflict room, from two sides that disagree to a settlement that holds."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_case, make_colleague, make_relationship
from twofold.cases.actions.check_backs import ask_back
from twofold.cases.actions.conflict_sides import add_respondent, appoint_mediator
from twofold.cases.actions.conflict_talk import add_fact, choose_option, propose_option, write_position
from twofold.cases.actions.settlements import (
    Agreed,
    answer_check_back,
    sign_settlement,
    write_settlement,
)
from twofold.cases.models import Case, CaseParty, CheckBack, Position, Settlement, SharedFact
from twofold.core.actor import Level
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.directory.models import Party

TODAY = NOW.date()


@pytest.fixture
def lotte(logistics):
    """Leads Logistics, which quarrels with Sales."""
    return make_colleague("Lotte Brandt", logistics, Level.LEAD)


@pytest.fixture
def neutral(it):
    return make_colleague("Noor Haddad", it)


@pytest.fixture
def conflict(sales, logistics):
    """Logistics says that Sales promises what nobody can deliver; the head of Sales looks into it."""
    case = make_case(make_relationship(sales, logistics.party, side="internal"), "Promised too early")
    Case.objects.system("test").filter(pk=case.pk).update(kind="conflict", is_restricted=True)
    CaseParty.objects.get_or_create(case=case, party=logistics.party, role=CaseParty.Role.REQUESTER)
    return Case.objects.system("test").get(pk=case.pk)


@pytest.fixture
def with_sides(conflict, sales, bo, neutral, actor_of):
    add_respondent(conflict, party=sales.party, actor=actor_of(bo), now=NOW)
    appoint_mediator(conflict, person=neutral.person, actor=actor_of(bo), now=NOW)
    return conflict


def settle(case, actor, parties):
    steps = [Agreed("Ask before promising", parties[0], TODAY + timedelta(days=7))]
    return write_settlement(case, words="We ask first.", steps=steps, actor=actor, now=NOW)


def test_a_mediator_has_no_stake_in_it(conflict, sales, logistics, amina, bo, eli, actor_of):
    for person in (amina.person, eli.person):
        with pytest.raises(BadInput) as refusal:
            appoint_mediator(conflict, person=person, actor=actor_of(bo), now=NOW)
        assert refusal.value.field == "mediator"
    assert not CaseParty.objects.filter(case=conflict, role="mediator").exists()


def test_a_position_is_for_its_author_and_the_mediator(
    with_sides, sales, logistics, bo, lotte, neutral, actor_of
):
    write_position(with_sides, party_id=logistics.pk, body="They never ask.", actor=actor_of(lotte), now=NOW)
    seen = {
        user.person.name: Position.objects.visible_to(actor_of(user)).count() for user in (bo, lotte, neutral)
    }
    assert seen == {"Bo Lindqvist": 0, "Lotte Brandt": 1, "Noor Haddad": 1}


def test_one_writes_for_ones_own_side_only(with_sides, sales, lotte, mallory, actor_of):
    with pytest.raises(NotAllowed):
        write_position(with_sides, party_id=sales.pk, body="We are wrong.", actor=actor_of(lotte), now=NOW)
    with pytest.raises(NotVisible):
        write_position(with_sides, party_id=sales.pk, body="Ha.", actor=actor_of(mallory), now=NOW)


def test_all_sides_read_the_facts_which_the_mediator_keeps(with_sides, neutral, lotte, bo, mallory, actor_of):
    add_fact(with_sides, words="Three late vans in May", actor=actor_of(neutral), now=NOW)
    with pytest.raises(NotAllowed):
        add_fact(with_sides, words="Four", actor=actor_of(lotte), now=NOW)
    counts = [SharedFact.objects.visible_to(actor_of(user)).count() for user in (lotte, bo, neutral, mallory)]
    assert counts == [1, 1, 1, 0]


def test_one_way_out_is_chosen(with_sides, lotte, bo, neutral, actor_of):
    one = propose_option(with_sides, title="Ask first", actor=actor_of(lotte), now=NOW)
    other = propose_option(with_sides, title="More vans", actor=actor_of(bo), now=NOW)
    choose_option(one, actor=actor_of(neutral), now=NOW)
    assert choose_option(other, actor=actor_of(neutral), now=NOW).is_chosen
    one.refresh_from_db()
    assert not one.is_chosen


def test_in_force_once_all_have_signed_these_words(
    with_sides, sales, logistics, bo, lotte, neutral, actor_of
):
    settle(with_sides, actor_of(neutral), [logistics.pk])
    assert (
        sign_settlement(with_sides, party_id=logistics.pk, actor=actor_of(lotte), now=NOW).in_force_at is None
    )
    settle(with_sides, actor_of(neutral), [sales.pk])
    assert sign_settlement(with_sides, party_id=sales.pk, actor=actor_of(bo), now=NOW).in_force_at is None
    assert (
        sign_settlement(with_sides, party_id=logistics.pk, actor=actor_of(lotte), now=NOW).in_force_at == NOW
    )
    with pytest.raises(Conflict):
        settle(with_sides, actor_of(neutral), [sales.pk])
    assert Settlement.objects.system("test").get().check_back_on == TODAY + timedelta(days=30)


def test_each_side_is_asked_by_itself(with_sides, sales, logistics, bo, lotte, neutral, actor_of):
    settle(with_sides, actor_of(neutral), [logistics.pk])
    sign_settlement(with_sides, party_id=sales.pk, actor=actor_of(bo), now=NOW)
    sign_settlement(with_sides, party_id=logistics.pk, actor=actor_of(lotte), now=NOW)
    assert ask_back(now=NOW + timedelta(days=29)) == 0
    later = NOW + timedelta(days=30)
    assert (ask_back(now=later), ask_back(now=later)) == (2, 0)
    own = CheckBack.objects.visible_to(actor_of(lotte)).get()
    assert own.party_id == logistics.pk
    answer_check_back(own, answer="broken", words="They did it again.", actor=actor_of(lotte), now=later)
    with pytest.raises(Conflict):
        answer_check_back(own, answer="holds", actor=actor_of(lotte), now=later)
    with pytest.raises(NotVisible):
        answer_check_back(own, answer="holds", actor=actor_of(bo), now=later)
    assert CheckBack.objects.visible_to(actor_of(neutral)).count() == 2


def test_what_is_agreed_is_possible(with_sides, logistics, neutral, mallory, actor_of):
    actor = actor_of(neutral)
    for step in (
        Agreed(" ", logistics.pk, TODAY),
        Agreed("Ask", mallory.person_id, TODAY),
        Agreed("Ask", logistics.pk, TODAY - timedelta(days=1)),
    ):
        with pytest.raises(BadInput):
            write_settlement(with_sides, words="We ask first.", steps=[step], actor=actor, now=NOW)
    assert not Settlement.objects.system("test").exists()


def test_only_conflicts_have_a_room(case, amina, actor_of, eli):
    person = Party.objects.system("test").get(pk=eli.person_id)
    with pytest.raises(BadInput):
        add_respondent(case, party=person, actor=actor_of(amina), now=NOW)
