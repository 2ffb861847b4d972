"""What every verb of cases does at its end: note the step, set the clocks, tell the search, record the event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from twofold.cases.actions.clocks import refresh_case_clocks
from twofold.cases.actions.search_entries import refresh_search
from twofold.cases.models import Case, CaseParty, CaseStage, CaseStep
from twofold.conversations.actions.mentions import tell_mentioned
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.plates import RowChange
from twofold.core.rows import Values, changed, created
from twofold.directory.access import is_house
from twofold.timeline.actions.record import Changes, record

AMONG_COLLEAGUES = frozenset({CaseStep.Kind.TRANSFERRED, CaseStep.Kind.REOPENED})
"""Steps whose words colleagues write to each other, and may mention someone in."""


def settle(
    case: Case,
    step: str,
    *,
    actor: Actor,
    now: datetime,
    body: str = "",
    label: str = "",
    about_id: int | None = None,
    stage: CaseStage | None = None,
    pauses: bool | None = None,
    rule: bool = False,
    unit_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    changes: Changes | None = None,
    before: Values | None = None,
    rows: Sequence[RowChange] = (),
) -> CaseStep:
    """Write the step and the event ``cases.case_<step>``, and set the clocks. Of a restricted case, no timeline tells and no
    value is kept.

    :param about_id: the party that the step names
    :param pauses: whether the clocks stand still from here on; None: as before
    :param rule: what policies ask of the case may have changed
    :param unit_id: where it happened, if that is no longer the case's unit
    :param before: what the case was before an act that can be taken back; others are put right by an act of their own
    :param rows: what such an act did to other rows
    """
    written = CaseStep.objects.create(
        case=case,
        kind=step,
        label=label,
        body=body,
        person_id=actor.person_id,
        about_id=about_id,
        stage=stage,
        pauses=pauses,
        happened_at=now,
    )
    refresh_case_clocks(case, now=now, rule=rule, is_new=step == CaseStep.Kind.OPENED)
    refresh_search([case.pk])
    relationship = case.relationship
    record(
        f"cases.case_{step}",
        subject=case,
        actor=actor,
        now=now,
        unit_id=unit_id or case.unit_id,
        parties=() if case.is_restricted else customers_of(case),
        details={"relationship": relationship.pk, "side": relationship.side, "step": written.pk}
        | dict(details or {}),
        changes=None if case.is_restricted else changes,
        rows=() if case.is_restricted or before is None else [changed(case, before), *rows, created(written)],
    )
    if step in AMONG_COLLEAGUES:
        tell_mentioned(body, case, case.unit_id, actor=actor, now=now)
    return written


def customers_of(case: Case) -> list[int]:
    """Ids of those for whom the case is: the relationship's customer, the requester, whoever they speak for."""
    roles = (CaseParty.Role.REQUESTER, CaseParty.Role.ON_BEHALF_OF)
    asked = (
        CaseParty.objects.filter(case=case, role__in=roles).order_by("pk").values_list("party_id", flat=True)
    )
    return list(dict.fromkeys([case.relationship.customer_id, *asked]))


def case_to_work_on(case: Case, actor: Actor) -> Case:
    """The case as it is now, held until the end of the transaction, for whoever may work on it.

    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may see it only
    """
    if not is_house(actor):
        get_visible(Case, actor, case.pk, "work")
    cases = Case.objects.system("the actor may work on it").select_related("relationship")
    return cases.select_for_update(of=("self",)).get(pk=case.pk)
