"""A line of a file as a dealing: what it is worth, and whether it takes something back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any, NamedTuple

from babel.numbers import get_currency_precision

from twofold.core.money import known_currency

ONE = Decimal(1)
PERCENT = Decimal(100)
checked_currency, precision = cache(known_currency), cache(get_currency_precision)


class DealingLine(NamedTuple):
    """What an import writes of a dealing; the names are the columns'."""

    external_key: str | None
    relationship_id: int
    unit_id: int
    offering_id: int | None
    happened_at: datetime
    happened_on: date
    quantity: Decimal
    value_minor: int
    currency: str
    reference: str
    is_completed: bool
    is_reversal: bool
    import_run_id: int | None


class Worth(NamedTuple):
    """Quantity and value of a line, both below zero in a reversal."""

    quantity: Decimal
    value_minor: int
    currency: str
    is_completed: bool
    is_reversal: bool


def worth_of(values: Mapping[str, Any], *, is_cancelled: bool, is_priced: bool, currency: str) -> Worth:
    """Work out what a line is worth, and whether it makes its customer one.

    :param is_cancelled: the reference says that it is a cancellation
    :param is_priced: a price of nothing or less means a sample or an adjustment; inside, nothing has a price
    :param currency: of amounts that name none
    """
    quantity = values.get("quantity", ONE)
    amount = _amount(values, quantity)
    is_reversal = is_cancelled or quantity < 0
    if is_cancelled and quantity > 0:
        quantity, amount = -quantity, None if amount is None else -abs(amount)
    is_paid = not is_priced or amount is None or amount > 0
    if amount is None:
        return Worth(quantity, 0, "", is_paid and quantity > 0 and not is_reversal, is_reversal)
    currency = checked_currency(values.get("currency") or currency)
    minor = int(amount.scaleb(precision(currency)).quantize(ONE, ROUND_HALF_EVEN))
    return Worth(quantity, minor, currency, is_paid and quantity > 0 and not is_reversal, is_reversal)


def day_of(moment: datetime) -> date:
    """The business day: the UTC date."""
    return (moment if moment.tzinfo is UTC else moment.astimezone(UTC)).date()


def _amount(values: Mapping[str, Any], quantity: Decimal) -> Decimal | None:
    """The value as stated, or unit price × quantity × (1 − discount); None where the file has no prices."""
    if "value" in values:
        return values["value"]
    if "unit_price" not in values:
        return None
    amount = values["unit_price"] * quantity
    if discount := values.get("discount"):
        amount *= 1 - (discount / PERCENT if discount > 1 else discount)  # above 1 it is written as percent
    return amount
