"""The report on cases: waits, promises, complaints by cause and by whose work was behind them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.models import Case, Cause, Complaint, Remedy
from twofold.cases.queries.complaint_report import complaint_report


@pytest.fixture
def complaints(sales, it, customer):
    """Three were late, two of them because of IT; one was wrong."""
    bond, now = make_relationship(sales, customer), timezone.now()
    late, wrong = (Cause.objects.create(field="complaint", name=name) for name in ("Late", "Wrong"))
    made = []
    for day, (cause, behind) in enumerate([(late, it), (late, it), (wrong, None), (late, None)]):
        case = make_case(
            bond, "It broke", kind="complaint", cause=cause, opened_at=now - timedelta(days=20 - day)
        )
        Complaint.objects.create(case=case, behind_unit=behind)
        made.append(case)
    first = {"state": "resolved", "resolved_at": made[0].opened_at + timedelta(hours=6)}
    Case.objects.system("test").filter(pk=made[0].pk).update(**first)
    remedies = [(made[0], 1250), (made[1], 750)]
    for case, cost in remedies:
        Remedy.objects.create(case=case, kind="refund", cost_minor=cost, currency="EUR", promised_at=now)
    return made


def reported():
    now = timezone.now()
    return complaint_report(Case.objects.system("test"), since=now - timedelta(days=90), until=now)


def test_causes_and_who_was_behind_them_come_most_first(complaints):
    report = reported()
    assert [(line.label, line.n, line.share) for line in report.by_cause] == [
        ("Late", 3, 0.75),
        ("Wrong", 1, 1.0),
    ]
    assert [(line.label, line.n) for line in report.by_unit] == [("IT", 2)]
    assert [(one.minor, one.currency) for one in report.costs] == [(2000, "EUR")]


def test_it_came_again_if_the_same_customer_complains_of_the_same_after_it_was_resolved(
    complaints, sales, it
):
    assert (reported().recurring.count, reported().recurring.n) == (2, 4)
    late, now = complaints[0].cause, timezone.now()
    of_another = make_relationship(sales, make_person(known_to=(sales,)))
    make_case(of_another, "It broke", kind="complaint", cause=late, opened_at=now - timedelta(days=2))
    assert (reported().recurring.count, reported().recurring.n) == (2, 5)
    resolved = complaints[0].opened_at - timedelta(days=91)
    Case.objects.system("test").filter(pk=complaints[0].pk).update(opened_at=resolved, resolved_at=resolved)
    assert (reported().recurring.count, reported().recurring.n) == (0, 4)


def test_the_page_shows_it_as_charts_and_numbers(complaints, amina, client_of):
    page = client_of(amina).get("/cases/report/")
    assert page.status_code == 200
    assert "€20.00" in page.text
    assert "Complaints by the unit whose work was behind them" in page.text
    assert client_of(amina).get("/cases/report/?days=30&unit=999").status_code == 200


def test_it_counts_only_what_one_may_see(complaints, mallory, client_of):
    page = client_of(mallory).get("/cases/report/")
    assert "Nobody has complained in this time." in page.text


def test_it_asks_as_often_for_many_cases_as_for_few(
    complaints, amina, client_of, django_assert_max_num_queries
):
    with django_assert_max_num_queries(45):
        client_of(amina).get("/cases/report/")
