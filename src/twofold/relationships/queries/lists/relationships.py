"""The list of whom one serves."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.plates import Asked, Face, FieldKind, FilterField, ListColumn, ListType, ListView, Ref
from twofold.directory.queries.names import beside_the_name
from twofold.directory.queries.party_list_fields import reader_units
from twofold.relationships.models import Relationship, RelationshipKind
from twofold.relationships.queries.lists.shared import (
    draw_side,
    on_side,
    relationships_found,
    side_field,
    sides,
    standings,
)
from twofold.relationships.queries.relationship_standing import add_standing
from twofold.relationships.queries.relationships import standing_condition
from twofold.ui.templatetags.ui import standing_chip


def rows(asked: Asked) -> QuerySet[Relationship]:
    """Those in which one of the asker's units serves."""
    served = visible_list(Relationship, asked.actor).select_related("provider__party", "customer")
    served = served.defer(*beside_the_name("customer", "provider__party"), "provider__working_hours")
    return on_side(served, "side", asked)


def kinds(asked: Asked) -> Sequence[tuple[str, str]]:
    return RelationshipKind.choices


def standing_is(operator: str, values: Sequence[str], asked: Asked) -> Q:
    """The customer stands so today, by the relationship's stored sums."""
    condition = Q(pk__in=())
    for standing in values:
        condition |= standing_condition(standing, side="", today=asked.today)
    return ~condition if operator == "none_of" else condition


def customers(served: Sequence[Relationship], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.customer_id, one.customer.name) for one in served}


def providers(served: Sequence[Relationship], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.provider_id, one.provider.party.name) for one in served}


def standing_values(served: Sequence[Relationship], asked: Asked) -> Mapping[int, str]:
    return {one.pk: one.standing for one in add_standing(served, asked.today)}


def faces(served: Sequence[Relationship], asked: Asked) -> Mapping[int, Face]:
    words = dict(RelationshipKind.choices)
    return {one.pk: Face(one.customer.name, one.customer.kind, str(words[one.kind])) for one in served}


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    """Whoever works in a unit may serve someone."""
    if not asked.actor.units(Level.WORK):
        return []
    return [(_("Serve someone"), reverse("relationships:relationship-open"), "plus")]


def standing_view(standing: str, label: str) -> ListView:
    rules = {"all": [{"field": "standing", "op": "any_of", "value": [standing]}]}
    return ListView(
        standing, label, rules, sentence_if_empty=gettext_lazy("Your units serve nobody like that.")
    )


RELATIONSHIPS = ListType(
    name="relationship",
    label=gettext_lazy("Whom we serve"),
    label_one=gettext_lazy("relationship"),
    icon="heart-handshake",
    model=Relationship,
    address="relationships/",
    rows=rows,
    record_url="relationships:relationship-detail",
    fields=(
        side_field("side"),
        FilterField("standing", gettext_lazy("Standing"), FieldKind.CHOICE, condition=standing_is,
                    choices=standings, operators=("any_of", "none_of")),
        FilterField("kind", gettext_lazy("Kind"), FieldKind.CHOICE, "kind", choices=kinds,
                    operators=("any_of", "none_of")),
        FilterField("unit", gettext_lazy("Served by"), FieldKind.UNIT, "provider_id", choices=reader_units,
                    operators=("any_of", "none_of")),
        FilterField("customer", gettext_lazy("Customer"), FieldKind.PARTY, "customer_id",
                    operators=("any_of", "none_of")),
        FilterField("last_served_on", gettext_lazy("Last served"), FieldKind.DATE, "last_served_on"),
        FilterField("first_served_on", gettext_lazy("First served"), FieldKind.DATE, "first_served_on"),
        FilterField("references_count", gettext_lazy("Orders"), FieldKind.NUMBER, "references_count",
                    operators=("eq", "lt", "le", "gt", "ge", "between")),
        FilterField("opened_at", gettext_lazy("Since"), FieldKind.MOMENT, "opened_at",
                    operators=("on", "before", "after", "between", "in_last")),
    ),
    columns=(
        ListColumn("customer", gettext_lazy("Customer"), FieldKind.PARTY, customers, link=True, is_wide=False),
        ListColumn("provider", gettext_lazy("Served by"), FieldKind.UNIT, providers),
        ListColumn("side", gettext_lazy("Side"), FieldKind.CHOICE, draw=draw_side, choices=sides),
        ListColumn("standing", gettext_lazy("Standing"), FieldKind.CHOICE, standing_values,
                   draw=lambda word, row: standing_chip(word), choices=standings, is_wide=False),
        ListColumn("last_served_on", gettext_lazy("Last served"), FieldKind.DATE, order=("last_served_on",)),
        ListColumn("first_served_on", gettext_lazy("First served"), FieldKind.DATE),
        ListColumn("references_count", gettext_lazy("Orders"), FieldKind.NUMBER),
        ListColumn("kind", gettext_lazy("Kind"), FieldKind.CHOICE, choices=kinds),
        ListColumn("opened_at", gettext_lazy("Since"), FieldKind.MOMENT, order=("id",)),
    ),
    default_columns=("customer", "provider", "side", "standing", "last_served_on", "references_count"),
    default_order="-opened_at",
    boards=("standing", "kind"),
    calendars=("last_served_on",),
    search=relationships_found,
    views=(
        ListView("everyone", gettext_lazy("Everyone")),
        standing_view("current", gettext_lazy("Current")),
        standing_view("past", gettext_lazy("Past")),
        standing_view("potential", gettext_lazy("Potential")),
    ),
    faces=faces,
    actions=actions,
    sentence_if_empty=gettext_lazy("Your units serve nobody yet."),
    hint_if_empty=gettext_lazy(
        "A relationship says which unit serves whom, inside or outside. It begins with the first dealing, case or "
        "agreement, or here."
    ),
)  # fmt: skip
