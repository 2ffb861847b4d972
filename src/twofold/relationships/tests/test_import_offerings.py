"""Importing offerings."""

import pytest

from twofold.relationships.models import Offering, OfferingFamily
from twofold.relationships.room import offerings
from twofold.relationships.tests.helpers import bring_in, context

pytestmark = pytest.mark.django_db


def test_offerings_are_found_again_by_their_code(sales, now):
    asked = context(sales, offerings, now, key="product_id", currency="USD")
    chai = {"name": "Chai", "family": "Beverages", "price": 18}
    outcomes = [bring_in(offerings, asked, chai, keys=["1"])[0].outcome for _ in range(2)]
    chai["price"] = 19
    outcomes.append(bring_in(offerings, asked, chai, keys=["1"])[0].outcome)
    assert outcomes == ["created", "unchanged", "updated"]
    offering = Offering.objects.system("a test looks").get()
    assert (offering.code, offering.price_minor, offering.currency) == ("1", 1900, "USD")
    assert offering.family == OfferingFamily.objects.get(name="Beverages")
    assert (offering.is_for_external, offering.is_for_internal) == (True, False)


def test_services_for_colleagues(it, now):
    bring_in(offerings, context(it, offerings, now, side="internal", kind="service"), {"name": "New laptop"})
    offering = Offering.objects.system("a test looks").get()
    assert (offering.kind, offering.is_for_internal, offering.is_for_external) == ("service", True, False)


def test_a_bad_price_rejects_its_row_only(sales, now):
    results = bring_in(
        offerings,
        context(sales, offerings, now),
        {"name": "Chai", "price": -1},
        {"name": "Chang", "price": 1},
    )
    assert [(result.outcome, result.field) for result in results] == [("rejected", "price"), ("created", "")]
