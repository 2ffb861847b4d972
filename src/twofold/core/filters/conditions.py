"""One rule as a condition on a column."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, Subquery, Value
from django.db.models.lookups import IsNull
from django.utils import timezone

from twofold.core.money import Money
from twofold.core.plates.lists import Asked, FieldKind, FilterField, Linked
from twofold.core.some import some_of

TEXT_LOOKUPS = {"is": "iexact", "contains": "icontains", "starts_with": "istartswith"}
AMOUNT_LOOKUPS = {"eq": "exact", "lt": "lt", "le": "lte", "gt": "gt", "ge": "gte"}


def leaf_condition(field: FilterField, operator: str, values: tuple[Any, ...], asked: Asked) -> Q:
    """The condition of one rule whose values have been read."""
    operator, values = settled(field.kind, operator, values, asked)
    if field.condition is not None:
        return field.condition(operator, values, asked)
    if operator in ("is_empty", "is_filled"):
        empty = _is_empty(field)
        return empty if operator == "is_empty" else ~empty
    return BUILDERS[field.kind](field, operator, values)


def linked_of(field: FilterField, operator: str, values: tuple[Any, ...], asked: Asked) -> Linked:
    """The rows of another table that decide one rule."""
    return field.linked(*settled(field.kind, operator, values, asked), asked)


def linked_condition(linked: Linked) -> Q:
    """Whether there is such a row, looked for record by record.

    For an ``EXISTS`` PostgreSQL may read every such row before it asks for the first record, a hundred thousand for fifty.
    """
    of_record = linked.rows.order_by().filter(**{linked.column: OuterRef("pk")})
    return Q(IsNull(Subquery(some_of(of_record.values(linked.column), 1)), linked.is_absent))


def settled(
    kind: FieldKind, operator: str, values: tuple[Any, ...], asked: Asked
) -> tuple[str, tuple[Any, ...]]:
    """Days counted from today become days, and days become moments where the field holds moments."""
    if operator in ("in_last", "in_next"):
        near = asked.now if kind is FieldKind.MOMENT else asked.today
        far = near + timedelta(days=values[0] if operator == "in_next" else -values[0])
        operator, values = "between", tuple(sorted((near, far)))
    if kind is not FieldKind.MOMENT or not values:
        return operator, values
    starts, ends = [_start(one) for one in values], [_end(one) for one in values]
    if operator in ("on", "between"):
        return "between", (starts[0], ends[-1])
    return operator, (ends[0],) if operator == "after" else (starts[0],)


def _start(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else _midnight(value)


def _end(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else _midnight(value + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _is_empty(field: FilterField) -> Q:
    nothing = Q(**{f"{field.column}__isnull": True})
    has_text = field.kind in (FieldKind.TEXT, FieldKind.CHOICE)
    return nothing | Q(**{field.column: ""}) if has_text else nothing


def _text(field: FilterField, operator: str, values: tuple[Any, ...]) -> Q:
    if operator == "is_not":
        return ~_text(field, "is", values)
    return Q(**{f"{field.column}__{TEXT_LOOKUPS[operator]}": values[0]})


def _amount(field: FilterField, operator: str, values: tuple[Any, ...]) -> Q:
    if isinstance(values[0], Money):
        currency = Q(**{field.currency_column: values[0].currency}) if field.currency_column else Q()
        return currency & _compared(field.column, operator, tuple(one.minor for one in values))
    return _compared(field.column, operator, tuple(Value(one, DecimalField()) for one in values))


def _compared(column: str, operator: str, values: tuple[Any, ...]) -> Q:
    if operator == "between":
        return Q(**{f"{column}__gte": values[0], f"{column}__lte": values[1]})
    return Q(**{f"{column}__{AMOUNT_LOOKUPS[operator]}": values[0]})


def _date(field: FilterField, operator: str, values: tuple[Any, ...]) -> Q:
    return _compared(
        field.column, {"on": "eq", "before": "lt", "after": "gt"}.get(operator, operator), values
    )


def _moment(field: FilterField, operator: str, values: tuple[Any, ...]) -> Q:
    if operator == "between":
        return Q(**{f"{field.column}__gte": values[0], f"{field.column}__lt": values[1]})
    return _compared(field.column, {"before": "lt", "after": "ge"}[operator], values)


def _one_of(field: FilterField, operator: str, values: tuple[Any, ...]) -> Q:
    if operator == "none_of":
        return ~_one_of(field, "any_of", values)
    return Q(**{field.column: values[0]}) if len(values) == 1 else Q(**{f"{field.column}__in": values})


def _yes_no(field: FilterField, operator: str, values: tuple[Any, ...]) -> Q:
    return Q(**{field.column: values[0]})


BUILDERS: Mapping[FieldKind, Callable[[FilterField, str, tuple], Q]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _amount,
    FieldKind.MONEY: _amount,
    FieldKind.DATE: _date,
    FieldKind.MOMENT: _moment,
    FieldKind.CHOICE: _one_of,
    FieldKind.CHOICES: _one_of,
    FieldKind.PARTY: _one_of,
    FieldKind.UNIT: _one_of,
    FieldKind.YES_NO: _yes_no,
}
