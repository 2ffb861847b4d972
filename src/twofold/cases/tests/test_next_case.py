from datetime import timedelta

import pytest

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.actions.cases import (
    assign_case,
    open_case,
    open_child_case,
    reopen_case,
    resolve_case,
    transfer_case,
)
from twofold.cases.actions.next_case import next_case
from twofold.cases.actions.queue_state import set_queue
from twofold.cases.actions.queueing import queue_open_cases, refresh_queue, renew_streams
from twofold.cases.models import Case, CaseBlock, CaseStage, CaseType, HandOut, StreamShare, UnitQueue
from twofold.core.errors import BadInput, NotAllowed
from twofold.relationships.models import Side
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

DAY = timedelta(days=1)


@pytest.fixture
def queue(sales):
    """Sales lets every plain case wait in its queue."""
    return UnitQueue.objects.create(unit=sales, takes_plain=True)


@pytest.fixture
def waiting(sales, queue, now):
    """`waiting("internal", due=2)`: a case of a new customer of Sales, promised in two days, that waits in the queue."""

    def waiting(side="external", due=3, opened=-1, **fields):
        bond = make_relationship(sales, make_person(known_to=(sales,)), side)
        moments = {"opened_at": now + opened * DAY, "promised_at": due and now + due * DAY}
        case = make_case(bond, **moments | fields)
        refresh_queue([case.pk], now=now)
        return again(case)

    return waiting


def again(case):
    return Case.objects.system("test").get(pk=case.pk)


def test_a_case_waits_until_someone_looks_after_it(sales, queue, amina, actor_of, customer, now):
    who = {"actor": actor_of(amina), "now": now}
    case = open_case(
        party=customer, unit_id=sales.pk, side=Side.EXTERNAL, kind="request", title="A lamp", **who
    )
    assert (again(case).is_in_queue, again(case).stream) == (True, "external_potential")
    assign_case(case, person_id=amina.person_id, reason="He called", **who)
    assert not again(case).is_in_queue
    resolve_case(case, resolution="Sent.", **who)
    reopen_case(case, reason="It broke.", **who)
    assign_case(case, person_id=None, reason="Not mine", **who)
    assert again(case).is_in_queue


@pytest.mark.parametrize(
    ("way", "takes_plain", "waits"),
    [
        ("pulled", False, True),
        ("rotated", True, False),
        ("taken", True, False),
        (None, True, True),
        (None, False, False),
    ],
)
def test_what_is_pulled_waits_and_plain_cases_where_the_unit_says_so(waiting, queue, way, takes_plain, waits):
    UnitQueue.objects.update(takes_plain=takes_plain)
    kind = way and CaseType.objects.create(kind="request", name="Repair", way=way)
    assert waiting(type=kind).is_in_queue is waits


def test_whatever_is_paused_blocked_or_restricted_does_not_wait(waiting, now):
    pulled = CaseType.objects.create(kind="request", name="Repair", way="pulled")
    pause = CaseStage.objects.create(type=pulled, name="With the customer", pauses=True, order=1)
    assert not waiting(type=pulled, stage=pause).is_in_queue
    assert not waiting(is_restricted=True).is_in_queue
    held_up, blocking = waiting(), waiting()
    CaseBlock.objects.create(case=held_up, blocked_by=blocking, since=now)
    refresh_queue([held_up.pk], now=now)
    assert not again(held_up).is_in_queue
    Case.objects.system("test").filter(pk=blocking.pk).update(state="resolved", resolved_at=now)
    refresh_queue([blocking.pk], now=now)
    assert again(held_up).is_in_queue


def test_it_leaves_with_the_unit_and_waits_in_the_next_one(waiting, it, amina, actor_of, now):
    UnitQueue.objects.create(unit=it, takes_plain=True)
    case = transfer_case(waiting(), unit_id=it.pk, reason="Yours", actor=actor_of(amina), now=now)
    assert again(case).is_in_queue
    assert again(case).unit_id == it.pk


def test_a_case_is_as_urgent_as_what_waits_for_it(waiting, it, amina, actor_of, now):
    UnitQueue.objects.create(unit=it, takes_plain=True)
    urgent, middle = waiting(due=1), waiting(due=9)
    CaseBlock.objects.create(case=urgent, blocked_by=middle, since=now)
    child = open_child_case(middle, unit_id=it.pk, title="A part", actor=actor_of(amina), now=now)
    refresh_queue([urgent.pk], now=now)
    assert again(child).queue_due_at == again(middle).queue_due_at == urgent.queue_due_at == now + DAY


def test_those_who_wait_for_each_other_harm_nothing(waiting, now):
    one, other = waiting(due=1), waiting(due=5)
    CaseBlock.objects.create(case=one, blocked_by=other, since=now)
    CaseBlock.objects.create(case=other, blocked_by=one, since=now)
    refresh_queue([one.pk], now=now)
    assert again(other).queue_due_at == now + DAY


def test_a_stream_follows_the_standing_of_the_customer(waiting, now):
    case = waiting()
    bond = case.relationship
    for served_on, stream in ((now.date(), "current"), (now.date() - 2000 * DAY, "past")):
        type(bond).objects.system("test").filter(pk=bond.pk).update(last_served_on=served_on)
        assert renew_streams(now=now) == 1
        assert again(case).stream == f"external_{stream}"
    assert renew_streams(now=now) == 0


def test_the_most_urgent_is_next_and_says_why(waiting, sales, amina, actor_of, now):
    waiting(due=5)
    urgent = waiting(due=1)
    waiting(due=None)
    given = next_case(sales.pk, actor=actor_of(amina), now=now)
    assert given.case_id == urgent.pk
    assert again(urgent).assignee_id == amina.person_id
    assert given.why["by_age"] is False
    assert given.why["waiting"] == 3
    assert given.waited_seconds == 86400


def test_streams_take_turns_by_their_weights(waiting, sales, bo, actor_of, now):
    for _ in range(6):
        waiting("external", due=1)
        waiting("internal", due=9)
    bo_acts = actor_of(bo)
    weights = {"external_potential": 1.0, "internal_potential": 2.0}
    set_queue(sales.pk, weights=weights, takes_plain=True, actor=bo_acts, now=now)
    given = [next_case(sales.pk, actor=bo_acts, now=now).stream for _ in range(6)]
    assert given.count("internal_potential") == 4


def test_whatever_is_too_old_goes_first_but_not_twice_in_a_row(waiting, sales, amina, actor_of, now):
    old = [waiting(due=-30, opened=-50), waiting(due=-29, opened=-50)]
    waiting("internal", due=1)
    given = [next_case(sales.pk, actor=actor_of(amina), now=now) for _ in range(3)]
    assert given[0].why["by_age"] is True
    assert given[0].case_id == old[0].pk
    assert given[1].stream == "internal_potential"


def test_nothing_waits(sales, queue, amina, actor_of, now):
    assert next_case(sales.pk, actor=actor_of(amina), now=now) is None
    assert not HandOut.objects.system("test").exists()


def test_only_who_works_there_asks(waiting, sales, mallory, actor_of, now):
    case = waiting()
    with pytest.raises(NotAllowed):
        next_case(sales.pk, actor=actor_of(mallory), now=now)
    assert again(case).is_in_queue


def test_two_who_ask_get_two(waiting, sales, amina, bo, actor_of, now):
    waiting(), waiting()
    given = {next_case(sales.pk, actor=actor_of(user), now=now).case_id for user in (amina, bo)}
    assert len(given) == 2


def test_past_the_queue_is_a_reason(waiting, amina, actor_of, now):
    case = waiting()
    with pytest.raises(BadInput, match="Say why it shall go past"):
        assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    assert again(case).is_in_queue
    assign_case(case, person_id=amina.person_id, reason="He stands here", actor=actor_of(amina), now=now)
    kept = HandOut.objects.system("test").get()
    assert (kept.override_reason, kept.person_id) == ("He stands here", amina.person_id)


def test_what_one_hands_back_comes_to_others(waiting, sales, amina, bo, actor_of, now):
    case = waiting()
    next_case(sales.pk, actor=actor_of(amina), now=now)
    with pytest.raises(BadInput, match="goes back"):
        assign_case(again(case), person_id=None, actor=actor_of(amina), now=now)
    assign_case(again(case), person_id=None, reason="My neighbour", actor=actor_of(amina), now=now)
    assert HandOut.objects.system("test").get().handed_back_reason == "My neighbour"
    assert next_case(sales.pk, actor=actor_of(amina), now=now) is None
    assert next_case(sales.pk, actor=actor_of(bo), now=now).case_id == case.pk


def test_what_is_passed_on_or_taken_back_is_handed_out_no_more(waiting, sales, it, amina, actor_of, now):
    UnitQueue.objects.create(unit=it, takes_plain=True)
    who = {"actor": actor_of(amina), "now": now}
    case = waiting()
    next_case(sales.pk, **who)
    transfer_case(again(case), unit_id=it.pk, reason="It is yours", **who)
    given = HandOut.objects.system("test").get()
    assert (given.handed_back_at, given.handed_back_reason) == (now, "")
    Case.objects.system("test").filter(pk=case.pk).update(unit=sales)
    refresh_queue([case.pk], now=now)
    assert next_case(sales.pk, **who).case_id == case.pk  # nobody refused it here
    undo_event(Event.objects.system("test").filter(verb="cases.case_assigned").latest("pk").pk, **who)
    assert again(case).is_in_queue
    assert not HandOut.objects.system("test").filter(handed_back_at=None).exists()


def test_who_leads_divides_attention(sales, queue, waiting, amina, bo, actor_of, now):
    with pytest.raises(NotAllowed):
        set_queue(sales.pk, weights={"external_past": 2}, takes_plain=True, actor=actor_of(amina), now=now)
    with pytest.raises(BadInput, match="above 0"):
        set_queue(sales.pk, weights={"external_past": 0}, takes_plain=True, actor=actor_of(bo), now=now)
    assert not StreamShare.objects.exists()
    case = waiting()
    set_queue(sales.pk, weights={"external_past": 2}, takes_plain=False, actor=actor_of(bo), now=now)
    queue_open_cases(sales.pk, now=now)
    assert not again(case).is_in_queue
