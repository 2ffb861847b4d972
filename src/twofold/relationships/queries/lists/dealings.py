"""The list of dealings: what was dealt, the latest first."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.money import Money
from twofold.core.plates import Asked, Face, FieldKind, FilterField, ListColumn, ListType, ListView, Ref
from twofold.directory.queries.names import beside_the_name
from twofold.directory.queries.party_list_fields import reader_units
from twofold.relationships.models import Dealing
from twofold.relationships.queries.lists.shared import (
    OFFERING_PICKER,
    RELATIONSHIP_PICKER,
    draw_side,
    on_side,
    side_field,
    sides,
)

SHAPES = {
    "completed": gettext_lazy("Completed"),
    "reversal": gettext_lazy("Reversals"),
    "reversed": gettext_lazy("Reversed in full"),
    "uncounted": gettext_lazy("Samples and adjustments"),
}
OF_SHAPE = {
    "completed": Q(is_completed=True),
    "reversal": Q(is_reversal=True),
    "reversed": Q(reversed_on__isnull=False),
    "uncounted": Q(is_completed=False, is_reversal=False),
}


def rows(asked: Asked) -> QuerySet[Dealing]:
    """What the asker's units dealt, on the side that is shown."""
    dealings = visible_list(Dealing, asked.actor).select_related(
        "relationship__customer", "unit__party", "offering"
    )
    dealings = dealings.defer(
        *beside_the_name("relationship__customer", "unit__party"), "unit__working_hours"
    )
    return on_side(dealings, "relationship__side", asked)


def shapes(asked: Asked) -> Sequence[tuple[str, str]]:
    return list(SHAPES.items())


def of_shape(operator: str, values: Sequence[str], asked: Asked) -> Q:
    """Completed, reversals and so on."""
    condition = Q(pk__in=())
    for value in values:
        condition |= OF_SHAPE[value]
    return condition


def customers(dealings: Sequence[Dealing], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.relationship.customer_id, one.relationship.customer.name) for one in dealings}


def offerings(dealings: Sequence[Dealing], asked: Asked) -> Mapping[int, str]:
    nothing = _("Nothing in particular")
    return {one.pk: one.offering.name if one.offering else nothing for one in dealings}


def values(dealings: Sequence[Dealing], asked: Asked) -> Mapping[int, Money]:
    return {one.pk: Money(one.value_minor, one.currency) for one in dealings if one.currency}


def side_of(dealings: Sequence[Dealing], asked: Asked) -> Mapping[int, str]:
    return {one.pk: one.relationship.side for one in dealings}


def units(dealings: Sequence[Dealing], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.unit_id, one.unit.party.name) for one in dealings}


def shape_of(dealings: Sequence[Dealing], asked: Asked) -> Mapping[int, str]:
    return {one.pk: _shape(one) for one in dealings}


def _shape(dealing: Dealing) -> str:
    if dealing.is_reversal:
        return "reversal"
    return "reversed" if dealing.reversed_on else "completed" if dealing.is_completed else "uncounted"


def faces(dealings: Sequence[Dealing], asked: Asked) -> Mapping[int, Face]:
    """The unit that served, and what is special about it."""
    shown = {}
    for one in dealings:
        shape = _shape(one)
        sub = one.unit.party.name if shape == "completed" else f"{one.unit.party.name} · {SHAPES[shape]}"
        shown[one.pk] = Face(one.relationship.customer.name, one.relationship.customer.kind, sub)
    return shown


DEALINGS = ListType(
    name="dealing",
    label=gettext_lazy("Dealings"),
    label_one=gettext_lazy("dealing"),
    icon="receipt",
    model=Dealing,
    address="dealings/",
    rows=rows,
    record_url="relationships:dealing-reverse",
    fields=(
        side_field("relationship__side"),
        FilterField("unit", gettext_lazy("Unit"), FieldKind.UNIT, "unit_id", choices=reader_units,
                    operators=("any_of", "none_of")),
        FilterField("customer", gettext_lazy("Customer"), FieldKind.PARTY, "relationship__customer_id",
                    operators=("any_of", "none_of")),
        FilterField("relationship", gettext_lazy("Relationship"), FieldKind.PARTY, "relationship_id",
                    picker=RELATIONSHIP_PICKER, operators=("any_of", "none_of")),
        FilterField("offering", gettext_lazy("Offering"), FieldKind.PARTY, "offering_id", picker=OFFERING_PICKER),
        FilterField("reference", gettext_lazy("Reference"), FieldKind.TEXT, "reference",
                    operators=("is", "contains", "starts_with", "is_empty", "is_filled")),
        FilterField("shape", gettext_lazy("Only"), FieldKind.CHOICE, condition=of_shape, choices=shapes,
                    operators=("any_of",)),
        FilterField("happened_at", gettext_lazy("When"), FieldKind.MOMENT, "happened_at",
                    operators=("on", "before", "after", "between", "in_last")),
        FilterField("value", gettext_lazy("Value"), FieldKind.MONEY, "value_minor", currency_column="currency",
                    operators=("ge", "le", "eq", "between", "lt", "gt")),
        FilterField("quantity", gettext_lazy("Quantity"), FieldKind.NUMBER, "quantity",
                    operators=("ge", "le", "eq", "between", "lt", "gt")),
    ),
    columns=(
        ListColumn("customer", gettext_lazy("Customer"), FieldKind.PARTY, customers, link=True, is_wide=False),
        ListColumn("offering", gettext_lazy("Offering"), values=offerings),
        ListColumn("happened_at", gettext_lazy("When"), FieldKind.MOMENT, order=("happened_at",), is_wide=False),
        ListColumn("quantity", gettext_lazy("Quantity"), FieldKind.NUMBER),
        ListColumn("value", gettext_lazy("Value"), FieldKind.MONEY, values, is_wide=False),
        ListColumn("reference", gettext_lazy("Reference")),
        ListColumn("unit", gettext_lazy("Unit"), FieldKind.UNIT, units),
        ListColumn("side", gettext_lazy("Side"), FieldKind.CHOICE, side_of, draw_side, choices=sides),
        ListColumn("shape", gettext_lazy("What it is"), FieldKind.CHOICE, shape_of, choices=shapes),
    ),
    default_columns=("customer", "offering", "happened_at", "quantity", "value", "reference"),
    default_order="-happened_at",
    calendars=("happened_at",),
    views=(
        ListView("latest", gettext_lazy("Latest")),
        *(
            ListView(shape, label, {"all": [{"field": "shape", "op": "any_of", "value": [shape]}]})
            for shape, label in SHAPES.items()
            if shape != "completed"
        ),
    ),
    faces=faces,
    record_type="dealings",
    sentence_if_empty=gettext_lazy("No dealings here."),
    hint_if_empty=gettext_lazy(
        "Dealings are recorded on a relationship’s page, or imported: one line for each, an order being what shares a reference."
    ),
)  # fmt: skip
