"""The policies of the house and of its units: who says what is promised, and the pages on which they say it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_case, make_relationship
from twofold.cases.actions.policies import add_policy, change_policy, delete_policy, move_policy
from twofold.cases.actions.promised import Promised, Rung
from twofold.cases.models import Case, ServicePolicy
from twofold.cases.web.policies.working_time import read_minutes, written_minutes
from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.jobs.models import Job
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

COMPLAINTS = {"all": [{"field": "kind", "op": "any_of", "value": ["complaint"]}]}
EIGHT_HOURS = {"resolution_minutes": 480}
TYPED = {
    "name": "Complaints",
    "unit": "",
    "first_answer_minutes": "1 h 30 min",
    "next_answer_minutes": "",
    "resolution_minutes": "16",
    "calendar_unit": "",
    "is_active": "on",
    "g.": "all",
    "f.0": "kind",
    "o.0": "any_of",
    "v.0": ["complaint"],
    "rung-TOTAL_FORMS": "2",
    "rung-INITIAL_FORMS": "0",
    "rung-0-amount": "80",
    "rung-0-when": "share",
    "rung-0-target": "resolution",
    "rung-0-act": "tell_leads",
    "rung-1-amount": "",
    "rung-1-when": "share",
    "rung-1-target": "first_answer",
    "rung-1-act": "tell_owner",
}  # fmt: skip


def policies() -> list[ServicePolicy]:
    return list(ServicePolicy.objects.system("a test looks").order_by("order", "pk"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8", 480), ("8 h", 480), ("1,5h", 90), ("1:30", 90), ("1 h 30 min", 90), ("45 min", 45), ("45m", 45)],
)
def test_working_time_is_typed_as_people_write_it(text, minutes):
    assert read_minutes(text) == minutes
    assert read_minutes(written_minutes(minutes)) == minutes


@pytest.mark.parametrize("text", ["", "soon", "8 days", "-1", "1:75", "h"])
def test_what_is_no_length_of_time_is_none(text):
    assert not read_minutes(text)


def test_a_lead_promises_for_their_unit_only(bo, sales, it, actor_of, now):
    who = {"actor": actor_of(bo), "now": now}
    add_policy(Promised("Ours", unit_id=sales.pk, **EIGHT_HOURS), **who)
    for unit in (None, it.pk):
        with pytest.raises(NotAllowed):
            add_policy(Promised("Theirs", unit_id=unit, **EIGHT_HOURS), **who)
    assert [policy.name for policy in policies()] == ["Ours"]


def test_a_house_policy_is_seen_by_a_lead_but_not_changed(bo, chidi, mallory, actor_of, now):
    policy = add_policy(Promised("Everyone", **EIGHT_HOURS), actor=actor_of(chidi), now=now)
    for verb in (delete_policy, lambda one, **who: move_policy(one, up=True, **who)):
        with pytest.raises((NotAllowed, NotVisible)):
            verb(policy, actor=actor_of(bo), now=now)
    with pytest.raises((NotAllowed, NotVisible)):
        change_policy(policy, Promised("Mine", **EIGHT_HOURS), actor=actor_of(mallory), now=now)
    assert [policy.name for policy in policies()] == ["Everyone"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"resolution_minutes": None}, "resolution_minutes"),
        ({"resolution_minutes": 10_000_000}, "resolution_minutes"),
        ({"conditions": {"all": [{"field": "phase of the moon", "op": "is", "value": ["x"]}]}}, "conditions"),
        ({"rungs": [Rung("first_answer", "share", 50, "tell_leads")]}, "rungs"),
        ({"rungs": [Rung("resolution", "share", 0, "tell_leads")]}, "rungs"),
        ({"rungs": [Rung("resolution", "share", 50, "tell_person")]}, "rungs"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(fields, field, chidi, actor_of, now):
    with pytest.raises(BadInput) as refusal:
        add_policy(Promised(**{"name": "Odd"} | EIGHT_HOURS | fields), actor=actor_of(chidi), now=now)
    assert refusal.value.field == field
    assert policies() == []


def test_a_rung_that_stays_is_the_same_rung(chidi, actor_of, now):
    who = {"actor": actor_of(chidi), "now": now}
    first, second = (Rung("resolution", "share", share, "tell_leads") for share in (50, 80))
    policy = add_policy(Promised("Everyone", **EIGHT_HOURS, rungs=[first]), **who)
    before = policy.steps.get().pk
    change_policy(policy, Promised("Everyone", **EIGHT_HOURS, rungs=[second, first]), **who)
    assert policy.steps.get(amount=50).pk == before
    assert policy.steps.count() == 2


def test_they_are_asked_in_the_order_in_which_they_are_put(chidi, actor_of, now):
    who = {"actor": actor_of(chidi), "now": now}
    add_policy(Promised("First", **EIGHT_HOURS), **who)
    second = add_policy(Promised("Second", **EIGHT_HOURS), **who)
    move_policy(second, up=True, **who)
    move_policy(second, up=True, **who)
    assert [policy.name for policy in policies()] == ["Second", "First"]


def test_open_cases_follow_in_a_job(chidi, actor_of, now):
    add_policy(Promised("Everyone", **EIGHT_HOURS), actor=actor_of(chidi), now=now)
    assert Job.objects.system("a test looks").filter(task="twofold.cases.tasks.rule_open_cases").count() == 1


def test_the_form_makes_a_policy_with_its_conditions_and_its_ladder(chidi, client_of):
    answer = client_of(chidi).post("/settings/policies/new/", TYPED)
    assert answer.status_code == 302, answer.content.decode()
    [policy] = policies()
    assert (policy.first_answer_minutes, policy.next_answer_minutes, policy.resolution_minutes) == (
        90,
        None,
        960,
    )
    assert policy.conditions == COMPLAINTS
    assert [(rung.target, rung.amount, rung.act) for rung in policy.steps.all()] == [
        ("resolution", 80, "tell_leads")
    ]
    page = client_of(chidi).get("/settings/policies/").content.decode()
    assert "Complaints" in page
    assert "16 h" in page
    assert client_of(chidi).get(f"/settings/policies/{policy.pk}/").status_code == 200


@pytest.mark.parametrize("act", ["add:", "group:", "drop:0", "rung", "draw"])
def test_a_button_of_the_form_saves_nothing(act, chidi, client_of):
    answer = client_of(chidi).post("/settings/policies/new/", TYPED | {"do": act, "name": ""})
    assert answer.status_code == 200
    assert policies() == []
    assert "1 h 30 min" in answer.content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(chidi, client_of):
    typed = TYPED | {"resolution_minutes": "soon", "rung-0-amount": "x"}
    answer = client_of(chidi).post("/settings/policies/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "no length of time" in page
    assert policies() == []


def test_it_says_how_many_open_cases_fit(customer, sales, bo, client_of):
    bond = make_relationship(sales, customer)
    for kind in ("complaint", "complaint", "question"):
        make_case(bond, kind=kind)
    make_case(bond, kind="complaint", state=Case.State.RESOLVED, resolved_at=NOW)
    answer = client_of(bo).post("/settings/policies/count/", TYPED | {"unit": str(sales.pk)})
    assert answer.content.decode() == "2 open cases fit."


def test_it_is_not_for_those_who_lead_nothing(amina, client_of):
    for page in ("/settings/policies/", "/settings/policies/new/"):
        assert client_of(amina).get(page).status_code == 403
    assert client_of(amina).post("/settings/policies/count/", TYPED).status_code == 403


def test_a_deleted_policy_comes_back_with_its_ladder(chidi, actor_of, now):
    who = {"actor": actor_of(chidi), "now": now}
    rung = Rung("resolution", "share", 80, "tell_leads")
    policy = add_policy(Promised("Everyone", **EIGHT_HOURS, rungs=[rung]), **who)
    delete_policy(policy, **who)
    event = Event.objects.system("a test looks").get(verb="cases.policy_deleted")
    undo_event(event.pk, **who)
    [back] = policies()
    assert (back.name, back.steps.get().amount) == ("Everyone", 80)


def test_what_was_changed_can_be_taken_back(chidi, actor_of, now):
    who = {"actor": actor_of(chidi), "now": now}
    policy = add_policy(
        Promised("Everyone", **EIGHT_HOURS, rungs=[Rung("resolution", "share", 80, "raise")]), **who
    )
    change_policy(policy, Promised("All", resolution_minutes=60), **who)
    event = Event.objects.system("a test looks").get(verb="cases.policy_changed")
    undo_event(event.pk, **who)
    [back] = policies()
    assert (back.name, back.resolution_minutes, back.steps.get().act) == ("Everyone", 480, "raise")


def test_twenty_policies_cost_what_one_costs(chidi, client_of, now):
    def ask():
        with CaptureQueriesContext(connection) as asked:
            assert client_of(chidi).get("/settings/policies/").status_code == 200
        return len(asked)

    def make(number):
        fields = {"conditions": COMPLAINTS, "changed_at": now} | EIGHT_HOURS
        ServicePolicy.objects.create(name=f"Policy {number}", order=number, **fields)

    make(0)
    one = ask()
    for number in range(1, 20):
        make(number)
    assert ask() == one
