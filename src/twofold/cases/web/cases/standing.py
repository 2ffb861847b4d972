"""Where a case stands, as its page shows it: stages, what it waits for and what waits for it, the major issue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.forms import Form
from django.utils.translation import gettext as _

from twofold.accounts.queries.workers import workers_of
from twofold.cases.models import Case, CaseStage
from twofold.cases.queries.case_types import stages_of, types_for
from twofold.cases.queries.consequences import Waiting, blocks_of, consequences_in_words
from twofold.cases.queries.major_issues import open_major_issues
from twofold.cases.queries.workers import Workers
from twofold.cases.web.cases import standing_forms as forms
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.queries.names import party_names

MOST = 200


@dataclass
class StandingShown:
    """Where a case stands.

    :param grouped: of a major issue: how many cases are part of it, and how many of these are open
    """

    stages: list[CaseStage]
    blocked_by: list[Waiting]
    holds_up: list[Waiting]
    consequences: str
    behind: str
    grouped: Mapping[str, int] = field(default_factory=dict)


def shown_standing(case: Case, actor: Actor, now: datetime) -> StandingShown:
    """What the page shows of it."""
    behind = party_names([case.internal_owner_id], None) if case.internal_owner_id else {}
    seen = visible_list(Case, actor).filter(major=case) if case.is_major else None
    blocked_by, holds_up = blocks_of(case, actor)
    return StandingShown(
        stages=stages_of(case),
        blocked_by=blocked_by,
        holds_up=holds_up,
        consequences=consequences_in_words(case, actor, now) if case.is_open else "",
        behind=behind.get(case.internal_owner_id, ""),
        grouped={}
        if seen is None
        else seen.aggregate(all=Count("pk"), open=Count("pk", filter=Q(state=Case.State.OPEN))),
    )


def standing_forms(case: Case, actor: Actor, workers: Workers) -> dict[str, Form]:
    """The forms of an open case, by their names.

    :param workers: those of its unit
    """
    found: dict[str, Form] = {
        "type": type_form(case, actor),
        "block": forms.BlockForm(prefix="block"),
        "owner": owner_form(case, workers),
    }
    if case.is_major:
        found["tell"] = forms.TellAllForm(prefix="tell")
        found["resolve_all"] = forms.ResolveAllForm(prefix="resolve_all")
    elif not case.is_restricted:
        found["group"] = group_form(case, actor)
    return found


def type_form(case: Case, actor: Actor, *given) -> forms.TypeForm:
    """Of which type it is."""
    return forms.TypeForm(types_for(case, actor), *given, prefix="type", initial={"type": case.type_id})


def owner_form(case: Case, workers: Workers, *given) -> forms.OwnerForm:
    """Who does the work behind."""
    chosen = {"internal_owner": case.internal_owner_id}
    return forms.OwnerForm(_people(case, workers), *given, prefix="owner", initial=chosen)


def group_form(case: Case, actor: Actor, *given) -> forms.GroupForm:
    """Of which major issue it is a part."""
    issues = open_major_issues(actor).exclude(pk=case.pk)
    named = [
        (pk, _("#%(number)s %(title)s") % {"number": pk, "title": title})
        for pk, title in issues.order_by("-opened_at", "-pk").values_list("pk", "title")[:MOST]
    ]
    return forms.GroupForm(named, *given, prefix="group", initial={"major": case.major_id})


def _people(case: Case, workers: Workers) -> Workers:
    """Those who work in the case's unit, or in one that was asked for what it needs, by name."""
    asked = {*case.children.system("the units asked").values_list("unit_id", flat=True)} - {case.unit_id}
    people = dict(workers) | {pk: name for unit in asked for pk, name in workers_of(unit)}
    if case.internal_owner_id:
        people |= party_names([case.internal_owner_id], None)
    return sorted(people.items(), key=lambda one: one[1].casefold())
