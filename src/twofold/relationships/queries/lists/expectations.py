"""The list of expectations: what each customer needs, and whether it is met."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
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
from twofold.core.setwise import among
from twofold.directory.queries.names import beside_the_name
from twofold.directory.queries.parties import found_ids
from twofold.directory.queries.party_list_fields import reader_units
from twofold.relationships.actions.edit_many import edit_expectations, plan_expectation_edit
from twofold.relationships.models import Expectation
from twofold.relationships.queries.lists.shared import draw_side, on_side, side_field, sides
from twofold.ui.chips import STATES
from twofold.ui.templatetags.ui import avatar, state_chip

LONGEST_STRATEGY = 90


def rows(asked: Asked) -> QuerySet[Expectation]:
    """Expectations of whom the asker's units serve, on the side that is shown."""
    found = visible_list(Expectation, asked.actor).select_related(
        "relationship__customer", "relationship__provider__party"
    )
    found = found.defer(
        *beside_the_name("relationship__customer", "relationship__provider__party"),
        "relationship__provider__working_hours",
    )
    return on_side(found, "relationship__side", asked)


def states(asked: Asked) -> Sequence[tuple[str, str]]:
    order = ("unmet", "at_risk", "met", "withdrawn")
    labels = dict(Expectation.State.choices)
    return [(state, STATES[state].label if state in STATES else labels[state]) for state in order]


def reviewed_states(asked: Asked) -> Sequence[tuple[str, str]]:
    return [state for state in states(asked) if state[0] != Expectation.State.WITHDRAWN]


def importances(asked: Asked) -> Sequence[tuple[str, str]]:
    return [(str(value), label) for value, label in reversed(Expectation.Importance.choices)]


def customers(found: Sequence[Expectation], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.relationship.customer_id, one.relationship.customer.name) for one in found}


def draw_customer(customer: Ref, row: Expectation) -> str:
    sign = avatar(customer.label, row.relationship.customer.kind, "small")
    return format_html('<div class="row-name">{}<span>{}</span></div>', sign, customer.label)


def providers(found: Sequence[Expectation], asked: Asked) -> Mapping[int, Ref]:
    return {one.pk: Ref(one.relationship.provider_id, one.relationship.provider.party.name) for one in found}


def side_of(found: Sequence[Expectation], asked: Asked) -> Mapping[int, str]:
    return {one.pk: one.relationship.side for one in found}


def faces(found: Sequence[Expectation], asked: Asked) -> Mapping[int, Face]:
    """Who serves the customer."""
    return {one.pk: Face(sub=one.relationship.provider.party.name) for one in found}


def draw_state(state: str, row: Expectation) -> str:
    return state_chip(state) if state in STATES else str(dict(Expectation.State.choices)[state])


def draw_strategy(strategy: str, row: Expectation) -> str:
    return Truncator(strategy).chars(LONGEST_STRATEGY)


def search(text: str, asked: Asked) -> Sequence[int]:
    """Expectations of customers whom the search finds, or that are worded so."""
    seen = visible_list(Expectation, asked.actor)
    worded = seen.filter(statement__icontains=text).order_by("pk").values_list("pk", flat=True)[:500]
    parties = among(found_ids(asked.actor, text))
    of_them = (
        seen.filter(relationship__customer__in=parties).order_by("pk").values_list("pk", flat=True)[:500]
    )
    return list(dict.fromkeys([*worded, *of_them]))


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    return [(_("By statement"), reverse("relationships:expectation-ledger"), "sum")]


HOLDING = {"field": "state", "op": "none_of", "value": ["withdrawn"]}


def holding_view(name: str, label: str, *rules: dict) -> ListView:
    """Expectations that hold, and further rules."""
    return ListView(name, label, {"all": [HOLDING, *rules]})


def of_state(state: str) -> dict:
    return {"field": "state", "op": "any_of", "value": [state]}


EXPECTATIONS = ListType(
    name="expectation",
    label=gettext_lazy("What customers expect"),
    label_one=gettext_lazy("expectation"),
    icon="target",
    model=Expectation,
    address="expectations/",
    rows=rows,
    record_url="relationships:expectation-review",
    fields=(
        FilterField("statement", gettext_lazy("Expecting"), FieldKind.TEXT, "statement",
                    operators=("is", "contains", "starts_with")),
        FilterField("state", gettext_lazy("State"), FieldKind.CHOICE, "state", choices=states,
                    operators=("any_of", "none_of")),
        side_field("relationship__side"),
        FilterField("unit", gettext_lazy("Unit"), FieldKind.UNIT, "relationship__provider_id",
                    choices=reader_units, operators=("any_of", "none_of")),
        FilterField("customer", gettext_lazy("Customer"), FieldKind.PARTY, "relationship__customer_id",
                    operators=("any_of", "none_of")),
        FilterField("importance", gettext_lazy("Importance"), FieldKind.CHOICE, "importance", choices=importances,
                    operators=("any_of", "none_of")),
        FilterField("review_on", gettext_lazy("Look again"), FieldKind.DATE, "review_on"),
        FilterField("strategy", gettext_lazy("What we do about it"), FieldKind.TEXT, "strategy"),
    ),
    columns=(
        ListColumn("statement", gettext_lazy("Expectation"), link=True, is_wide=False),
        ListColumn("customer", gettext_lazy("Customer"), FieldKind.PARTY, customers, draw_customer),
        ListColumn("state", gettext_lazy("State"), FieldKind.CHOICE, draw=draw_state, choices=states, is_wide=False),
        ListColumn("importance", gettext_lazy("Importance"), FieldKind.CHOICE, choices=importances,
                   order=("importance",)),
        ListColumn("strategy", gettext_lazy("What we do about it"), draw=draw_strategy),
        ListColumn("review_on", gettext_lazy("Look again"), FieldKind.DATE, order=("review_on",)),
        ListColumn("side", gettext_lazy("Side"), FieldKind.CHOICE, side_of, draw_side, choices=sides),
        ListColumn("provider", gettext_lazy("Served by"), FieldKind.UNIT, providers),
        ListColumn("created_at", gettext_lazy("Stated"), FieldKind.MOMENT, order=("id",)),
    ),
    default_columns=("statement", "customer", "state", "importance", "side", "review_on"),
    default_order="-importance",
    boards=("state", "importance"),
    edits=(
        EditField("state", gettext_lazy("State"), FieldKind.CHOICE, choices=reviewed_states, is_required=True),
        EditField("importance", gettext_lazy("Importance"), FieldKind.CHOICE, choices=importances, is_required=True),
        EditField("review_on", gettext_lazy("Look again"), FieldKind.DATE),
        EditField("strategy", gettext_lazy("What we do about it"), FieldKind.TEXT),
    ),
    edit=edit_expectations,
    plan=plan_expectation_edit,
    unit="relationship__provider_id",
    calendars=("review_on",),
    search=search,
    views=(
        holding_view("all", gettext_lazy("All that hold")),
        holding_view("unmet", gettext_lazy("Unmet"), of_state("unmet")),
        holding_view("at-risk", gettext_lazy("At risk"), of_state("at_risk")),
        holding_view("due", gettext_lazy("Due for review"),
                     {"any": [{"field": "review_on", "op": "before", "value": ["tomorrow"]}]}),
    ),
    faces=faces,
    actions=actions,
    sentence_if_empty=gettext_lazy("No expectations here."),
    hint_if_empty=gettext_lazy(
        "What a customer needs or expects is stated on the page of the relationship: in their words, with how we know "
        "and what we do about it."
    ),
)  # fmt: skip
