"""Who does the work behind a case while its assignee stays the customer's face."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.recording import case_to_work_on, settle
from twofold.cases.actions.refusals import require_open
from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import row_values
from twofold.directory.models import Party

BEHIND = "behind"
"""Label of the step that tells who does the work behind, apart from the one that tells who looks after it."""


@transaction.atomic
def set_internal_owner(case: Case, *, person_id: int | None, actor: Actor, now: datetime) -> Case:
    """Say who does the work behind, of whichever unit; None: nobody besides the assignee. They see the case from then on.

    :raises NotVisible: if the actor may not see the case, or the person
    :raises NotAllowed: if the actor may not work on the case
    :raises AlreadyResolved: if nothing is left to do
    :raises BadInput: if the person is no colleague
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    if case.internal_owner_id == person_id:
        return case
    if person_id is not None and not get_visible(Party, actor, person_id, "name").is_colleague:
        raise BadInput(_("Only a colleague can do the work behind it."), field="internal_owner")
    before, old = row_values(case), case.internal_owner_id
    case.internal_owner_id = person_id
    case.save(update_fields=["internal_owner"])
    if person_id is not None:
        CaseParty.objects.get_or_create(case=case, party_id=person_id, role=CaseParty.Role.PARTICIPANT)
    settle(
        case,
        CaseStep.Kind.ASSIGNED,
        label=BEHIND,
        about_id=person_id,
        details={"from": old, "to": person_id, "behind": True},
        before=before,
        actor=actor,
        now=now,
    )
    return case
