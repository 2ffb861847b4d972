"""Colleagues mentioned in what is written at a case: the one who reopens it, passes it on or asks another unit."""

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.actions.cases import open_child_case, reopen_case, resolve_case, transfer_case
from twofold.cases.models import Case
from twofold.core.errors import BadInput
from twofold.timeline.models import Event


@pytest.fixture
def case(sales, customer) -> Case:
    return make_case(make_relationship(sales, customer), "The chair wobbles")


def told() -> list[list[int]]:
    events = Event.objects.system("a test looks").filter(verb="conversations.people_mentioned")
    return [event.details["people"] for event in events.order_by("pk")]


def test_whoever_reopens_it_may_ask_someone_to_look(case, bo, amina, actor_of, now):
    resolve_case(case, resolution="Glued.", actor=actor_of(bo), now=now)
    reopen_case(case, reason="@Amina Diallo, it wobbles again.", actor=actor_of(bo), now=now)
    assert told() == [[amina.person_id]]


def test_the_other_unit_is_told_by_name(case, logistics, bo, eli, actor_of, now):
    transfer_case(case, unit_id=logistics.pk, reason="@Eli Moreau has the glue.", actor=actor_of(bo), now=now)
    assert told() == [[eli.person_id]]


def test_someone_who_could_not_read_it_is_not_mentioned(case, logistics, bo, amina, actor_of, now):
    with pytest.raises(BadInput, match="Amina Diallo"):
        transfer_case(
            case, unit_id=logistics.pk, reason="@Amina Diallo knows more.", actor=actor_of(bo), now=now
        )
    assert told() == []
    assert Case.objects.system("a test looks").get(pk=case.pk).unit_id != logistics.pk


def test_asking_another_unit_may_name_whom(case, logistics, bo, eli, actor_of, now):
    open_child_case(
        case, unit_id=logistics.pk, title="Glue", description="@Eli Moreau?", actor=actor_of(bo), now=now
    )
    assert told() == [[eli.person_id]]
