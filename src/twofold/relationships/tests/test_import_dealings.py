"""Importing dealings."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import make_organization, make_person
from twofold.core.errors import BadInput
from twofold.directory.models import Identifier, Party
from twofold.relationships.actions.dealing_lines import worth_of
from twofold.relationships.models import Dealing, Offering, RecencyWindow, Relationship
from twofold.relationships.queries.windows import window_on
from twofold.relationships.room import dealings
from twofold.relationships.tests.helpers import bring_in, context, day, moment

pytestmark = pytest.mark.django_db

KEYED = {"key": "order_id+product_id", "headers": {"customer": "customer_id"}, "currency": "USD"}


def everything():
    return Dealing.objects.system("a test looks").order_by("pk")


@pytest.fixture
def alfreds(sales):
    party = make_organization("Alfreds Futterkiste", known_to=(sales,))
    Identifier.objects.create(party=party, scheme="customer_id", value="ALFKI")
    return party


def line(number: int = 0, **values) -> dict:
    return {
        "customer": "ALFKI",
        "happened_at": moment(number),
        "offering": "11",
        "reference": "10248",
    } | values


def test_a_line_becomes_a_dealing_of_its_customer(sales, alfreds, now):
    (result,) = bring_in(
        dealings,
        context(sales, dealings, now, **KEYED),
        line(3, quantity=12, unit_price=14, discount=0.05),
        keys=["10248+11"],
    )
    assert result.outcome == "created"
    dealing = everything().get()
    assert (dealing.value_minor, dealing.currency, dealing.happened_on) == (15960, "USD", day(3))
    relationship = Relationship.objects.system("a test looks").get()
    assert (relationship.customer, relationship.side, relationship.kind) == (alfreds, "external", "business")
    assert (relationship.last_served_on, relationship.references_count) == (day(3), 1)
    assert (dealing.offering.code, dealing.offering.unit_id) == ("11", sales.pk)


def test_the_same_file_again_changes_nothing_and_a_corrected_one_only_what_differs(sales, alfreds, now):
    asked = context(sales, dealings, now, **KEYED)
    lines = [line(3, quantity=12, unit_price=14), line(3, offering="42", quantity=10, unit_price=9)]
    keys = ["10248+11", "10248+42"]
    bring_in(dealings, asked, *lines, keys=keys)
    window_on("external", day(30))
    again = bring_in(dealings, asked, *lines, keys=keys)
    assert [result.outcome for result in again] == ["unchanged", "unchanged"]
    assert RecencyWindow.objects.exists()
    lines[0]["quantity"] = 13
    corrected = bring_in(dealings, asked, *lines, keys=keys)
    assert [result.outcome for result in corrected] == ["updated", "unchanged"]
    assert list(everything().values_list("value_minor", flat=True)) == [18200, 9000]
    assert not RecencyWindow.objects.exists()


def test_the_key_of_one_unit_is_not_that_of_another(sales, it, alfreds, now):
    for unit in (sales, it):
        (result,) = bring_in(dealings, context(unit, dealings, now, **KEYED), line(), keys=["1"])
        assert result.outcome == "created"


def test_unknown_customers_are_refused_with_what_to_do(sales, now):
    (result,) = bring_in(dealings, context(sales, dealings, now, **KEYED), line(customer="NOONE"))
    assert (result.outcome, result.field) == ("rejected", "customer")
    assert "Nobody has the customer_id NOONE" in result.reason
    assert not everything().exists()


def test_or_created_when_asked_for(sales, now):
    asked = context(
        sales,
        dealings,
        now,
        headers={"customer": "CustomerID"},
        create_customers="organisations",
        currency="GBP",
    )
    bring_in(
        dealings, asked, line(customer="17850", country="EIRE"), line(customer="17850"), line(customer="9")
    )
    party = Party.objects.system("a test looks").get(identifiers__value="17850")
    assert (party.name, party.kind, party.country, party.is_verified) == (
        "Customer 17850",
        "organization",
        "IE",
        False,
    )
    assert Relationship.objects.system("a test looks").count() == 2


def test_an_identifier_of_another_scheme_will_do_if_it_is_one_partys_only(sales, alfreds, now):
    asked = context(sales, dealings, now, headers={"customer": "Kunde"})
    assert bring_in(dealings, asked, line())[0].outcome == "created"
    Identifier.objects.create(party=make_person(), scheme="other", value="ALFKI")
    assert bring_in(dealings, asked, line())[0].outcome == "rejected"


def test_without_a_customer_it_is_kept_under_the_unknown_buyer(sales, now):
    anonymous = {"happened_at": moment(1), "offering": "11", "unit_price": 5}
    bring_in(dealings, context(sales, dealings, now), anonymous)
    assert everything().get().relationship.customer.is_unknown_buyer


def test_the_future_is_refused(sales, alfreds, now):
    (result,) = bring_in(
        dealings, context(sales, dealings, now, **KEYED), line() | {"happened_at": now + timedelta(days=2)}
    )
    assert (result.outcome, result.field) == ("rejected", "happened_at")
    assert "lies in the future" in result.reason


def test_cancellations_become_reversals_of_the_latest_like_dealing_before(sales, alfreds, now):
    asked = context(sales, dealings, now, cancel_prefix="C", **KEYED)
    bring_in(
        dealings,
        asked,
        line(1, quantity=6, unit_price=2),
        line(2, quantity=6, unit_price=2, reference="10249"),
        line(3, quantity=-6, unit_price=2, reference="C1"),
        line(4, quantity=6, unit_price=2, reference="C2"),  # some systems leave the sign away
        line(5, quantity=-6, unit_price=2, reference="C3"),  # nothing is left that it could reverse
        line(6, quantity=-1, unit_price=2, reference="C4"),  # nor was there ever one of this quantity
    )
    first, second, *reversals = everything()
    assert [reversal.reverses for reversal in reversals] == [second, first, None, None]
    assert all(reversal.is_reversal and reversal.value_minor < 0 for reversal in reversals)
    assert (first.reversed_on, second.reversed_on) == (day(4), day(3))
    relationship = Relationship.objects.system("a test looks").get()
    assert (relationship.last_served_on, relationship.dealings_count) == (None, 2)


def test_a_reversal_before_the_dealing_reverses_it_not(sales, alfreds, now):
    bring_in(dealings, context(sales, dealings, now, **KEYED), line(1, quantity=-6), line(2, quantity=6))
    assert everything().first().reverses is None


def test_offerings_are_named_as_the_file_names_them_and_found_by_name_too(sales, alfreds, now):
    asked = context(sales, dealings, now, **KEYED)
    bring_in(dealings, asked, line(offering="85123A", offering_name="T-light holder"))
    bring_in(dealings, asked, line(offering="T-light holder"))
    offering = Offering.objects.system("a test looks").get()
    assert (offering.code, offering.name, offering.is_for_external) == ("85123A", "T-light holder", True)
    assert everything().filter(offering=offering).count() == 2


def test_an_unknown_currency_is_refused_at_the_row_or_before_the_first(sales, alfreds, now):
    (result,) = bring_in(dealings, context(sales, dealings, now, **KEYED), line(unit_price=1, currency="XXQ"))
    assert (result.outcome, result.field) == ("rejected", "currency")
    with pytest.raises(BadInput):
        dealings.writer(context(sales, dealings, now, currency="XXQ"))


@pytest.mark.parametrize(
    ("values", "is_priced", "expected"),
    [
        ({"quantity": 3, "unit_price": 2}, True, (600, True, False)),
        ({"quantity": 3, "unit_price": 0}, True, (0, False, False)),  # a sample
        ({"unit_price": -5}, True, (-500, False, False)),  # an adjustment
        ({"unit_price": "0.001"}, True, (0, True, False)),  # less than a cent, but paid
        ({}, True, (0, True, False)),  # the file has no prices
        ({"value": 0}, False, (0, True, False)),  # inside, nothing has a price
        ({"quantity": 2, "unit_price": 10, "discount": 25}, True, (1500, True, False)),  # percent
        ({"quantity": -2, "unit_price": 10}, True, (-2000, False, True)),
        ({"quantity": 0, "unit_price": 10}, True, (0, False, False)),
    ],
)
def test_what_a_line_is_worth(values, is_priced, expected):
    exact = {name: Decimal(str(value)) for name, value in values.items()}
    worth = worth_of(exact, is_cancelled=False, is_priced=is_priced, currency="EUR")
    assert (worth.value_minor, worth.is_completed, worth.is_reversal) == expected
