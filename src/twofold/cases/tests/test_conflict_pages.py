"""The page of the conflict room, as each of those in it sees it."""

import re

import pytest

from tests.factories import NOW, make_case, make_colleague, make_relationship
from twofold.cases.actions.conflict_sides import add_respondent, appoint_mediator
from twofold.cases.actions.conflict_talk import write_position
from twofold.cases.models import Case, CaseParty, Cause, Settlement
from twofold.core.actor import Level


@pytest.fixture
def lotte(logistics):
    return make_colleague("Lotte Brandt", logistics, Level.LEAD)


@pytest.fixture
def noor(it):
    return make_colleague("Noor Haddad", it)


@pytest.fixture
def room(sales, logistics, bo, noor, actor_of):
    case = make_case(make_relationship(sales, logistics.party, side="internal"), "Promised too early")
    Case.objects.system("test").filter(pk=case.pk).update(kind="conflict", is_restricted=True)
    CaseParty.objects.get_or_create(case=case, party=logistics.party, role=CaseParty.Role.REQUESTER)
    case = Case.objects.system("test").get(pk=case.pk)
    add_respondent(case, party=sales.party, actor=actor_of(bo), now=NOW)
    appoint_mediator(case, person=noor.person, actor=actor_of(bo), now=NOW)
    return f"/cases/{case.pk}/room/"


def side_of(room, unit):
    return CaseParty.objects.get(case_id=int(room.split("/")[2]), party_id=unit.pk).pk


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_only_conflicts_have_one(case, client_of, amina):
    assert client_of(amina).get(f"/cases/{case.pk}/room/").status_code == 404


def test_a_paper_is_read_by_the_mediator_and_not_by_the_other_side(
    room, logistics, lotte, bo, noor, client_of
):
    name = f"position_{side_of(room, logistics)}"
    answer = client_of(lotte).post(
        f"{room}position/{side_of(room, logistics)}/", {f"{name}-body": "They never ask."}
    )
    assert answer.status_code == 302
    assert "They never ask." in words(client_of(noor).get(room))
    assert "They never ask." in words(client_of(lotte).get(room))
    assert "They never ask." not in words(client_of(bo).get(room))


def test_from_two_sides_to_a_signed_settlement(room, sales, logistics, lotte, bo, noor, client_of):
    mediator = client_of(noor)
    assert (
        mediator.post(
            f"{room}fact/", {"fact-words": "Three late vans", "fact-happened_on": "2026-05-02"}
        ).status_code
        == 302
    )
    assert client_of(lotte).post(f"{room}option/", {"option-title": "Ask first"}).status_code == 302
    given = {
        "settlement-words": "We ask first.",
        "settlement-step_1": "Call before promising",
        "settlement-side_1": sales.pk,
        "settlement-due_1": "2099-01-01",
    }
    assert mediator.post(f"{room}settlement/", given).status_code == 302
    for user, unit in ((lotte, logistics), (bo, sales)):
        assert client_of(user).post(f"{room}sign/{side_of(room, unit)}/").status_code == 302
    assert Settlement.objects.system("test").get().in_force_at
    page = words(client_of(lotte).get(room))
    assert "Three late vans" in page
    assert "Call before promising" in page


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(room, noor, client_of):
    given = {"settlement-words": "We ask first.", "settlement-step_1": "Call before promising"}
    answer = client_of(noor).post(f"{room}settlement/", given)
    assert answer.status_code == 422
    page = words(answer)
    assert "Say what is done, by whom and by when." in page
    assert "Call before promising" in page
    assert not Settlement.objects.system("test").exists()


def test_whoever_has_a_stake_does_not_mediate(room, amina, bo, client_of):
    answer = client_of(bo).post(f"{room}mediator/", {"mediator-party": "Amina Diallo"})
    assert answer.status_code == 422
    assert "Choose someone neutral." in words(answer)


def test_the_cause_is_named(room, bo, client_of):
    cause = Cause.objects.create(field=Cause.Field.CONFLICT_INSIDE, name="Priorities")
    assert client_of(bo).post(f"{room}cause/", {"cause-cause": cause.pk}).status_code == 302
    assert Case.objects.system("test").get(kind="conflict").cause == cause


def test_one_signs_for_ones_own_side_only(room, sales, noor, lotte, actor_of, client_of, logistics):
    case = Case.objects.system("test").get(kind="conflict")
    write_position(case, party_id=logistics.pk, body="Hm.", actor=actor_of(lotte), now=NOW)
    client_of(noor).post(f"{room}settlement/", {"settlement-words": "We ask first."})
    assert client_of(lotte).post(f"{room}sign/{side_of(room, sales)}/").status_code == 403
