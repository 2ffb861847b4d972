"""The report on cases: waits, promises, complaints by cause and by whose work was behind them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_case, make_relationship
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
    assert (report.recurring.count, report.recurring.n) == (2, 4)


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
