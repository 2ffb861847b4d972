"""Ladders: each rung once, while people work, and never after the answer."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_case_step
from twofold.cases.actions.cases import answer_case, open_case
from twofold.cases.actions.clocks import refresh_clocks
from twofold.cases.actions.ladders import climb_ladders
from twofold.cases.actions.policies import add_policy, change_policy
from twofold.cases.actions.promised import Promised, Rung
from twofold.cases.actions.rule_again import rule_again
from twofold.cases.models import Case, CaseStep
from twofold.cases.queries.notices import told_by_rung
from twofold.conversations.models import Conversation, Message
from twofold.directory.models import Absence
from twofold.timeline.models import Event

HALF = Rung("first_answer", "share", 50, "tell_owner")
LATE = Rung("first_answer", "after", 30, "tell_leads")


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week of Monday, 16 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def promise(chidi, actor_of, now):
    """`promise(rung, …)`: an hour to the first answer for everyone, with this ladder."""

    def promise(*rungs, policy=None, at=now, minutes=60, **fields):
        promised = Promised(
            "Everyone", first_answer_minutes=minutes, resolution_minutes=480, rungs=rungs, **fields
        )
        who = {"actor": actor_of(chidi), "now": at}
        return change_policy(policy, promised, **who) if policy else add_policy(promised, **who)

    return promise


@pytest.fixture
def open_one(sales, customer, amina, actor_of):
    def open_one(at):
        return open_case(
            party=customer, unit_id=sales.pk, side="external", kind="request", title="The chair wobbles",
            actor=actor_of(amina), now=at,
        )  # fmt: skip

    return open_one


def climbed(case: Case) -> list[tuple[datetime, str]]:
    """When a rung was climbed, and what for."""
    steps = CaseStep.objects.system("a test looks").filter(case=case, kind=CaseStep.Kind.ESCALATED)
    return list(steps.order_by("pk").values_list("happened_at", "label"))


def told(case: Case) -> list[set[int]]:
    """Whom each rung turned to."""
    events = Event.objects.system("a test looks").filter(verb="cases.case_escalated", subject_id=case.pk)
    return [{one.person_id for one in told_by_rung(event.pk)} for event in events.order_by("pk")]


def test_each_rung_is_climbed_once(promise, open_one, amina, bo, enterprise):
    promise(HALF, LATE)
    case = open_one(on(16, 9))
    Case.objects.system("test").filter(pk=case.pk).update(assignee=amina.person)
    counts = [climb_ladders(now=on(16, 9, minute)) for minute in (29, 30, 31)]
    assert counts == [0, 1, 0]
    assert [climb_ladders(now=on(16, 10, minute)) for minute in (29, 30, 40)] == [0, 1, 0]
    assert climbed(case) == [(on(16, 9, 30), "first_answer"), (on(16, 10, 30), "first_answer")]
    assert told(case) == [{amina.person_id}, {bo.person_id}]


def test_it_is_never_climbed_after_the_answer(promise, open_one, amina, actor_of):
    promise(HALF)
    case = open_one(on(16, 9))
    answer_case(case, words="We are on it.", actor=actor_of(amina), now=on(16, 9, 29))
    assert climb_ladders(now=on(16, 9, 30)) == 0
    assert climbed(case) == []


def test_an_answer_that_the_case_has_not_heard_of_yet_counts(promise, open_one, sales, customer):
    promise(HALF)
    case = open_one(on(16, 9))
    conversation = Conversation.objects.create(
        unit=sales, party=customer, subject="Chair", started_at=on(16, 9), last_message_at=on(16, 9)
    )
    case.conversation_links.create(conversation=conversation)
    said = {"happened_at": on(16, 9, 20), "created_at": on(16, 9, 20), "conversation": conversation}
    Message.objects.create(direction="out", medium="mail", body="We are on it.", **said)
    assert climb_ladders(now=on(16, 9, 30)) == 0
    Message.objects.system("test").update(is_automatic=True)
    assert climb_ladders(now=on(16, 9, 31)) == 1
    assert climbed(case)


def test_nobody_is_told_at_night(promise, open_one):
    promise(Rung("first_answer", "share", 100, "tell_leads"))
    case = open_one(on(16, 16, 30))  # due when work ends, at half past five
    assert [climb_ladders(now=on(16, hour, 31)) for hour in (17, 20, 23)] == [0, 0, 0]
    assert [climb_ladders(now=on(17, hour)) for hour in (0, 8, 9)] == [0, 0, 1]
    assert climbed(case) == [(on(17, 9), "first_answer")]


def test_a_worker_that_slept_climbs_by_day_only(promise, open_one):
    promise(HALF)
    case = open_one(on(16, 9))
    assert [climb_ladders(now=on(16, 22)), climb_ladders(now=on(17, 7)), climb_ladders(now=on(17, 9))] == [
        0,
        0,
        1,
    ]
    assert climbed(case) == [(on(17, 9), "first_answer")]


def test_a_pause_holds_the_ladder(promise, open_one):
    promise(HALF)
    case = open_one(on(16, 9))
    make_case_step(case, CaseStep.Kind.MOVED, pauses=True, happened_at=on(16, 9, 20))
    refresh_clocks([case.pk], now=on(16, 9, 20))
    assert climb_ladders(now=on(16, 12)) == 0
    make_case_step(case, CaseStep.Kind.MOVED, pauses=False, happened_at=on(16, 14))
    refresh_clocks([case.pk], now=on(16, 14))
    assert [climb_ladders(now=on(16, 14, minute)) for minute in (9, 10)] == [0, 1]


def test_a_rung_that_is_added_later_is_not_made_up_for(promise, open_one):
    policy = promise(HALF)
    case = open_one(on(16, 9))
    climb_ladders(now=on(16, 9, 30))
    promise(HALF, Rung("first_answer", "share", 60, "tell_leads"), LATE, policy=policy, at=on(16, 9, 50))
    rule_again(now=on(16, 9, 50))
    assert [climb_ladders(now=on(16, 9, 51)), climb_ladders(now=on(16, 10, 30))] == [0, 1]
    assert len(climbed(case)) == 2


def test_a_lead_gets_it_unless_away(promise, open_one, bo, chidi, now):
    promise(Rung("resolution", "before", 60, "reassign"))
    first, second = open_one(on(16, 9)), open_one(on(17, 9))
    assert climb_ladders(now=on(17, 8)) == 0
    assert climb_ladders(now=on(17, 9)) == 1
    first.refresh_from_db()
    assert (first.assignee_id, told(first)) == (bo.person_id, [{bo.person_id}])
    Absence.objects.create(person=bo.person, starts_on=on(18, 0).date(), ends_on=on(18, 0).date())
    climb_ladders(now=on(18, 9))
    second.refresh_from_db()
    assert second.assignee_id == chidi.person_id


def test_its_severity_is_raised_and_another_policy_may_hold_then(promise, open_one, chidi, actor_of, now):
    promise(Rung("first_answer", "after", 0, "raise"))
    severe = {"all": [{"field": "severity", "op": "any_of", "value": ["3"]}]}
    promised = Promised("Severe", conditions=severe, resolution_minutes=120)
    policy = add_policy(promised, actor=actor_of(chidi), now=now)
    policy.order = 0
    policy.save()
    case = open_one(on(16, 9))
    assert climb_ladders(now=on(16, 10)) == 1
    case.refresh_from_db()
    assert (case.severity, case.promised_at) == (Case.Severity.HIGH, on(16, 11))
