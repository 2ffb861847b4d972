"""What the list of cases shows of each."""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _

from twofold.cases.models import Case, CaseStage
from twofold.cases.queries.names_at import named_customers
from twofold.cases.queries.promise_words import PromiseWords, promise_in_words
from twofold.cases.queries.rows import case_rows
from twofold.core.plates import Asked, Face, Ref
from twofold.directory.queries.names import party_names
from twofold.ui.templatetags.ui import avatar, chip, side_chip


class SaidPromise(str):
    """How a promise reads, and how its chip looks."""

    words: PromiseWords


def faces(cases: Sequence[Case], asked: Asked) -> Mapping[int, Face]:
    """Number, kind and unit below the title."""
    kinds = {kind.value: str(kind.label) for kind in Case.Kind}
    restricted = _("Restricted")
    return {
        case.pk: Face(
            sub=f"#{case.pk} · {kinds[case.kind]} · {case.unit.party.name}"
            + (f" · {restricted}" if case.is_restricted else "")
        )
        for case in cases
    }


def customers(cases: Sequence[Case], asked: Asked) -> Mapping[int, Ref]:
    """To whom they are owed."""
    names = named_customers(cases, asked.actor)
    ids = {case.pk: case.relationship.customer_id for case in cases}
    return {
        pk: Ref(customer, names[customer]) if customer in names else Ref(0, "")
        for pk, customer in ids.items()
    }


def draw_customer(customer: Ref, case: Case) -> str:
    if not customer.pk:
        return format_html('<span class="muted">{}</span>', _("not shown"))
    sign = avatar(customer.label, case.relationship.customer.kind, "small")
    return format_html('<div class="row-name">{}<span>{}</span></div>', sign, customer.label)


def sides(cases: Sequence[Case], asked: Asked) -> Mapping[int, str]:
    """Inside or outside."""
    return {case.pk: case.relationship.side for case in cases}


def draw_side(side: str, case: Case) -> str:
    return side_chip(side)


def promises(cases: Sequence[Case], asked: Asked) -> Mapping[int, SaidPromise]:
    """How what was promised stands, in words."""
    said = {}
    for row in case_rows(cases, asked.now):
        words = promise_in_words(row.promise)
        said[row.case.pk] = SaidPromise(words.text)
        said[row.case.pk].words = words
    return said


def draw_promise(said: SaidPromise, case: Case) -> str:
    return chip(said.words.text, said.words.tone, said.words.icon)


def assignees(cases: Sequence[Case], asked: Asked) -> Mapping[int, Ref | str]:
    """Who looks after them."""
    nobody = Ref(0, "")
    return {case.pk: Ref(case.assignee_id, case.assignee.name) if case.assignee else nobody for case in cases}


def draw_assignee(assignee: Ref, case: Case) -> str:
    if assignee.pk:
        return assignee.label
    return format_html('<span class="muted">{}</span>', _("nobody yet"))


def units(cases: Sequence[Case], asked: Asked) -> Mapping[int, Ref]:
    """Whose they are."""
    return {case.pk: Ref(case.unit_id, case.unit.party.name) for case in cases}


def types(cases: Sequence[Case], asked: Asked) -> Mapping[int, str]:
    """Of which type they are, by its id."""
    return {case.pk: str(case.type_id or "") for case in cases}


def stages(cases: Sequence[Case], asked: Asked) -> Mapping[int, str]:
    """In which stage they are."""
    names = dict(CaseStage.objects.filter(pk__in={case.stage_id for case in cases}).values_list("pk", "name"))
    return {case.pk: names.get(case.stage_id, "") for case in cases}


def severities(cases: Sequence[Case], asked: Asked) -> Mapping[int, str]:
    """How severe they are."""
    return {case.pk: str(case.severity) for case in cases}


def causes(cases: Sequence[Case], asked: Asked) -> Mapping[int, str]:
    """Why they came about, by the id of the cause."""
    return {case.pk: str(case.cause_id or "") for case in cases}


def owners_behind(cases: Sequence[Case], asked: Asked) -> Mapping[int, Ref]:
    """Who does the work behind them."""
    names = party_names({case.internal_owner_id for case in cases} - {None}, None)
    return {
        case.pk: Ref(case.internal_owner_id or 0, names.get(case.internal_owner_id, "")) for case in cases
    }


def majors(cases: Sequence[Case], asked: Asked) -> Mapping[int, str]:
    """Of which major issue they are a part, by its id."""
    return {case.pk: str(case.major_id or "") for case in cases}
