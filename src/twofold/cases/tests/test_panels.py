from datetime import timedelta

from tests.factories import make_case, make_case_step, make_relationship
from twofold.cases.actions.cases import open_child_case
from twofold.cases.models import Case
from twofold.timeline.queries.timelines import party_timeline


def test_a_party_shows_what_it_is_and_was_owed(case, customer, amina, now, client_of):
    make_case(case.relationship, "The table came late", resolved_at=now, state="resolved")
    panel = client_of(amina).get(f"/cases/parties/{customer.pk}/", headers={"HX-Request": "true"})
    assert "The chair wobbles" in panel.text
    assert "The table came late" in panel.text
    assert f"/cases/new/?party={customer.pk}" in panel.text
    assert "<html" not in panel.text


def test_one_unit_does_not_see_what_another_owes(eli, sales, it, amina, mallory, client_of):
    make_case(make_relationship(sales, eli.person), "A chair at staff price")
    make_case(make_relationship(it, eli.person, side="internal"), "A scanner")
    seen_by_sales = client_of(amina).get(f"/cases/parties/{eli.person_id}/").text
    seen_by_it = client_of(mallory).get(f"/cases/parties/{eli.person_id}/").text
    assert ("A chair" in seen_by_sales, "A scanner" in seen_by_sales) == (True, False)
    assert ("A chair" in seen_by_it, "A scanner" in seen_by_it) == (False, True)


def test_a_unit_shows_what_it_owes_and_what_is_owed_to_it(
    case, sales, logistics, amina, actor_of, now, client_of
):
    open_child_case(case, unit_id=logistics.pk, title="Three oak legs", actor=actor_of(amina), now=now)
    panel = client_of(amina).get(f"/cases/units/{sales.pk}/").text
    assert panel.index("The chair wobbles") < panel.index("Owed to this unit") < panel.index("Three oak legs")


def test_a_hidden_party_has_no_panel(customer, mallory, client_of):
    assert client_of(mallory).get(f"/cases/parties/{customer.pk}/").status_code == 404


def test_only_imported_steps_come_by_the_cases_own_source(case, customer, amina, actor_of, now):
    make_case_step(case, label="by hand")
    make_case_step(
        case, "other", label="Take in charge", import_run_id=1, happened_at=now - timedelta(days=1)
    )
    rows = party_timeline(actor_of(amina), [customer.pk]).rows
    assert [row.title for row in rows] == [f"Case #{case.pk}: Take in charge"]


def test_restricted_cases_are_told_on_no_timeline(case, customer, bo, actor_of):
    make_case_step(case, "other", label="Take in charge", import_run_id=1)
    Case.objects.system("test").update(is_restricted=True)
    assert party_timeline(actor_of(bo), [customer.pk]).rows == []
