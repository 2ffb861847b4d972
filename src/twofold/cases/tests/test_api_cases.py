"""Cases in the API: the same verbs as on the pages, behind the same gate."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_case, make_offering, make_organization, make_person, make_relationship
from twofold.cases.actions.queueing import refresh_queue
from twofold.cases.models import Case, CaseParty, UnitQueue
from twofold.conversations.models import Note
from twofold.relationships.models import Relationship, Side
from twofold.timeline.models import Event

VERBS = [
    ("answer", {"words": "A new leg is coming."}, 200),
    ("assign", {"person": None}, 200),
    ("resolve", {"resolution": "Leg replaced."}, 200),
    ("notes", {"body": "Be generous."}, 201),
]


def new_case(customer, unit, **more):
    return {
        "customer": customer.pk,
        "unit": unit.pk,
        "side": "external",
        "kind": "complaint",
        "title": "The chair wobbles",
    } | more


def seen_cases():
    return Case.objects.system("test")


# Looking


def test_one_case_is_told_with_its_names_promise_and_steps(case, amina, program_of):
    amina_asks = program_of(amina)
    amina_asks.post(f"/cases/{case.pk}/answer", {"words": "A new leg is coming."})

    told = amina_asks.get(f"/cases/{case.pk}").json()

    assert told["customer"] == {"id": case.relationship.customer_id, "name": "Dana Novak"}
    assert told["side"] == "external" and told["state"] == "open"
    assert told["promise"] == {"state": "none", "promised_at": None, "seconds_left": None}
    assert [(step["kind"], step["body"]) for step in told["steps"]][:1] == [
        ("answered", "A new leg is coming.")
    ]


def test_hidden_and_absent_look_the_same(case, mallory, program_of):
    hidden, absent = (program_of(mallory).get(f"/cases/{pk}") for pk in (case.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_a_list_holds_what_one_may_see_only(case, amina, mallory, program_of):
    assert program_of(amina).walk("/cases") == [case.pk]
    assert program_of(mallory).walk("/cases") == []


def test_a_restricted_case_is_for_those_named(case, amina, bo, program_of):
    seen_cases().update(is_restricted=True)
    assert program_of(amina).get(f"/cases/{case.pk}").status_code == 404
    assert program_of(bo).get(f"/cases/{case.pk}").status_code == 200


@pytest.fixture
def many(sales, eli, customer, amina):
    """One open case outside, one inside, late and looked after, one resolved."""
    outside = make_case(make_relationship(sales, customer), "Outside", kind="question")
    inside = make_case(
        make_relationship(sales, eli.person, Side.INTERNAL),
        "Inside",
        promised_at=NOW - timedelta(days=3),
        assignee=amina.person,
    )
    done = make_case(outside.relationship, "Done", state="resolved", resolved_at=NOW)
    return outside, inside, done


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {1, 0}),
        ({"state": "resolved"}, {2}),
        ({"side": "internal"}, {1}),
        ({"side": "external"}, {0}),
        ({"kind": "question"}, {0}),
        ({"late": True}, {1}),
        ({"unassigned": True}, {0}),
    ],
)
def test_filters(many, amina, program_of, filters, found):
    assert set(program_of(amina).walk("/cases", **filters)) == {many[number].pk for number in found}


def test_filters_by_record(many, sales, it, amina, program_of):
    outside, inside, _done = many
    amina_asks = program_of(amina)
    assert amina_asks.walk("/cases", assignee=amina.person_id) == [inside.pk]
    assert amina_asks.walk("/cases", relationship=outside.relationship_id) == [outside.pk]
    assert len(amina_asks.walk("/cases", unit=sales.pk)) == 2
    assert amina_asks.walk("/cases", unit=it.pk) == []


def test_pages_together_are_the_list_in_the_order_of_promises(sales, customer, amina, program_of):
    bond = make_relationship(sales, customer)
    cases = [make_case(bond, promised_at=NOW + timedelta(hours=-number % 4)) for number in range(7)]
    expected = [case.pk for case in sorted(cases, key=lambda case: (case.promised_at, case.pk))]
    for size in (1, 3, 200):
        assert program_of(amina).walk("/cases", limit=size) == expected


@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_costs_the_same_for_one_and_for_fifty(
    sales, customer, amina, program_of, django_assert_max_num_queries, rows
):
    bond = make_relationship(sales, customer)
    for number in range(rows):
        make_case(bond, promised_at=NOW + timedelta(hours=number), assignee=amina.person)
    amina_asks = program_of(amina)
    with django_assert_max_num_queries(9):
        assert len(amina_asks.get("/cases").json()["items"]) == rows


# Opening


@pytest.mark.parametrize("side", Side.values)
def test_it_opens_a_case_on_either_side_with_its_relationship(sales, customer, amina, program_of, side):
    answer = program_of(amina).post("/cases", new_case(customer, sales, side=side))

    assert answer.status_code == 201, answer.json()
    case = seen_cases().get(pk=answer.json()["id"])
    assert case.relationship.side == side
    event = Event.objects.system("test").get(verb="cases.case_opened")
    assert (event.acting_side, event.person_id) == ("api", amina.person_id)


def test_one_asks_another_unit_for_oneself(it, amina, program_of):
    answer = program_of(amina).post("/cases", new_case(amina.person, it, side="internal", kind="request"))
    assert answer.status_code == 201
    assert seen_cases().get().unit_id == it.pk


def test_it_names_a_requester_and_an_offering(sales, customer, amina, program_of):
    company = make_organization("Ember Ltd", known_to=(sales,))
    offering = make_offering(sales, promise_hours=4)
    given = new_case(company, sales, requester=customer.pk, offering=offering.pk)
    assert program_of(amina).post("/cases", given).status_code == 201
    case = seen_cases().get()
    assert CaseParty.objects.get(case=case, role="requester").party_id == customer.pk
    assert case.offering_id == offering.pk


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"kind": "gossip"}, 422, "kind"),
        ({"side": "sideways"}, 422, "side"),
        ({"title": ""}, 422, "title"),
        ({"title": "   "}, 422, "title"),
        ({"title": "x" * 201}, 422, "title"),
        ({"title": "a\x00b"}, 422, "title"),
        ({"customer": 999_999}, 422, "customer"),
        ({"customer": "1"}, 422, "customer"),
        ({"unit": 999_999}, 422, "unit"),
        ({"offering": 999_999}, 422, "offering"),
        ({"urgent": True}, 422, "urgent"),
    ],
)
def test_it_refuses_what_makes_no_case(sales, customer, amina, program_of, change, status, field):
    answer = program_of(amina).post("/cases", new_case(customer, sales) | change)
    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert not seen_cases().exists() and not Relationship.objects.system("test").exists()


def test_it_does_not_open_cases_for_whom_one_may_not_see(it, hr, mallory, program_of):
    applicant = make_person("Hidden Applicant", known_to=(hr,))
    answer = program_of(mallory).post("/cases", new_case(applicant, it))
    assert answer.status_code == 422
    assert "Hidden" not in answer.text
    assert not seen_cases().exists()


def test_it_does_not_open_cases_of_a_unit_in_which_one_does_not_work(sales, customer, it, amina, program_of):
    answer = program_of(amina).post("/cases", new_case(customer, it))
    assert answer.status_code == 403
    assert "do not work in this unit" in answer.json()["detail"]
    assert not seen_cases().exists()


# Working on a case


@pytest.mark.parametrize(("verb", "given", "status"), VERBS)
def test_each_verb_tells_the_case_afterwards(case, amina, program_of, verb, given, status):
    answer = program_of(amina).post(f"/cases/{case.pk}/{verb}", given)
    assert answer.status_code == status
    assert answer.json()["id"] == case.pk


@pytest.mark.parametrize(("verb", "given", "status"), VERBS)
def test_outsiders_change_nothing(case, mallory, program_of, unchanged, verb, given, status):
    with unchanged(case):
        assert program_of(mallory).post(f"/cases/{case.pk}/{verb}", given).status_code == 404


@pytest.mark.parametrize(("verb", "given", "status"), VERBS)
def test_a_token_for_reading_changes_nothing(case, amina, program_of, unchanged, verb, given, status):
    with unchanged(case):
        answer = program_of(amina, "cases:read", "parties:write").post(f"/cases/{case.pk}/{verb}", given)
    assert answer.status_code == 403
    assert "cases:write" in answer.json()["detail"]


def test_who_takes_part_looks_but_does_not_change(case, mallory, program_of, unchanged):
    CaseParty.objects.create(case=case, party=mallory.person, role="participant")
    with unchanged(case):
        answer = program_of(mallory).post(f"/cases/{case.pk}/resolve", {"resolution": "Done."})
    assert answer.status_code == 403


def test_it_refuses_a_second_resolution(case, amina, program_of, unchanged):
    amina_asks = program_of(amina)
    amina_asks.post(f"/cases/{case.pk}/resolve", {"resolution": "Leg replaced."})
    with unchanged(case):
        answer = amina_asks.post(f"/cases/{case.pk}/resolve", {"resolution": "Again."})
    assert answer.status_code == 409
    assert "already" in answer.json()["detail"]


def test_it_reopens(case, amina, program_of):
    amina_asks = program_of(amina)
    assert amina_asks.post(f"/cases/{case.pk}/reopen", {"reason": "Wobbles."}).status_code == 409
    amina_asks.post(f"/cases/{case.pk}/resolve", {"resolution": "Leg replaced."})
    told = amina_asks.post(f"/cases/{case.pk}/reopen", {"reason": "It wobbles again."}).json()
    assert (told["state"], told["times_reopened"]) == ("open", 1)


def test_it_assigns_those_who_work_there_only(case, amina, mallory, program_of, unchanged):
    amina_asks = program_of(amina)
    with unchanged(case):
        assert amina_asks.post(f"/cases/{case.pk}/assign", {"person": mallory.person_id}).status_code == 422
    told = amina_asks.post(f"/cases/{case.pk}/assign", {"person": amina.person_id}).json()
    assert told["assignee"]["name"] == "Amina Diallo"


def test_it_passes_on_out_of_sight(case, it, amina, mallory, program_of):
    amina_asks, given = program_of(amina), {"unit": it.pk, "reason": "Yours."}
    assert amina_asks.post(f"/cases/{case.pk}/transfer", given).status_code == 204
    assert amina_asks.get(f"/cases/{case.pk}").status_code == 404
    assert program_of(mallory).get(f"/cases/{case.pk}").status_code == 200


def test_it_asks_another_unit(case, logistics, amina, eli, program_of):
    given = {"unit": logistics.pk, "title": "Send a leg"}
    child = program_of(amina).post(f"/cases/{case.pk}/children", given).json()
    told = program_of(amina).get(f"/cases/{child['id']}").json()
    assert (told["side"], told["parent"]) == ("internal", case.pk)
    assert program_of(eli).get(f"/cases/{child['id']}").json()["parent"] is None


@pytest.mark.parametrize("verb", ["transfer", "children"])
def test_it_refuses_units_that_are_not_there(case, amina, program_of, unchanged, verb):
    given = {"unit": 999_999, "reason": "x", "title": "x"}
    given.pop("title" if verb == "transfer" else "reason")
    with unchanged(case):
        answer = program_of(amina).post(f"/cases/{case.pk}/{verb}", given)
    assert (answer.status_code, answer.json()["field"]) == (422, "unit")


def test_a_note_is_for_staff_and_not_for_restricted_cases(case, amina, bo, program_of):
    bo_asks = program_of(bo)
    told = bo_asks.post(f"/cases/{case.pk}/notes", {"body": "Be generous."}).json()
    assert ("note", "Be generous.") in [(step["kind"], step["body"]) for step in told["steps"]]
    seen_cases().update(is_restricted=True)
    assert bo_asks.post(f"/cases/{case.pk}/notes", {"body": "Psst."}).status_code == 422
    assert Note.objects.system("test").count() == 1


def test_next_hands_out_what_waits_says_why_and_then_that_nothing_does(
    case, sales, amina, mallory, program_of
):
    UnitQueue.objects.create(unit=sales, takes_plain=True)
    refresh_queue([case.pk], now=NOW)
    asked = {"unit": sales.pk}
    assert program_of(mallory).post("/cases/next", asked).status_code == 403
    assert program_of(amina, "cases:read").post("/cases/next", asked).status_code == 403

    handed = program_of(amina).post("/cases/next", asked)

    assert (handed.status_code, handed.json()["case"]) == (200, case.pk)
    assert handed.json()["why"]
    assert seen_cases().get().assignee_id == amina.person_id
    assert program_of(amina).post("/cases/next", asked).json()["case"] is None
