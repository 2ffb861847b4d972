"""Raising an expectation from what a customer was heard in, and reading at the expectation where that was."""

import pytest
from django.urls import reverse

from tests.factories import make_case, make_relationship
from twofold.cases.models import Case
from twofold.core.access import get_visible
from twofold.relationships.models import Evidence, Expectation, Relationship
from twofold.relationships.queries.evidence import evidence_of

RAISE = reverse("relationships:expectation-raise")
GIVEN = {"statement": "Chairs that last", "importance": "3", "state": "unmet", "evidence": "It wobbles"}


@pytest.fixture
def complaint(sales, dana) -> Case:
    served = make_relationship(sales, dana.person)
    return make_case(served, "The chair wobbles", kind="complaint", description="It wobbles since May.")


@pytest.fixture
def raise_from(client_of):
    def raise_from(user, record, **given):
        address = f"{RAISE}?kind={record._meta.label_lower}&id={record.pk}"
        return client_of(user).post(address, GIVEN | given)

    return raise_from


def raised() -> list[Expectation]:
    return list(Expectation.objects.system("test").select_related("relationship").order_by("pk"))


def test_it_is_stated_for_whom_the_case_is_owed_to_with_the_case_as_evidence(
    complaint, amina, raise_from, actor_of
):
    answer = raise_from(amina, complaint)
    (expectation,) = raised()
    assert answer["Location"] == reverse("relationships:expectation-review", args=[expectation.pk])
    assert expectation.relationship_id == complaint.relationship_id
    (heard,) = evidence_of(expectation, actor_of(amina)).heard
    assert heard.record == complaint


def test_the_page_of_the_case_leads_there_and_the_words_stand_there_already(complaint, amina, client_of):
    client = client_of(amina)
    address = f"{RAISE}?kind=cases.case&amp;id={complaint.pk}"
    assert address in client.get(reverse("cases:case-detail", args=[complaint.pk])).content.decode()
    page = client.get(address.replace("&amp;", "&")).content.decode()
    assert page.count("It wobbles since May.") == 2
    assert "Dana Novak" in page


def test_whoever_may_not_see_the_case_is_told_of_more_only_by_a_number(
    complaint, it, amina, bo, raise_from, client_of
):
    raise_from(amina, complaint)
    (expectation,) = raised()
    Case.objects.system("test").filter(pk=complaint.pk).update(unit=it)
    page = client_of(bo).get(reverse("relationships:expectation-review", args=[expectation.pk]))
    assert "wobbles since" not in page.content.decode()
    assert "1 more that you may not see" in page.content.decode()


def test_a_unit_that_was_given_the_case_begins_to_serve_by_it(complaint, it, mallory, raise_from):
    Case.objects.system("test").filter(pk=complaint.pk).update(unit=it)
    refused = raise_from(mallory, complaint, unit=it.pk, side="external")
    assert refused.status_code == 422  # IT knows no customer of Sales
    assert 'name="customer"' in refused.content.decode()
    assert not raised()
    answer = raise_from(mallory, complaint, unit=it.pk, side="internal", customer="Mallory Quinn")
    assert answer.status_code == 302
    (expectation,) = raised()
    assert (expectation.relationship.provider_id, expectation.relationship.customer_id) == (
        it.pk,
        mallory.person_id,
    )


@pytest.mark.parametrize(
    "query", ["", "?kind=cases.case&id=0", "?kind=accounts.user&id=1", "?kind=cases.case&id=x"]
)
def test_what_is_no_record_or_not_theirs_is_absent(query, complaint, amina, mallory, client_of, raise_from):
    assert client_of(amina).get(RAISE + query).status_code == 404
    assert raise_from(mallory, complaint).status_code == 404
    assert not raised()
    assert not Relationship.objects.system("test").exclude(pk=complaint.relationship_id).exists()


def test_nothing_is_kept_when_nothing_is_stated(complaint, amina, raise_from, actor_of):
    assert raise_from(amina, complaint, statement="   ").status_code == 422
    assert not raised()
    assert not Evidence.objects.system("test").exists()
    assert get_visible(Case, actor_of(amina), complaint.pk)
