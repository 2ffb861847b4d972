"""Changing the details of a case: the fields that the enterprise has added."""

from datetime import datetime

from django.db import transaction

from twofold.cases.actions.clocks import refresh_case_clocks
from twofold.cases.actions.recording import case_to_work_on, customers_of
from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.core.rows import changed
from twofold.directory.actions.set_attributes import Given, keep_attributes, set_attributes
from twofold.timeline.actions.record import record


@transaction.atomic
def detail_case(case: Case, *, attributes: Given, actor: Actor, now: datetime) -> Case:
    """Change attributes of a case, open or resolved: a root cause is often known last.

    :param attributes: key → value, of those that shall be different
    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises BadInput: naming an attribute
    """
    case = case_to_work_on(case, actor)
    before = {"attributes": dict(case.attributes)}
    told = set_attributes(case, attributes, actor=actor)
    if not told:
        return case
    case.save(update_fields=["attributes"])
    keep_attributes(case, told)
    refresh_case_clocks(case, now=now, rule=True)
    record(
        "cases.case_detailed",
        subject=case,
        actor=actor,
        now=now,
        unit_id=case.unit_id,
        parties=() if case.is_restricted else customers_of(case),
        details={"relationship": case.relationship_id, "side": case.relationship.side},
        changes=None if case.is_restricted else told.changes,
        rows=() if case.is_restricted else [changed(case, before)],
    )
    return case
