"""Money: an integer of minor units with its currency. Never a float, so that sums agree on every engine."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from babel.numbers import format_currency, get_currency_precision, list_currencies
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput


@dataclass(frozen=True, order=False)
class Money:
    """An amount, e.g. ``Money(1250, "EUR")`` for 12.50 euro.

    :param minor: the amount in the currency's smallest unit
    :param currency: ISO 4217 code
    """

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """An amount in major units, rounded half to even to the currency's smallest unit.

        :raises BadInput: if the amount is not a finite number or the currency is unknown
        """
        code = known_currency(currency)
        try:
            exact = Decimal(str(amount))
            minor = int(exact.scaleb(get_currency_precision(code)).quantize(Decimal(1), ROUND_HALF_EVEN))
        except (InvalidOperation, ValueError):  # ValueError: not a number, in the words of int()
            raise BadInput(
                _("“%(amount)s” is not an amount. Write it like 12.50.") % {"amount": amount}
            ) from None
        return cls(minor, code)

    @classmethod
    def exactly(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """The same, but nothing is rounded: for amounts that people type.

        :raises BadInput: as :meth:`of`, and if it has more decimals than the currency
        """
        money = cls.of(amount, currency)
        if money.amount != Decimal(str(amount)):
            raise BadInput(
                _("“%(amount)s” has more decimals than there are in %(currency)s. Round it.")
                % {"amount": amount, "currency": money.currency}
            )
        return money

    @property
    def amount(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        return format_currency(self.amount, self.currency, locale=(get_language() or "en").replace("-", "_"))

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise BadInput(
                _("%(one)s and %(other)s cannot be added up. Convert one of them first.")
                % {"one": self.currency, "other": other.currency}
            )


def known_currency(code: str) -> str:
    """The ISO 4217 code in capitals.

    :raises BadInput: if there is no such currency
    """
    upper = (code or "").strip().upper()
    if upper not in list_currencies():
        raise BadInput(
            _("“%(code)s” is not a currency. Use a code of three letters such as EUR.") % {"code": code}
        )
    return upper
