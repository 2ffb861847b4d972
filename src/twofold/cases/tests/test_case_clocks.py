"""The clocks of a case: what each verb does to them, and what a policy asks for."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.factories import make_case_step, make_offering
from twofold.cases.actions.cases import answer_case, open_case, reopen_case, resolve_case, transfer_case
from twofold.cases.actions.clocks import refresh_clocks
from twofold.cases.actions.edit_cases import edit_cases
from twofold.cases.actions.hearing import said_in
from twofold.cases.actions.rule_again import count_again
from twofold.cases.models import Case, CaseClock, CaseStep, ServicePolicy, Target
from twofold.conversations.models import Conversation, Message
from twofold.core.plates import Asked
from twofold.directory.actions.calendars import set_working_hours
from twofold.directory.models import Unit
from twofold.jobs.models import Job
from twofold.timeline.models import Event
from twofold.workspace.actions.bulk_edit import carry_out, start_bulk_edit
from twofold.workspace.actions.undo import undo_event
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.scopes import Scope

HOUR = timedelta(hours=1)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week of Monday, 16 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def policy(db, now):
    """For everyone: an hour to the first answer, two to the next, eight to the end."""
    return make_policy("Everyone", now)


def make_policy(name, now, **fields):
    values = {"first_answer_minutes": 60, "next_answer_minutes": 120, "resolution_minutes": 480}
    return ServicePolicy.objects.create(name=name, changed_at=now, **values | fields)


@pytest.fixture
def open_one(sales, customer, amina, actor_of):
    def open_one(at, kind=Case.Kind.REQUEST, unit=sales, title="The chair wobbles", **fields):
        return open_case(
            party=customer, unit_id=unit.pk, side="external", kind=kind, title=title,
            actor=actor_of(amina), now=at, **fields,
        )  # fmt: skip

    return open_one


def clock(case: Case, target: str = Target.RESOLUTION) -> CaseClock:
    return CaseClock.objects.system("a test looks").get(case=case, target=target)


def wait(case: Case, pauses: bool, at: datetime) -> None:
    """What moving it to a stage that pauses, or out of it, leaves behind."""
    make_case_step(case, CaseStep.Kind.MOVED, pauses=pauses, happened_at=at, label="Waiting for the customer")
    refresh_clocks([case.pk], now=at)
    case.refresh_from_db()


def test_opening_it_starts_the_clocks(policy, open_one):
    case = open_one(on(16, 9))
    first, whole = clock(case, Target.FIRST_ANSWER), clock(case)
    assert (first.state, first.due_at, whole.due_at) == ("running", on(16, 10), on(17, 9, 30))
    assert (case.promised_at, case.next_due_at) == (on(17, 9, 30), on(16, 10))
    assert case.clocks.system("test").count() == 2


def test_an_answer_meets_the_first_and_leaves_the_end_open(policy, open_one, amina, actor_of):
    case = open_one(on(16, 9))
    answer_case(case, words="We are on it.", actor=actor_of(amina), now=on(16, 9, 40))
    first = clock(case, Target.FIRST_ANSWER)
    assert (first.state, first.met_at, first.counted_seconds) == ("kept", on(16, 9, 40), 40 * 60)
    case.refresh_from_db()
    assert case.next_due_at == case.promised_at == on(17, 9, 30)


def test_a_pause_holds_everything_until_it_ends(policy, open_one, amina, actor_of):
    case = open_one(on(16, 9))
    wait(case, True, on(16, 9, 30))
    assert (clock(case).state, case.promised_at, case.next_due_at) == ("paused", None, None)
    wait(case, False, on(17, 9, 30))
    assert (clock(case).state, case.promised_at) == ("running", on(18, 9, 30))


def test_resolving_it_while_it_waits_keeps_the_promise(policy, open_one, amina, actor_of):
    case = open_one(on(16, 9))
    wait(case, True, on(16, 9, 30))
    resolved = resolve_case(case, resolution="Mended.", actor=actor_of(amina), now=on(20, 9))
    assert (clock(case).state, resolved.next_due_at) == ("kept", None)
    assert resolved.promised_at > resolved.resolved_at
    event = case.steps.system("test").get(kind="resolved")
    assert event.happened_at == on(20, 9)


def test_reopened_it_goes_on_where_it_stopped(policy, open_one, amina, actor_of):
    case = open_one(on(16, 9))
    resolve_case(case, resolution="Mended.", actor=actor_of(amina), now=on(16, 12))
    again = reopen_case(case, reason="It wobbles.", actor=actor_of(amina), now=on(18, 9))
    assert (clock(case).state, again.promised_at) == ("running", on(18, 15))


def test_transferred_it_is_counted_by_the_other_units_hours(policy, open_one, logistics, amina, actor_of):
    Unit.objects.system("test").filter(pk=logistics.pk).update(working_hours={"1": [["14:00", "22:00"]]})
    case = open_one(on(16, 9))
    moved = transfer_case(case, unit_id=logistics.pk, reason="Yours", actor=actor_of(amina), now=on(16, 12))
    assert moved.promised_at == on(17, 19)


def test_the_first_policy_that_fits_counts_and_that_of_the_unit_goes_before(policy, open_one, sales, now):
    complaints = {"all": [{"field": "kind", "op": "any_of", "value": ["complaint"]}]}
    make_policy("Complaints", now, order=10, conditions=complaints, resolution_minutes=240)
    assert open_one(on(16, 9)).promised_at == on(17, 9, 30)
    assert open_one(on(16, 9), kind="complaint").promised_at == on(16, 14)
    make_policy("Ours", now, unit=sales, order=900, resolution_minutes=60)
    assert open_one(on(16, 9), kind="complaint").promised_at == on(16, 10)


def test_a_policy_with_a_rule_that_cannot_be_read_fits_nothing_rather_than_all(open_one, now):
    gone = {"all": [{"field": "attribute_999", "op": "is", "value": ["x"]}]}
    make_policy("Broken", now, conditions=gone, resolution_minutes=1)
    assert open_one(on(16, 9), kind="question").promised_at == on(17, 9, 30)


def test_what_an_offering_promises_goes_before_the_policy(policy, open_one, sales):
    offering = make_offering(sales, promise_hours=2)
    case = open_one(on(16, 9), offering=offering)
    assert (case.promised_at, clock(case, Target.FIRST_ANSWER).due_at) == (on(16, 11), on(16, 10))


def test_a_policy_that_changes_keeps_what_was_counted_and_what_was_paused(policy, open_one):
    case = open_one(on(16, 9))
    wait(case, True, on(16, 10))
    wait(case, False, on(16, 12))
    ServicePolicy.objects.system("test").update(resolution_minutes=240)
    refresh_clocks([case.pk], now=on(16, 14), rule=True)
    case.refresh_from_db()
    assert case.promised_at == on(
        16, 16
    )  # an hour before the pause, half of one before lunch, the rest after it
    assert clock(case).counted_seconds == 2 * 3600


def test_a_moment_promised_by_hand_outlives_pauses_and_policies(policy, open_one, amina, actor_of):
    case = open_one(on(16, 9))
    asked = Asked(actor_of(amina), on(16, 10))
    edit_cases([case.pk], {"promised_at": on(20, 12)}, asked)
    wait(case, True, on(16, 11))
    ServicePolicy.objects.system("test").update(resolution_minutes=30)
    refresh_clocks([case.pk], now=on(17, 9), rule=True)
    case.refresh_from_db()
    assert case.promised_at == on(20, 12)


def test_what_came_by_import_keeps_the_promise_that_it_came_with(policy, case, amina, actor_of):
    Case.objects.system("test").filter(pk=case.pk).update(promised_at=on(19, 9), import_run_id=7)
    answer_case(case, words="Soon.", actor=actor_of(amina), now=on(16, 12))
    case.refresh_from_db()
    assert (case.promised_at, case.next_due_at) == (on(19, 9), on(19, 9))
    assert not case.clocks.system("test").exists()


def test_many_cases_are_as_many_queries_as_one(policy, open_one, django_assert_num_queries):
    cases = [open_one(on(16, 9), title=f"Chair {number}") for number in range(12)]
    with django_assert_num_queries(20):
        refresh_clocks([cases[0].pk], now=on(16, 10), rule=True)
    with django_assert_num_queries(20):
        refresh_clocks([case.pk for case in cases], now=on(16, 11), rule=True)


def test_a_promise_by_hand_can_be_taken_back(policy, open_one, bo, actor_of):
    case, who = open_one(on(16, 9)), {"actor": actor_of(bo), "now": on(16, 10)}
    later = on(20, 12) + timedelta(days=3650)
    scope = Scope(listed("case", who["actor"]), (case.pk,), {})
    run = carry_out(start_bulk_edit(scope, {"promised_at": later}, **who), actor=who["actor"])
    case.refresh_from_db()
    assert case.promised_at == later
    undo_event(run.event_id, **who)
    case.refresh_from_db()
    assert case.promised_at == on(17, 9, 30)


def test_hours_that_change_are_counted_anew_for_open_cases(policy, open_one, sales, bo, actor_of):
    case = open_one(on(16, 9))
    mornings = {day: [(time(9), time(11))] for day in range(5)}
    set_working_hours(sales, weekly=mornings, actor=actor_of(bo), now=on(16, 9))
    asked = Job.objects.system("a test looks").get(task="twofold.cases.tasks.count_open_cases")
    event = Event.objects.system("a test looks").get(pk=asked.kwargs["event_id"])
    assert count_again(event.subject_id, now=on(16, 9)) == 1
    case.refresh_from_db()
    assert case.promised_at == on(19, 11)


def test_a_customer_who_writes_again_waits_for_the_next_answer(
    policy, open_one, sales, customer, amina, actor_of
):
    case = open_one(on(16, 9))
    answer_case(case, words="We are on it.", actor=actor_of(amina), now=on(16, 9, 30))
    conversation = Conversation.objects.create(
        unit=sales, party=customer, started_at=on(16, 9), last_message_at=on(16, 10)
    )
    words = {"conversation": conversation, "medium": "mail", "created_at": on(16, 10)}
    wrote = Message.objects.create(direction="in", body="And?", happened_at=on(16, 10), **words)
    said_in(case, [wrote], now=on(16, 10))
    waiting = clock(case, Target.NEXT_ANSWER)
    assert (waiting.state, waiting.started_at, waiting.due_at) == ("running", on(16, 10), on(16, 12))
    told = Message.objects.create(direction="out", body="Soon.", happened_at=on(16, 11), **words)
    said_in(case, [told], now=on(16, 11))
    assert clock(case, Target.NEXT_ANSWER).state == "kept"
    told.withdrawn_at = on(16, 11)
    said_in(case, [told], now=on(16, 11))
    assert clock(case, Target.NEXT_ANSWER).state == "running"
