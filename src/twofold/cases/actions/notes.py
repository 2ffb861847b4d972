"""Notes at a case: words for the unit, never sent to anyone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.recording import case_to_work_on
from twofold.cases.models import Case
from twofold.conversations.actions.notes import add_note
from twofold.conversations.models import Note
from twofold.core.actor import Actor
from twofold.core.errors import BadInput


@transaction.atomic
def note_case(case: Case, *, body: str, actor: Actor, now: datetime) -> Note:
    """Write a note about the case's customer at the case.

    :raises NotVisible: if the actor may not see the case or its customer
    :raises NotAllowed: if the actor may not work on it
    :raises BadInput: if there is nothing in it or too much, or if the case is restricted
    """
    case = case_to_work_on(case, actor)
    if case.is_restricted:
        raise BadInput(
            _("Notes are read by the whole unit, this case is not. Talk to those named instead."),
            field="body",
        )
    customer = case.relationship.customer
    return add_note(party=customer, unit_id=case.unit_id, body=body, subject=case, actor=actor, now=now)
