"""Finding records by a value of a filterable attribute, among millions as among hundreds."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from twofold.core.actor import Actor
from twofold.core.money import Money
from twofold.core.plates import Linked
from twofold.core.some import count_up_to
from twofold.directory.access import party_policy
from twofold.directory.models import Attribute, AttributeEntry, Party
from twofold.directory.models.attribute_found import folded
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attributes import kinds_of

FEW = 10_000
AMOUNTS = {"eq": "exact", "lt": "lt", "le": "lte", "gt": "gt", "ge": "gte"}
DAYS = {"on": "exact", "before": "lt", "after": "gt"}
TEXTS = {"is": "exact", "contains": "contains", "starts_with": "startswith"}
OPPOSITES = {"is_not": "is", "none_of": "any_of", "is_empty": "is_filled"}


def linked_entries(attribute: Attribute, operator: str, values: Sequence[Any], actor: Actor) -> Linked:
    """The index rows that decide a rule about an attribute, without those of whom the actor may know the name only.

    :param values: as `core.filters` reads them
    """
    entries = AttributeEntry.objects.filter(attribute=attribute.pk)
    told = _narrowed(entries, attribute, OPPOSITES.get(operator, operator), values)
    return Linked(_known(told, attribute, actor), "record_id", operator in OPPOSITES, counted=told)


def having(linked: Linked) -> Q:
    """Condition on a record's ``pk``: by the list of those that few have, else asked of each on the way down an index."""
    rows = linked.rows.order_by()
    if not linked.is_absent and count_up_to(rows, FEW + 1) <= FEW:
        return Q(pk__in=rows.values(linked.column))
    exists = Exists(rows.filter(**{linked.column: OuterRef("pk")}))
    return Q(~exists) if linked.is_absent else Q(exists)


def _known(entries: QuerySet[AttributeEntry], attribute: Attribute, actor: Actor) -> QuerySet[AttributeEntry]:
    """Colleagues are in everyone's list of parties; what is known of them beside their name is not for everyone."""
    if attribute.applies_to not in {kind.name for kind in kinds_of(Party)} - {Party.Kind.UNIT.value}:
        return entries
    colleagues = Party.objects.system("by their names only, to leave them out").filter(is_colleague=True)
    by_name_only = colleagues.filter(pk=OuterRef("record_id")).exclude(party_policy(actor, "view"))
    return entries.filter(~Exists(by_name_only))


def _narrowed(
    entries: QuerySet[AttributeEntry], attribute: Attribute, operator: str, values: Sequence[Any]
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
            return _amounts(entries, operator, values)
    texts = [str(value) for value in values]
    return entries.filter(text=texts[0]) if len(texts) == 1 else entries.filter(text__in=texts)


def _amounts(
    entries: QuerySet[AttributeEntry], operator: str, values: Sequence[Money]
) -> QuerySet[AttributeEntry]:
    in_currency = entries.filter(text=values[0].currency)
    return _compared(in_currency, "number", operator, [money.minor for money in values])


def _compared(
    entries: QuerySet[AttributeEntry], column: str, operator: str, values: Sequence[Any]
) -> QuerySet[AttributeEntry]:
    if operator == "between":
        return entries.filter(**{f"{column}__gte": values[0], f"{column}__lte": values[1]})
    lookup = (AMOUNTS | DAYS)[operator]
    return entries.filter(**{f"{column}__{lookup}": values[0]})
