"""Whom an event is told to, and what they read."""

from datetime import timedelta

import pytest

from tests.factories import make_case, make_person, make_relationship
from twofold.accounts.actions.accounts import deactivate_user
from twofold.accounts.actions.capabilities import set_capabilities
from twofold.accounts.actions.memberships import end_membership
from twofold.cases.actions.cases import assign_case, reopen_case, resolve_case, transfer_case
from twofold.jobs.models import Job
from twofold.timeline.models import Event
from twofold.workspace.actions.notices import forget_notices, spread
from twofold.workspace.models import Notification, NotificationChoice
from twofold.workspace.queries.inbox import bundles, unread_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(sales, now):
    customer = make_person("Dana Novak", known_to=(sales,))
    return make_case(make_relationship(sales, customer), title="A chair that wobbles")


def told(user):
    return list(Notification.objects.system("test").filter(user=user).values_list("verb", "reason"))


def spread_all(now):
    """What the worker does with the jobs that the events have written."""
    for job in (
        Job.objects.system("test").filter(task="twofold.workspace.tasks.spread_notices").order_by("pk")
    ):
        spread(Event.objects.system("test").get(pk=job.kwargs["event_id"]), now=now)


def test_whoever_is_given_a_case_is_told_once(case, amina, bo, actor_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    spread_all(now)
    spread_all(now)
    assert told(amina) == [("cases.case_assigned", "assigned")]
    assert told(bo) == []


def test_nobody_is_told_of_their_own_acts(case, amina, actor_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    spread_all(now)
    assert told(amina) == []


def test_whoever_looks_after_a_case_hears_of_it_without_watching(case, amina, bo, actor_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    resolve_case(case, resolution="New screws.", actor=actor_of(bo), now=now)
    case.refresh_from_db()
    reopen_case(case, reason="It wobbles again.", actor=actor_of(bo), now=now)
    spread_all(now)
    assert {verb for verb, _reason in told(amina)} == {"cases.case_resolved", "cases.case_reopened"}


def test_a_case_passed_on_is_told_to_the_lead_there_and_to_no_stranger(
    case, amina, bo, chidi, mallory, it, actor_of, now
):
    transfer_case(case, unit_id=it.pk, reason="A printer, in truth.", actor=actor_of(amina), now=now)
    spread_all(now)
    assert told(mallory) == []  # works there, does not lead
    assert told(bo) == []


def test_a_closed_account_is_told_nothing(case, amina, bo, chidi, actor_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    deactivate_user(amina, actor=actor_of(chidi), now=now)
    spread_all(now)
    assert told(amina) == []


def test_a_notice_about_what_one_may_no_longer_see_is_gone(case, amina, bo, actor_of, client_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    spread_all(now)
    assert "A chair that wobbles" in client_of(amina).get("/notifications/").text
    assign_case(case, person_id=bo.person_id, actor=actor_of(bo), now=now)
    end_membership(amina.memberships.get(), actor=actor_of(amina), now=now)
    page = client_of(amina).get("/notifications/").text
    assert "A chair that wobbles" not in page and "Case assigned" not in page
    assert "A chair" not in client_of(amina).get("/notifications/popover/").text


def test_capabilities_are_told_to_whose_they_are(amina, chidi, actor_of, now, client_of):
    set_capabilities(amina, capabilities=["import"], actor=actor_of(chidi), now=now)
    spread_all(now)
    assert told(amina) == [("accounts.capabilities_changed", "you")]
    assert "Capabilities changed" in client_of(amina).get("/notifications/").text


def test_who_wants_no_bell_and_no_mail_gets_no_row(case, amina, bo, actor_of, now):
    NotificationChoice.objects.system("test").create(user=amina, verb="cases.case_assigned", in_bell=False)
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    spread_all(now)
    assert told(amina) == []


def test_an_event_nobody_waits_for_writes_no_job(case, amina, bo, actor_of, now):
    from twofold.conversations.actions.notes import add_note

    add_note(
        party=case.relationship.customer,
        unit_id=case.unit_id,
        body="Prefers calls.",
        actor=actor_of(bo),
        now=now,
    )
    assert not Job.objects.system("test").filter(task="twofold.workspace.tasks.spread_notices").exists()


def test_what_happened_to_one_record_stands_together(case, amina, bo, actor_of, client_of, now):
    for person in (amina.person_id, bo.person_id, amina.person_id):
        assign_case(case, person_id=person, actor=actor_of(bo), now=now)
        case.refresh_from_db()
    spread_all(now)
    rows = list(Notification.objects.system("test").filter(user=amina).order_by("-pk"))
    (bundle,) = bundles(rows, actor_of(amina))
    assert len(bundle.notices) == 3 and bundle.url == f"/cases/{case.pk}/"
    assert "3 things happened" in client_of(amina).get("/notifications/").text


def test_opening_one_reads_all_of_its_record_and_leads_there(case, amina, bo, actor_of, client_of, now):
    for person in (amina.person_id, bo.person_id):
        assign_case(case, person_id=person, actor=actor_of(bo), now=now)
        case.refresh_from_db()
    spread_all(now)
    client = client_of(amina)
    assert client.get("/notifications/count/").json()["unread"] == 2
    newest = Notification.objects.system("test").filter(user=amina).latest("pk")
    answer = client.post(f"/notifications/{newest.pk}/open/")
    assert answer["Location"] == f"/cases/{case.pk}/"
    assert client.get("/notifications/count/").json() == {"unread": 0, "words": "0 unread notifications"}


def test_another_ones_notice_is_not_there(case, amina, bo, actor_of, client_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    spread_all(now)
    row = Notification.objects.system("test").get(user=amina)
    assert client_of(bo).post(f"/notifications/{row.pk}/open/").status_code == 404
    client_of(bo).post("/notifications/seen/", {"notice": row.pk})
    client_of(bo).post("/notifications/seen/")
    assert unread_count(amina) == 1


def test_looking_reads_nothing(case, amina, bo, actor_of, client_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    spread_all(now)
    for address in ("/notifications/", "/notifications/popover/", "/notifications/count/"):
        client_of(amina).get(address)
    assert unread_count(amina) == 1
    client_of(amina).post("/notifications/seen/")
    assert unread_count(amina) == 0


@pytest.mark.parametrize("address", ["/notifications/", "/notifications/popover/"])
def test_fifty_cost_what_one_costs(
    sales, amina, bo, actor_of, client_of, now, django_assert_max_num_queries, address
):
    def some(number):
        for _ in range(number):
            case = make_case(make_relationship(sales, make_person(known_to=(sales,))), title="Something")
            assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
        spread_all(now)

    client = client_of(amina)
    some(1)
    client.get(address)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    some(10)
    with django_assert_max_num_queries(len(one)):
        client.get(address)


def test_the_count_is_one_look_into_an_index(amina, django_assert_num_queries):
    with django_assert_num_queries(1):
        unread_count(amina)


def test_old_ones_are_forgotten(case, amina, bo, actor_of, now):
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    spread_all(now)
    assert forget_notices(before=now + timedelta(seconds=1)) == 1


def test_the_house_is_asked_for_missed_promises(case, amina, actor_of, now):
    from twofold.cases.actions.promises import note_missed_promises
    from twofold.cases.models import Case

    Case.objects.system("test").filter(pk=case.pk).update(
        promised_at=now - timedelta(minutes=3), assignee=amina.person_id
    )
    assert note_missed_promises(now=now) == 1
    assert note_missed_promises(now=now) == 0
    spread_all(now)
    assert told(amina) == [("cases.case_fell_due", "assigned")]


def test_a_ladder_turns_to_whoever_looks_after_it_and_to_the_lead(sales, amina, bo, chidi, actor_of, now):
    from twofold.cases.actions.cases import open_case
    from twofold.cases.actions.ladders import climb_ladders
    from twofold.cases.actions.policies import add_policy
    from twofold.cases.actions.promised import Promised, Rung

    rungs = [Rung("resolution", "share", 50, "tell_owner"), Rung("resolution", "share", 50, "tell_leads")]
    add_policy(Promised("All", resolution_minutes=60, rungs=rungs), actor=actor_of(chidi), now=now)
    customer = make_person("Dana Novak", known_to=(sales,))
    wanted = {"party": customer, "unit_id": sales.pk, "side": "external", "kind": "request"}
    case = open_case(**wanted, title="A chair that wobbles", actor=actor_of(amina), now=now)
    assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    assert climb_ladders(now=now + timedelta(minutes=30)) == 2
    spread_all(now)
    assert told(amina) == [("cases.case_escalated", "assigned")]
    assert told(bo) == [("cases.case_escalated", "lead")]


def test_whoever_set_work_going_is_told_that_it_is_over(amina, bo, actor_of, client_of, now):
    from twofold.workspace.actions.endings import note_ending
    from twofold.workspace.models import BulkRun

    run = BulkRun.objects.create(
        act="edit",
        list_name="party",
        user_id=amina.pk,
        person_id=amina.person_id,
        state="running",
        total=3,
        done=2,
        created_at=now,
    )
    note_ending(run, now=now)
    assert not Event.objects.system("test").exists()
    run.state = "done"
    run.save()
    note_ending(run, now=now)
    note_ending(run, now=now)
    spread_all(now)
    assert told(amina) == [("workspace.run_finished", "owner")]
    assert "2 of 3" in client_of(amina).get("/notifications/").text
    assert told(bo) == []
