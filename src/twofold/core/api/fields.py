"""The kinds of values that programs send and get. What is sent is checked strictly: a text is no number, a number no moment."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, StringConstraints

from twofold.core.money import Money, known_currency

LARGEST_ID = 2**63 - 1
LARGEST_AMOUNT = 10**15
WITHOUT_NUL = "^[^\\x00]*$"
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _written_as(form: re.Pattern, example: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, str) and form.fullmatch(value):
            return value
        raise ValueError(_("write it like %(example)s") % {"example": example})

    return check


def _within_reach(value: date) -> date:
    edges = (EARLIEST, LATEST) if isinstance(value, datetime) else (EARLIEST.date(), LATEST.date())
    if not edges[0] <= value < edges[1]:
        raise ValueError(_("it must lie between the years 1900 and 2200"))
    return value


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
"""A record's number in an address."""

GivenId = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)]
"""A record's number in a body."""

Moment = Annotated[
    AwareDatetime, BeforeValidator(_written_as(MOMENT, "2026-11-22T09:00:00Z")), AfterValidator(_within_reach)
]
"""An instant with its zone, e.g. ``2026-11-22T09:00:00Z``."""

Day = Annotated[date, BeforeValidator(_written_as(DAY, "2026-11-22")), AfterValidator(_within_reach)]
"""A day, e.g. ``2026-11-22``."""

Quantity = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=3)]
"""How much, to three places."""

Flag = Annotated[bool, Field(strict=True)]


def words(longest: int, *, least: int = 0) -> Any:
    """A text of so many characters at most."""
    return Annotated[str, StringConstraints(min_length=least, max_length=longest, pattern=WITHOUT_NUL)]


class Given(Schema):
    """What a program sends. A field that is not known is refused, so that a misspelled one is not overlooked."""

    model_config = ConfigDict(extra="forbid")


class Told(Schema):
    """What a program gets."""


class Named(Told):
    """A record that another one points to."""

    id: int
    name: str


class GivenMoney(Given):
    """An amount in the currency's smallest unit: 1250 EUR cents are 12.50 euro."""

    minor: Annotated[int, Field(strict=True, ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT)]
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]

    def money(self) -> Money:
        """The same as a value of ours.

        :raises BadInput: if there is no such currency
        """
        return Money(self.minor, known_currency(self.currency))


class ToldMoney(Told):
    """An amount in the currency's smallest unit."""

    minor: int
    currency: str


class Paged(Given):
    """Which page of a list: the first, or the one after the token that the page before gave."""

    after: words(2000) = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Listed(Told):
    """A page of a list; `after` is the token of the next page, null on the last."""

    after: str | None
