from datetime import UTC, datetime

import pytest

from tests.factories import make_offering, make_person, make_relationship
from twofold.cases.actions.cases import open_case
from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.core.actor import ActingSide
from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.relationships.models import Relationship
from twofold.search.models import SearchEntry
from twofold.timeline.models import Event


@pytest.fixture
def customer(sales):
    return make_person("Dana Novak", known_to=(sales,))


def ask(party, unit, actor, now, **fields):
    values = {"side": "external", "kind": "request", "title": "The chair wobbles"} | fields
    return open_case(party=party, unit_id=unit.pk, actor=actor, now=now, **values)


def nothing_happened():
    return not (
        Case.objects.system("test").exists()
        or Relationship.objects.system("test").exists()
        or Event.objects.system("test").exists()
    )


def test_the_first_case_begins_the_relationship(customer, sales, amina, actor_of, now):
    case = ask(customer, sales, actor_of(amina), now)
    relationship = Relationship.objects.system("test").get()
    assert (case.relationship, relationship.side, relationship.kind) == (relationship, "external", "consumer")
    assert list(case.participants.values_list("party_id", "role")) == [
        (customer.pk, CaseParty.Role.REQUESTER)
    ]
    assert ask(customer, sales, actor_of(amina), now).relationship == relationship


def test_it_promises_working_hours_by_kind(customer, sales, amina, actor_of, now):
    """Monday 09:00, days of 3.5 + 4 hours: 24 hours end on Thursday at 10:30, 8 on Tuesday at 9:30."""
    request = ask(customer, sales, actor_of(amina), now)
    question = ask(customer, sales, actor_of(amina), now, kind="question")
    assert request.promised_at == datetime(2026, 11, 19, 10, 30, tzinfo=UTC)
    assert question.promised_at == datetime(2026, 11, 17, 9, 30, tzinfo=UTC)


def test_an_offering_promises_for_itself(customer, sales, amina, actor_of, now):
    repair = make_offering(sales, "Repair", promise_hours=2)
    case = ask(customer, sales, actor_of(amina), now, offering=repair)
    assert case.promised_at == datetime(2026, 11, 16, 11, tzinfo=UTC)


def test_it_leaves_a_step_an_event_and_a_search_entry(customer, sales, amina, actor_of, now):
    case = ask(customer, sales, actor_of(amina), now)
    assert list(case.steps.system("test").values_list("kind", "person_id")) == [
        (CaseStep.Kind.OPENED, amina.person_id)
    ]
    event = Event.objects.system("test").get(verb="cases.case_opened")
    assert (event.subject_id, event.unit_id, event.details["side"]) == (case.pk, sales.pk, "external")
    assert list(event.mentions.values_list("party_id", flat=True)) == [customer.pk]
    entry = SearchEntry.objects.get(kind="case")
    assert entry.title == f"#{case.pk} The chair wobbles"
    assert f"u{sales.pk}" in entry.words


def test_a_conflict_is_restricted_and_tells_no_timeline(customer, sales, amina, mallory, bo, actor_of, now):
    case = ask(customer, sales, actor_of(amina), now, kind="conflict")
    assert case.is_restricted
    assert not SearchEntry.objects.filter(kind="case").exists()
    event = Event.objects.system("test").get(verb="cases.case_opened")
    assert not event.mentions.exists() and not event.changes.exists()
    assert (
        Case.objects.visible_to(actor_of(amina)).exists() and Case.objects.visible_to(actor_of(bo)).exists()
    )


def test_a_colleague_asks_another_unit_for_themselves(eli, it, actor_of, now):
    case = ask(eli.person, it, actor_of(eli), now, side="internal", title="A scanner")
    assert (case.relationship.provider, case.relationship.kind) == (it, "colleague")
    assert not Case.objects.visible_to(actor_of(eli)).exists(), "what one asked for is seen in the portal"
    assert Case.objects.visible_to(actor_of(eli, ActingSide.PORTAL)).get() == case


def test_a_customer_who_signs_in_asks_no_unit_as_a_colleague_would(dana, it, actor_of, now):
    with pytest.raises(NotAllowed, match="do not work"):
        ask(dana.person, it, actor_of(dana), now, side="internal")
    assert nothing_happened()


def test_the_contact_of_a_customer_is_the_requester(customer, sales, amina, actor_of, now):
    wholesaler = make_person("Wholesaler", known_to=(sales,))
    case = ask(wholesaler, sales, actor_of(amina), now, requester=customer)
    assert case.relationship.customer == wholesaler
    assert [one.party for one in case.participants.all()] == [customer]


def test_one_neither_opens_for_others_outside_ones_unit(customer, it, sales, mallory, eli, actor_of, now):
    with pytest.raises(NotAllowed):
        ask(customer, sales, actor_of(mallory), now)
    with pytest.raises(NotAllowed):
        ask(eli.person, sales, actor_of(eli), now, side="external")
    assert nothing_happened()


def test_nor_for_someone_one_cannot_see(customer, it, mallory, actor_of, now):
    with pytest.raises(NotVisible):
        ask(customer, it, actor_of(mallory), now)
    assert nothing_happened()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"kind": "wish"}, "kind"),
        ({"side": "inside out"}, "side"),
    ],
)
def test_it_says_which_field_is_wrong(customer, sales, amina, actor_of, now, fields, field):
    with pytest.raises(BadInput) as refusal:
        ask(customer, sales, actor_of(amina), now, **fields)
    assert refusal.value.field == field
    assert nothing_happened()


def test_a_closed_unit_takes_no_cases(customer, sales, amina, actor_of, now):
    sales.closed_on = now.date()
    sales.save()
    with pytest.raises(BadInput, match="Sales was closed"):
        ask(customer, sales, actor_of(amina), now)
    assert nothing_happened()


def test_what_another_unit_provides_cannot_be_asked_here(customer, sales, it, amina, actor_of, now):
    with pytest.raises(BadInput, match="Another unit"):
        ask(customer, sales, actor_of(amina), now, offering=make_offering(it))
    assert nothing_happened()


def test_a_case_on_an_existing_relationship_adds_none(customer, sales, amina, actor_of, now):
    known = make_relationship(sales, customer)
    assert ask(customer, sales, actor_of(amina), now).relationship == known
