"""Rules as people read them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.core.filters import Group, Leaf, Takes, operators_of
from twofold.core.ids import read_id
from twofold.core.money import Money
from twofold.core.plates import Asked, FieldKind, FilterField, house
from twofold.ui import formats
from twofold.ui.formats import in_words

JOINED = 3


def rule_in_words(parts: Sequence[Leaf | Group], asked: Asked) -> list[tuple[str, str]]:
    """Label and wording of each part, e.g. ``("Country", "is any of Germany, Austria")``."""
    return [_of_leaf(part, asked) if isinstance(part, Leaf) else _of_group(part, asked) for part in parts]


def _of_group(group: Group, asked: Asked) -> tuple[str, str]:
    label = {"all": _("All of"), "any": _("Any of"), "none": _("None of")}[group.kind]
    return label, " · ".join(f"{name} {said}" for name, said in rule_in_words(group.parts, asked))


def _of_leaf(leaf: Leaf, asked: Asked) -> tuple[str, str]:
    operator = operators_of(leaf.field)[leaf.operator]
    values = list(values_in_words(leaf.field, leaf.values, asked))
    if operator.takes is Takes.DAYS:
        return str(leaf.field.label), f"{operator.label} {_days(leaf.values[0])}"
    if operator.takes is Takes.TWO:
        return str(leaf.field.label), _("%(operator)s %(low)s and %(high)s") % {
            "operator": operator.label, "low": values[0], "high": values[-1]
        }  # fmt: skip
    shown = ", ".join(values[:JOINED]) + (" …" if len(values) > JOINED else "")
    says_little = operator.takes is Takes.MANY and leaf.operator == "any_of" and len(values) == 1
    if says_little or leaf.field.kind is FieldKind.YES_NO:
        return str(leaf.field.label), _("is %(value)s") % {"value": shown}
    return str(leaf.field.label), f"{operator.label} {shown}".strip()


def values_in_words(field: FilterField, values: Iterable[Any], asked: Asked) -> Iterator[str]:
    """Each value as it reads."""
    values = list(values)
    if field.kind in (FieldKind.PARTY, FieldKind.UNIT, FieldKind.CHOICE, FieldKind.CHOICES):
        names = names_of(field, values, asked)
        return (names.get(str(value), _("someone you may not see")) for value in values)
    return map(written, values)


def names_of(field: FilterField, values: Iterable[Any], asked: Asked) -> dict[str, str]:
    """Value → name, for choices, units and parties."""
    if field.choices:
        return {str(value): str(label) for value, label in field.choices(asked)}
    ids = [pk for value in values if (pk := read_id(str(value))) is not None]
    named = field.picker.names(ids, asked) if field.picker else house().party_names(ids, seen_by=asked.actor)
    return {str(pk): name for pk, name in named.items()}


def written(value: Any) -> str:
    """A value that stands for itself, as it reads."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date | datetime):
        return in_words(value)
    if isinstance(value, Money):
        return formats.money(value)
    return formats.number(value) if isinstance(value, Decimal | int) else f"“{value}”"


def _days(days: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": formats.number(days)}
