"""The door of a side into the room of its conflict, in the portal: its own part, what all read, and nothing else."""

import re

import pytest

from tests.factories import NOW, make_case, make_colleague, make_relationship
from twofold.cases.actions.check_backs import ask_back
from twofold.cases.actions.conflict_mail import mail_sides
from twofold.cases.actions.conflict_sides import add_respondent, appoint_mediator
from twofold.cases.actions.conflict_talk import add_fact, write_position
from twofold.cases.actions.settlements import Agreed, sign_settlement, write_settlement
from twofold.cases.models import Case, CheckBack, Position, Settlement
from twofold.core.actor import ActingSide
from twofold.timeline.models import Event


@pytest.fixture
def noor(it):
    return make_colleague("Noor Haddad", it)


@pytest.fixture
def conflict(sales, dana, eli, bo, noor, actor_of):
    """Dana says that Eli was rude to her; Noor mediates."""
    case = make_case(
        make_relationship(sales, dana.person), "Rude on the phone", kind="conflict", is_restricted=True
    )
    add_respondent(case, party=eli.person, actor=actor_of(bo), now=NOW)
    appoint_mediator(case, person=noor.person, actor=actor_of(bo), now=NOW)
    return case


@pytest.fixture
def door(conflict):
    return f"/portal/cases/{conflict.pk}/room/"


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def position_of(user):
    return Position.objects.system("test").get(author=user.person)


def test_each_side_writes_what_the_other_never_reads(door, conflict, dana, eli, client_of):
    for user in (dana, eli):
        row = conflict.participants.get(party=user.person).pk
        answer = client_of(user).post(
            f"{door}position/", {f"position_{row}-body": f"As {user.person.name} sees it"}
        )
        assert answer.status_code == 302
    assert position_of(eli).party_id == eli.person_id
    assert "As Dana" in words(client_of(dana).get(door))
    assert "As Eli" not in words(client_of(dana).get(door))
    assert "As Dana" not in words(client_of(eli).get(door))


def test_the_mediator_knows_the_sides_by_name_and_a_side_only_those_it_may_know(
    door, conflict, dana, eli, noor, client_of
):
    room = words(client_of(noor).get(f"/cases/{conflict.pk}/room/"))
    assert dana.person.name in room and eli.person.name in room
    assert client_of(noor).get(f"/parties/{dana.person_id}/").status_code == 404
    of_eli = words(client_of(eli).get(door))
    assert dana.person.name not in of_eli
    assert "Noor Haddad mediates" in of_eli


def test_from_facts_to_a_signature_and_the_question_later(
    door, conflict, dana, eli, noor, actor_of, client_of
):
    mediates = {"actor": actor_of(noor), "now": NOW}
    add_fact(conflict, words="A call of two minutes", **mediates)
    step = Agreed("Calls back", eli.person_id, NOW.date())
    write_settlement(conflict, words="We apologise.", steps=[step], **mediates)
    at_home = words(client_of(dana).get("/portal/"))
    assert "Read it, and sign it if you agree." in at_home and door in at_home
    page = words(client_of(dana).get(door))
    assert "A call of two minutes" in page and "Calls back" in page
    assert client_of(dana).post(f"{door}sign/").status_code == 302
    assert client_of(dana).post(f"{door}option/", {"option-title": "A new number"}).status_code == 302
    assert not Settlement.objects.system("test").get().in_force_at
    sign_settlement(conflict, party_id=eli.person_id, actor=actor_of(eli), now=NOW)
    due = Settlement.objects.system("test").get().check_back_on
    ask_back(now=NOW.replace(year=due.year, month=due.month, day=due.day))
    asked = CheckBack.objects.system("test").get(party=dana.person)
    given = {f"check_{asked.pk}-answer": "broken", f"check_{asked.pk}-words": "He did it again"}
    assert client_of(dana).post(f"{door}check/{asked.pk}/", given).status_code == 302
    assert "He did it again" in words(client_of(dana).get(door))
    assert "He did it again" not in words(client_of(eli).get(door))
    assert client_of(eli).post(f"{door}check/{asked.pk}/", given).status_code == 404


def test_whoever_is_no_side_finds_no_door(
    door, conflict, case, dana, eli, bo, noor, mallory, actor_of, client_of
):
    for user in (bo, noor, mallory):
        assert client_of(user).get(door).status_code == 404
        assert client_of(user).post(f"{door}sign/").status_code == 404
    assert client_of(dana).get(f"/portal/cases/{case.pk}/room/").status_code == 404
    write_position(conflict, party_id=eli.person_id, body="Hm.", actor=actor_of(eli), now=NOW)
    at_portal = actor_of(dana, ActingSide.PORTAL)
    assert not Position.objects.visible_to(at_portal).exists()
    assert client_of(eli).get(f"/portal/cases/{conflict.pk}/").status_code == 404  # what was said is Dana's
    assert Case.objects.visible_to(actor_of(eli, ActingSide.PORTAL)).get() == conflict


def test_each_side_is_told_by_mail_where_to_read_and_nothing_else(
    conflict, sales, dana, eli, bo, noor, actor_of, mailoutbox
):
    add_respondent(conflict, party=sales.party, actor=actor_of(bo), now=NOW)
    write_settlement(conflict, words="We apologise.", steps=(), actor=actor_of(noor), now=NOW)
    written = Event.objects.system("test").get(verb="cases.settlement_written")
    assert mail_sides(written) == 3
    told = {one.to[0]: one.body for one in mailoutbox}
    assert f"/portal/cases/{conflict.pk}/room/" in told[dana.email]
    assert f"/cases/{conflict.pk}/room/" in told[bo.email] and "/portal/" not in told[bo.email]
    assert not any("apologise" in text or "Rude" in text for text in told.values())
