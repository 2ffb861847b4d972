"""The list of cases: what is owed in the order of promises, what is done by when."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.cases.access import may_report
from twofold.cases.actions.edit_cases import edit_cases, plan_case_edit, workers
from twofold.cases.actions.moves import MOVES
from twofold.cases.models import Case, CaseClock
from twofold.cases.queries.case_choices import (
    cause_choices,
    major_choices,
    severity_choices,
    stage_choices,
    type_choices,
)
from twofold.cases.queries.case_list_columns import (
    assignees,
    causes,
    customers,
    draw_assignee,
    draw_customer,
    draw_promise,
    draw_side,
    faces,
    majors,
    owners_behind,
    promises,
    severities,
    sides,
    stages,
    types,
    units,
)
from twofold.cases.queries.owed import late, owed_cases
from twofold.core.plates import Asked, EditField, FieldKind, FilterField, ListColumn, ListType, ListView
from twofold.core.some import count_up_to, some_of
from twofold.directory.access import is_staff
from twofold.directory.queries.attribute_lists import columns, edit_fields, filter_fields, gone
from twofold.directory.queries.names import beside_the_name
from twofold.directory.queries.party_list_fields import reader_units
from twofold.relationships.models import Side
from twofold.search.queries.search import search as found

NOT_SHOWN = (
    *beside_the_name("relationship__customer", "unit__party", "assignee"),
    *(f"unit__{column}" for column in ("purpose", "working_hours")),
    "relationship__opened_at",
    "description",
    "resolution",
)
COUNTED = 999
FOUND = 500
OPEN = {"field": "state", "op": "any_of", "value": ["open"]}


def rows(asked: Asked) -> QuerySet[Case]:
    """Cases that the asker may see, on the side that is shown."""
    cases = Case.objects.visible_to(asked.actor).select_related(
        "relationship__customer", "unit__party", "assignee"
    )
    cases = cases.defer(*NOT_SHOWN)
    return cases.filter(relationship__side=asked.side) if asked.side in Side.values else cases


def state_condition(operator: str, values: Sequence[str], asked: Asked) -> Q:
    """Open, or resolved; written so that the indexes of the open and of the resolved cases answer it."""
    wanted = set(values) & set(Case.State.values)
    condition = Q(state=wanted.pop()) if len(wanted) == 1 else Q(state__in=wanted)
    return ~condition if operator == "none_of" else condition


def paused_condition(operator: str, values: Sequence[bool], asked: Asked) -> Q:
    """Those whose clocks stand still, because it is the customer's turn, or no one's."""
    standing = CaseClock.objects.system("clocks of cases that the list lets see").filter(
        state=CaseClock.State.PAUSED
    )
    condition = Q(pk__in=standing.values("case_id"))
    return condition if values[0] else ~condition


def count_views(asked: Asked) -> Mapping[str, int | None]:
    """How many each tab of open cases holds: from one look at them, or counted one by one where they are very many."""
    side = asked.side if asked.side in Side.values else ""
    owed = owed_cases(asked.actor, side=side)
    mine = asked.actor.person_id or 0
    read = list(some_of(owed.values_list("due_at", "assignee_id"), COUNTED + 1))
    if len(read) <= COUNTED:
        return {
            "open": len(read),
            "late": sum(due_at < asked.now for due_at, _assignee in read),
            "mine": sum(assignee == mine for _due_at, assignee in read),
            "unassigned": sum(assignee is None for _due_at, assignee in read),
        }
    return {
        "open": None,
        "late": _count(late(owed, asked.now)),
        "mine": _count(owed.filter(assignee_id=mine)),
        "unassigned": _count(owed.filter(assignee__isnull=True)),
    }


def _count(cases: QuerySet[Case]) -> int | None:
    count = count_up_to(cases, COUNTED + 1)
    return count if count <= COUNTED else None


def search(text: str, asked: Asked) -> Sequence[int]:
    """Cases that the search finds, by title, number and what was written."""
    scopes = frozenset({"staff", *(f"u{unit}" for unit in asked.actor.units())})
    number = text.removeprefix("#")
    named = [int(number)] if number.isascii() and number.isdecimal() and len(number) < 19 else []
    return [*named, *(hit.object_id for hit in found(text, scopes=scopes, kinds=("case",), limit=FOUND))]


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    """All staff may open a case."""
    report = (
        [(_("How cases go"), reverse("cases:case-report"), "chart-line")] if may_report(asked.actor) else []
    )
    return [(_("New case"), reverse("cases:case-new"), "plus"), *report] if is_staff(asked.actor) else []


FIELDS = (
    FilterField("state", gettext_lazy("State"), FieldKind.CHOICE, condition=state_condition,
                choices=lambda asked: Case.State.choices, operators=("any_of", "none_of")),
    FilterField("kind", gettext_lazy("Kind"), FieldKind.CHOICE, "kind", choices=lambda asked: Case.Kind.choices,
                operators=("any_of", "none_of")),
    FilterField("side", gettext_lazy("Side"), FieldKind.CHOICE, "relationship__side",
                choices=lambda asked: Side.choices, operators=("any_of",)),
    FilterField("unit", gettext_lazy("Unit"), FieldKind.UNIT, "unit_id", choices=reader_units,
                operators=("any_of", "none_of")),
    FilterField("assignee", gettext_lazy("Looked after by"), FieldKind.PARTY, "assignee_id"),
    FilterField("customer", gettext_lazy("Owed to"), FieldKind.PARTY, "relationship__customer_id",
                operators=("any_of", "none_of")),
    FilterField("type", gettext_lazy("Type"), FieldKind.CHOICE, "type_id", choices=type_choices,
                operators=("any_of", "none_of")),
    FilterField("stage", gettext_lazy("Stage"), FieldKind.CHOICE, "stage__name", choices=stage_choices,
                operators=("any_of", "none_of")),
    FilterField("severity", gettext_lazy("Severity"), FieldKind.CHOICE, "severity", choices=severity_choices,
                operators=("any_of", "none_of")),
    FilterField("cause", gettext_lazy("Cause"), FieldKind.CHOICE, "cause_id", choices=cause_choices,
                operators=("any_of", "none_of")),
    FilterField("internal_owner", gettext_lazy("Does the work behind"), FieldKind.PARTY, "internal_owner_id"),
    FilterField("major", gettext_lazy("Part of the major issue"), FieldKind.CHOICE, "major_id",
                choices=major_choices, operators=("any_of", "none_of")),
    FilterField("is_major", gettext_lazy("Major issue"), FieldKind.YES_NO, "is_major"),
    FilterField("title", gettext_lazy("Title"), FieldKind.TEXT, "title",
                operators=("contains", "is", "is_not", "starts_with")),
    FilterField("promised_at", gettext_lazy("Promised for"), FieldKind.MOMENT, "promised_at"),
    FilterField("next_due_at", gettext_lazy("Next due"), FieldKind.MOMENT, "next_due_at"),
    FilterField("is_paused", gettext_lazy("Clocks stand still"), FieldKind.YES_NO, condition=paused_condition),
    FilterField("opened_at", gettext_lazy("Opened"), FieldKind.MOMENT, "opened_at",
                operators=("on", "before", "after", "between", "in_last")),
    FilterField("resolved_at", gettext_lazy("Resolved"), FieldKind.MOMENT, "resolved_at"),
    FilterField("first_answered_at", gettext_lazy("First answered"), FieldKind.MOMENT, "first_answered_at"),
    FilterField("times_reopened", gettext_lazy("Times reopened"), FieldKind.NUMBER, "times_reopened"),
    FilterField("is_restricted", gettext_lazy("Restricted"), FieldKind.YES_NO, "is_restricted"),
)  # fmt: skip

COLUMNS = (
    ListColumn("title", gettext_lazy("Case"), link=True, is_wide=False),
    ListColumn("customer", gettext_lazy("Owed to"), FieldKind.PARTY, customers, draw_customer),
    ListColumn("side", gettext_lazy("Side"), FieldKind.CHOICE, sides, draw_side, choices=lambda asked: Side.choices),
    ListColumn("promise", gettext_lazy("Promise"), values=promises, draw=draw_promise, order=("due_at",),
               is_wide=False),
    ListColumn("assignee", gettext_lazy("Looked after by"), FieldKind.PARTY, assignees, draw_assignee),
    ListColumn("opened_at", gettext_lazy("Opened"), FieldKind.MOMENT, order=("opened_at",)),
    ListColumn("resolved_at", gettext_lazy("Resolved"), FieldKind.MOMENT, order=("resolved_at",)),
    ListColumn("promised_at", gettext_lazy("Promised for"), FieldKind.MOMENT, order=("promised_at",)),
    ListColumn("next_due_at", gettext_lazy("Next due"), FieldKind.MOMENT),
    ListColumn("kind", gettext_lazy("Kind"), FieldKind.CHOICE, choices=lambda asked: Case.Kind.choices),
    ListColumn("state", gettext_lazy("State"), FieldKind.CHOICE, choices=lambda asked: Case.State.choices),
    ListColumn("unit", gettext_lazy("Unit"), FieldKind.UNIT, units),
    ListColumn("times_reopened", gettext_lazy("Times reopened"), FieldKind.NUMBER),
    ListColumn("type", gettext_lazy("Type"), FieldKind.CHOICE, types, choices=type_choices),
    ListColumn("stage", gettext_lazy("Stage"), FieldKind.CHOICE, stages),
    ListColumn("severity", gettext_lazy("Severity"), FieldKind.CHOICE, severities, choices=severity_choices),
    ListColumn("cause", gettext_lazy("Cause"), FieldKind.CHOICE, causes, choices=cause_choices),
    ListColumn("internal_owner", gettext_lazy("Does the work behind"), FieldKind.PARTY, owners_behind),
    ListColumn("major", gettext_lazy("Part of the major issue"), FieldKind.CHOICE, majors, choices=major_choices),
)  # fmt: skip


def owed_view(name: str, label: str, sentence: str, *rules: dict) -> ListView:
    """Open cases that hold further rules, counted."""
    return ListView(name, label, {"all": [OPEN, *rules]}, is_counted=True, sentence_if_empty=sentence)


VIEWS = (
    owed_view("open", gettext_lazy("Open"), gettext_lazy("Nothing is owed to anyone.")),
    owed_view("late", gettext_lazy("Late"), gettext_lazy("No promise has been missed."),
              {"field": "promised_at", "op": "before", "value": ["now"]}),
    owed_view("mine", gettext_lazy("Mine"), gettext_lazy("Nothing waits for you."),
              {"field": "assignee", "op": "any_of", "value": ["me"]}),
    owed_view("unassigned", gettext_lazy("Unassigned"), gettext_lazy("Someone looks after every case."),
              {"field": "assignee", "op": "is_empty", "value": []}),
    ListView("resolved", gettext_lazy("Resolved"), {"all": [OPEN | {"value": ["resolved"]}]},
             columns=("title", "customer", "side", "promise", "assignee", "resolved_at"), order="-resolved_at",
             sentence_if_empty=gettext_lazy("Nothing has been resolved yet.")),
    ListView("all", gettext_lazy("All"), order="-opened_at"),
)  # fmt: skip

EDITS = (
    EditField("assignee", gettext_lazy("Looked after by"), FieldKind.PARTY, choices=workers),
    EditField("promised_at", gettext_lazy("Promised for"), FieldKind.MOMENT),
    EditField("internal_owner", gettext_lazy("Does the work behind"), FieldKind.PARTY, choices=workers),
    EditField("severity", gettext_lazy("Severity"), FieldKind.CHOICE, choices=severity_choices),
    EditField("major", gettext_lazy("Part of the major issue"), FieldKind.CHOICE, choices=major_choices),
)

CASES = ListType(
    name="case",
    label=gettext_lazy("Cases"),
    label_one=gettext_lazy("case"),
    icon="lifebuoy",
    model=Case,
    address="cases/",
    rows=rows,
    record_url="cases:case-detail",
    fields=FIELDS,
    columns=COLUMNS,
    default_columns=("title", "customer", "side", "promise", "assignee", "opened_at"),
    default_order="promise",
    more_fields=lambda: filter_fields(Case),
    more_columns=lambda: columns(Case),
    more_edits=lambda: edit_fields(Case),
    gone=lambda: gone(Case),
    edits=EDITS,
    edit=edit_cases,
    plan=plan_case_edit,
    unit="unit_id",
    boards=("state", "stage", "assignee", "kind", "unit"),
    moves=MOVES,
    calendars=("promised_at", "opened_at", "resolved_at"),
    search=search,
    views=VIEWS,
    count_views=count_views,
    faces=faces,
    actions=actions,
    record_type="cases",
    sentence_if_empty=gettext_lazy("Nothing is owed to anyone."),
    hint_if_empty=gettext_lazy(
        "A case is something owed to a customer, inside or outside: a question, a request, a complaint or a conflict."
    ),
)
