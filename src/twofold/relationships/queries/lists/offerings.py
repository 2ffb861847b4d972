"""The list of what units offer."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.money import Money
from twofold.core.plates import (
    Asked,
    EditField,
    Face,
    FieldKind,
    FilterField,
    ListColumn,
    ListType,
    ListView,
    Ref,
)
from twofold.directory.queries.units import unit_tree
from twofold.relationships.actions.edit_many import edit_offerings, plan_offering_edit
from twofold.relationships.models import Offering, OfferingFamily, Side
from twofold.relationships.queries.lists.shared import sides
from twofold.ui.templatetags.ui import side_chip


def rows(asked: Asked) -> QuerySet[Offering]:
    """Products and services of all units, for the side that is shown."""
    offerings = visible_list(Offering, asked.actor).select_related("unit__party", "family")
    return offerings.filter(**{f"is_for_{asked.side}": True}) if asked.side in Side.values else offerings


def for_side(operator: str, values: Sequence[str], asked: Asked) -> Q:
    condition = Q(pk__in=())
    for side in values:
        condition |= Q(**{f"is_for_{side}": True})
    return condition


def families(asked: Asked) -> Sequence[tuple[str, str]]:
    return [
        (str(pk), name)
        for pk, name in OfferingFamily.objects.order_by("name", "pk").values_list("pk", "name")
    ]


def units_that_offer(asked: Asked) -> Sequence[tuple[str, str]]:
    names = unit_tree().names
    return [(str(pk), name) for pk, name in sorted(names.items(), key=lambda one: one[1].casefold())]


def family_ids(offerings: Sequence[Offering], asked: Asked) -> Mapping[int, str]:
    return {one.pk: str(one.family_id) for one in offerings if one.family_id}


def units(offerings: Sequence[Offering], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.unit_id, one.unit.party.name) for one in offerings}


def for_whom(offerings: Sequence[Offering], asked: Asked) -> Mapping[int, list[str]]:
    return {one.pk: [side for side in Side.values if getattr(one, f"is_for_{side}")] for one in offerings}


def draw_for_whom(values: list[str], row: Offering) -> str:
    drawn = format_html_join("", "{}", ((side_chip(side),) for side in values))
    return format_html('<span class="chips">{}</span>', drawn)


def prices(offerings: Sequence[Offering], asked: Asked) -> Mapping[int, Money]:
    return {
        one.pk: Money(one.price_minor, one.currency)
        for one in offerings
        if one.price_minor is not None and one.currency
    }


def faces(offerings: Sequence[Offering], asked: Asked) -> Mapping[int, Face]:
    """Kind and code, and whether it is no longer offered."""
    kinds, gone = dict(Offering.Kind.choices), _("no longer offered")
    return {
        one.pk: Face(
            sub=" · ".join(filter(None, (str(kinds[one.kind]), one.code, "" if one.is_offered else gone)))
        )
        for one in offerings
    }


def search(text: str, asked: Asked) -> Sequence[int]:
    """Offerings by name or code."""
    wanted = Q(name__icontains=text) | Q(code__iexact=text)
    found = visible_list(Offering, asked.actor).filter(wanted).order_by("name", "pk")
    return list(found.values_list("pk", flat=True)[:500])


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    """Families for all; whoever works in a unit may add what it offers."""
    shown = [(_("Families"), reverse("relationships:family-list"), "package")]
    if asked.actor.units(Level.WORK):
        shown.append((_("New offering"), reverse("relationships:offering-add"), "plus"))
    return shown


OFFERED = {"field": "is_offered", "op": "is", "value": ["yes"]}

OFFERINGS = ListType(
    name="offering",
    label=gettext_lazy("What we offer"),
    label_one=gettext_lazy("offering"),
    icon="package",
    model=Offering,
    address="offerings/",
    rows=rows,
    record_url="relationships:offering-detail",
    fields=(
        FilterField("side", gettext_lazy("For"), FieldKind.CHOICE, condition=for_side, choices=sides,
                    operators=("any_of",)),
        FilterField("kind", gettext_lazy("Kind"), FieldKind.CHOICE, "kind",
                    choices=lambda asked: Offering.Kind.choices, operators=("any_of", "none_of")),
        FilterField("unit", gettext_lazy("Provided by"), FieldKind.UNIT, "unit_id", choices=units_that_offer,
                    operators=("any_of", "none_of")),
        FilterField("family", gettext_lazy("Family"), FieldKind.CHOICE, "family_id", choices=families,
                    operators=("any_of", "none_of")),
        FilterField("is_offered", gettext_lazy("Offered now"), FieldKind.YES_NO, "is_offered"),
        FilterField("name", gettext_lazy("Name"), FieldKind.TEXT, "name",
                    operators=("contains", "is", "is_not", "starts_with")),
        FilterField("code", gettext_lazy("Code"), FieldKind.TEXT, "code"),
        FilterField("price", gettext_lazy("Price"), FieldKind.MONEY, "price_minor", currency_column="currency"),
        FilterField("promise_hours", gettext_lazy("Promised working hours"), FieldKind.NUMBER, "promise_hours"),
    ),
    columns=(
        ListColumn("name", gettext_lazy("Offering"), order=("name",), link=True, is_wide=False),
        ListColumn("family", gettext_lazy("Family"), FieldKind.CHOICE, family_ids, choices=families),
        ListColumn("unit", gettext_lazy("Provided by"), FieldKind.UNIT, units),
        ListColumn("for", gettext_lazy("For"), FieldKind.CHOICES, for_whom, draw_for_whom, choices=sides,
                   is_wide=False),
        ListColumn("price", gettext_lazy("Price"), FieldKind.MONEY, prices, is_wide=False),
        ListColumn("code", gettext_lazy("Code")),
        ListColumn("kind", gettext_lazy("Kind"), FieldKind.CHOICE, choices=lambda asked: Offering.Kind.choices),
        ListColumn("promise_hours", gettext_lazy("Promised working hours"), FieldKind.NUMBER),
        ListColumn("is_offered", gettext_lazy("Offered now"), FieldKind.YES_NO),
    ),
    default_columns=("name", "family", "unit", "for", "price"),
    default_order="name",
    boards=("family", "kind"),
    edits=(
        EditField("family", gettext_lazy("Family"), FieldKind.CHOICE, choices=families),
        EditField("kind", gettext_lazy("Kind"), FieldKind.CHOICE, is_required=True,
                  choices=lambda asked: Offering.Kind.choices),
        EditField("promise_hours", gettext_lazy("Promised working hours"), FieldKind.NUMBER),
        EditField("is_offered", gettext_lazy("Offered now"), FieldKind.YES_NO, is_required=True),
    ),
    edit=edit_offerings,
    plan=plan_offering_edit,
    unit="unit_id",
    search=search,
    views=(
        ListView("offered", gettext_lazy("Offered now"), {"all": [OFFERED]}),
        ListView("past", gettext_lazy("No longer offered"), {"all": [OFFERED | {"value": ["no"]}]}),
        ListView("all", gettext_lazy("All")),
    ),
    faces=faces,
    actions=actions,
    record_type="offerings",
    sentence_if_empty=gettext_lazy("Nothing is offered yet."),
    hint_if_empty=gettext_lazy(
        "An offering is a product or a service that a unit provides, to one side or to both."
    ),
)  # fmt: skip
