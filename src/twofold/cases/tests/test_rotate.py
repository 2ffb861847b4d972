from datetime import timedelta

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.actions.cases import open_case, transfer_case
from twofold.cases.actions.rotate import give_those_left
from twofold.cases.actions.rotation_members import add_to_rotation, change_rotation, leave_rotation
from twofold.cases.models import Case, CaseType, RotationMember
from twofold.cases.queries.notices import leads_of_unit
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.models import Absence
from twofold.relationships.models import Side
from twofold.timeline.models import Event

DAY = timedelta(days=1)


@pytest.fixture
def repair(db):
    """Repairs go round."""
    return CaseType.objects.create(kind="request", name="Repair", way="rotated")


@pytest.fixture
def taking_turns(sales, amina, bo):
    """Amina and Bo take turns in Sales, Bo half as often."""
    return [
        RotationMember.objects.create(unit=sales, person=user.person, weight=weight, skills=["Lamps"])
        for user, weight in ((amina, 1.0), (bo, 0.5))
    ]


@pytest.fixture
def opened(sales, customer, repair, amina, actor_of, now):
    """`opened()`: who gets the next repair."""

    def opened(**fields):
        case = open_case(
            party=customer,
            unit_id=sales.pk,
            side=Side.EXTERNAL,
            kind="request",
            title="It flickers",
            case_type=repair,
            actor=actor_of(amina),
            now=now,
            **fields,
        )
        return case.assignee_id

    return opened


def away(user, now, days=0):
    return Absence.objects.create(person=user.person, starts_on=now.date(), ends_on=now.date() + days * DAY)


def found_nobody():
    return Event.objects.system("test").filter(verb="cases.case_found_nobody")


def test_each_gets_their_share(opened, taking_turns, amina, bo):
    given = [opened() for _ in range(6)]
    assert given.count(amina.person_id) == 4
    assert given.count(bo.person_id) == 2


def test_nothing_goes_to_whoever_is_away_pauses_or_has_left(opened, taking_turns, amina, bo, now):
    away(amina, now)
    assert [opened() for _ in range(3)] == [bo.person_id] * 3
    Absence.objects.system("test").all().delete()
    RotationMember.objects.system("test").filter(person=bo.person).update(is_in=False)
    assert opened() == amina.person_id
    type(amina).objects.filter(pk=amina.pk).update(is_active=False)
    assert opened() is None


def test_who_returns_is_not_flooded(opened, taking_turns, amina, bo, now):
    absence = away(amina, now)
    [opened() for _ in range(12)]
    absence.delete()
    given = [opened() for _ in range(6)]
    assert given.count(amina.person_id) <= 5


def test_it_goes_to_who_knows_how(opened, taking_turns, repair, bo):
    repair.skill = "chairs"
    repair.save()
    RotationMember.objects.system("test").filter(person=bo.person).update(skills=["Chairs"])
    assert [opened() for _ in range(3)] == [bo.person_id] * 3


def test_nobody_eligible_is_said_once_and_mended_when_someone_is_there(
    opened, taking_turns, amina, bo, chidi, sales, now
):
    for user in (amina, bo):
        away(user, now)
    assert opened() is None
    assert [one.person_id for one in leads_of_unit(found_nobody().get().pk)] == [bo.person_id]
    assert give_those_left(now=now) == 0
    assert found_nobody().count() == 1
    assert give_those_left(now=now + DAY) == 1
    assert Case.objects.system("test").get().assignee_id == amina.person_id


def test_an_empty_round_gives_to_nobody_and_its_page_says_so(opened, amina, client_of):
    assert opened() is None
    assert found_nobody().exists()
    page = client_of(amina).get(f"/cases/{Case.objects.system('test').get().pk}/")
    assert "Nobody eligible" in page.text


def test_what_does_not_go_round_stays(opened, taking_turns, repair):
    repair.way = "taken"
    repair.save()
    assert opened() is None
    assert not found_nobody().exists()


def test_it_goes_round_where_it_is_passed_on_to(
    taking_turns, repair, it, customer, mallory, actor_of, amina, now
):
    case = make_case(make_relationship(it, customer), type=repair)
    moved = transfer_case(
        case, unit_id=taking_turns[0].unit_id, reason="Yours", actor=actor_of(mallory), now=now
    )
    assert moved.assignee_id == amina.person_id


def test_who_leads_says_who_takes_turns(sales, amina, bo, mallory, actor_of, now):
    who = {"actor": actor_of(bo), "now": now}
    member = add_to_rotation(sales.pk, amina.person_id, weight=2, skills=[" Lamps ", ""], **who)
    assert (member.weight, member.skills) == (2, ["Lamps"])
    with pytest.raises(Conflict):
        add_to_rotation(sales.pk, amina.person_id, **who)
    with pytest.raises(BadInput, match="works in the unit"):
        add_to_rotation(sales.pk, mallory.person_id, **who)
    with pytest.raises(NotAllowed):
        add_to_rotation(sales.pk, bo.person_id, actor=actor_of(amina), now=now)
    with pytest.raises(BadInput, match="above 0"):
        change_rotation(member, weight=0, skills=[], is_in=True, **who)
    assert not change_rotation(member, weight=1, skills=[], is_in=False, **who).is_in
    leave_rotation(member, **who)
    assert not RotationMember.objects.system("test").exists()


def test_the_page_of_turns(taking_turns, sales, amina, bo, client_of, opened, now):
    away(amina, now)
    client, member = client_of(bo), taking_turns[0]
    assert "Amina Diallo" in client.get("/settings/rotation/").text
    client.post(
        f"/settings/rotation/{member.pk}/", {f"of-{member.pk}-weight": "3", f"of-{member.pk}-skills": "a, b"}
    )
    member = RotationMember.objects.system("test").get(pk=member.pk)
    assert (member.weight, member.skills, member.is_in) == (3, ["a", "b"], False)
    assert client.post(f"/settings/rotation/{member.pk}/", {f"of-{member.pk}-weight": "0"}).status_code == 422
    client.post(f"/settings/rotation/{member.pk}/leave/")
    client.post("/settings/rotation/", {"unit": sales.pk, "person": amina.person_id, "weight": "1"})
    assert RotationMember.objects.system("test").filter(person=amina.person).exists()
    assert client_of(amina).get("/settings/rotation/").status_code == 403
