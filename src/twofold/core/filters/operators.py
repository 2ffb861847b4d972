"""What can be asked of a field, by its kind."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twofold.core.plates.lists import FieldKind, FilterField


class Takes(StrEnum):
    """What an operator is given."""

    NOTHING = "nothing"
    ONE = "one"
    TWO = "two"
    MANY = "many"
    DAYS = "days"


class Operator(NamedTuple):
    """One operator.

    :param label: as it reads between the field and the value, e.g. "is before"
    """

    label: str
    takes: Takes


EMPTY = {
    "is_empty": Operator(_("is empty"), Takes.NOTHING),
    "is_filled": Operator(_("is filled in"), Takes.NOTHING),
}
WORDS = {
    "contains": Operator(_("contains"), Takes.ONE),
    "is": Operator(_("is"), Takes.ONE),
    "is_not": Operator(_("is not"), Takes.ONE),
    "starts_with": Operator(_("starts with"), Takes.ONE),
    **EMPTY,
}
AMOUNTS = {
    "eq": Operator(_("equals"), Takes.ONE),
    "lt": Operator(_("is less than"), Takes.ONE),
    "le": Operator(_("is at most"), Takes.ONE),
    "gt": Operator(_("is more than"), Takes.ONE),
    "ge": Operator(_("is at least"), Takes.ONE),
    "between": Operator(_("is between"), Takes.TWO),
    **EMPTY,
}
DAYS = {
    "on": Operator(pgettext_lazy("a day", "is on"), Takes.ONE),
    "before": Operator(pgettext_lazy("a day", "is before"), Takes.ONE),
    "after": Operator(pgettext_lazy("a day", "is after"), Takes.ONE),
    "between": Operator(_("is between"), Takes.TWO),
    "in_last": Operator(_("is in the last"), Takes.DAYS),
    "in_next": Operator(_("is in the next"), Takes.DAYS),
    **EMPTY,
}
ONE_OF = {
    "any_of": Operator(_("is any of"), Takes.MANY),
    "none_of": Operator(_("is none of"), Takes.MANY),
    **EMPTY,
}

OPERATORS: Mapping[FieldKind, Mapping[str, Operator]] = MappingProxyType(
    {
        FieldKind.TEXT: WORDS,
        FieldKind.NUMBER: AMOUNTS,
        FieldKind.MONEY: AMOUNTS,
        FieldKind.DATE: DAYS,
        FieldKind.MOMENT: DAYS,
        FieldKind.CHOICE: ONE_OF,
        FieldKind.CHOICES: ONE_OF,
        FieldKind.PARTY: ONE_OF,
        FieldKind.UNIT: ONE_OF,
        FieldKind.YES_NO: {"is": Operator(_("is"), Takes.ONE)},
    }
)
"""Kind of field → operator → how it reads and what it takes; the first is offered first."""


def operators_of(field: FilterField) -> Mapping[str, Operator]:
    """The operators that a field offers."""
    offered = OPERATORS[field.kind]
    return {name: offered[name] for name in field.operators} if field.operators else offered
