"""Finding records by a value of a filterable attribute, among millions as among hundreds."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from twofold.core.money import Money
from twofold.core.plates import Asked
from twofold.directory.models import Attribute, AttributeEntry
from twofold.directory.models.attribute_values import Kind, folded

FEW = 10_000
"""A value that fewer records have is begun with; a more common one is asked of each record on the list's way down."""
AMOUNTS = {"eq": "exact", "lt": "lt", "le": "lte", "gt": "gt", "ge": "gte"}
DAYS = {"on": "exact", "before": "lt", "after": "gt"}
TEXTS = {"is": "exact", "contains": "contains", "starts_with": "startswith"}
OPPOSITES = {"is_not": "is", "none_of": "any_of", "is_empty": "is_filled"}


def attribute_condition(attribute: Attribute) -> Callable[[str, tuple[Any, ...], Asked], Q]:
    """The condition of a filter field on the record's ``pk``: operator and values as `core.filters` reads them."""

    def condition(operator: str, values: tuple[Any, ...], asked: Asked) -> Q:
        entries = AttributeEntry.objects.filter(attribute=attribute.pk)
        if operator in OPPOSITES:
            return ~_each(_narrowed(entries, attribute, OPPOSITES[operator], values))
        return having(_narrowed(entries, attribute, operator, values))

    return condition


def having(entries: QuerySet[AttributeEntry]) -> Q:
    """Condition: the record has one of these index rows."""
    are_few = entries.order_by()[: FEW + 1].count() <= FEW
    return Q(pk__in=entries.order_by().values("record_id")) if are_few else _each(entries)


def _each(entries: QuerySet[AttributeEntry]) -> Q:
    return Q(Exists(entries.filter(record_id=OuterRef("pk"))))


def _narrowed(
    entries: QuerySet[AttributeEntry], attribute: Attribute, operator: str, values: tuple[Any, ...]
) -> QuerySet[AttributeEntry]:
    if operator == "is_filled":
        return entries
    match attribute.kind:
        case Kind.TEXT:
            return entries.filter(**{f"text__{TEXTS[operator]}": folded(values[0])})
        case Kind.DATE:
            return _compared(entries, "text", operator, [day.isoformat() for day in values])
        case Kind.NUMBER:
            return _compared(entries, "number", operator, values)
        case Kind.YES_NO:
            return entries.filter(number=int(values[0]))
        case Kind.MONEY:
            currency = values[0].currency if isinstance(values[0], Money) else ""
            minor = [one.minor if isinstance(one, Money) else one for one in values]
            return _compared(
                entries.filter(text=currency) if currency else entries, "number", operator, minor
            )
    texts = [str(value) for value in values]
    return entries.filter(text=texts[0]) if len(texts) == 1 else entries.filter(text__in=texts)


def _compared(
    entries: QuerySet[AttributeEntry], column: str, operator: str, values: Any
) -> QuerySet[AttributeEntry]:
    if operator == "between":
        return entries.filter(**{f"{column}__gte": values[0], f"{column}__lte": values[1]})
    lookup = (AMOUNTS | DAYS)[operator]
    return entries.filter(**{f"{column}__{lookup}": values[0]})
