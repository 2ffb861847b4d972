from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.core.errors import BadInput
from twofold.core.money import Money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.50", "EUR", 1250),
        ("12.5", "eur", 1250),
        (1000, "JPY", 1000),
        ("1.234", "KWD", 1234),
        ("-3", "USD", -300),
    ],
)
def test_an_amount_is_kept_in_the_currencys_smallest_unit(amount, currency, minor):
    assert Money.of(amount, currency) == Money(minor, currency.upper())


def test_half_a_cent_goes_to_the_even_neighbour():
    assert [Money.of(amount, "EUR").minor for amount in ("0.005", "0.015", "0.025")] == [0, 2, 2]


@pytest.mark.parametrize("amount", ["", "twelve", "NaN", "Infinity", "1,5"])
def test_what_is_no_amount_is_refused_in_words(amount):
    with pytest.raises(BadInput, match="is not an amount"):
        Money.of(amount, "EUR")


@pytest.mark.parametrize("currency", ["", "EURO", "XX", "€"])
def test_an_unknown_currency_is_refused_in_words(currency):
    with pytest.raises(BadInput, match="is not a currency"):
        Money.of(1, currency)


def test_two_currencies_are_never_added_up():
    with pytest.raises(BadInput, match="cannot be added up"):
        Money(1, "EUR") + Money(1, "USD")


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_reads_back(minor):
    money = Money(minor, "EUR")
    assert Money.of(money.amount, "EUR") == money
    assert money.amount * 100 == Decimal(minor)
