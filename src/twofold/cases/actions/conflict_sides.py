"""Who is in the conflict room: its sides, and someone neutral; and what it is about."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.conflict_room import conflict, note
from twofold.cases.actions.recording import case_to_work_on
from twofold.cases.models import Case, CaseParty, Cause
from twofold.cases.queries.conflict_people import cause_field, interests_of, parties_of
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.directory.models import Party


@transaction.atomic
def add_respondent(case: Case, *, party: Party, actor: Actor, now: datetime) -> CaseParty:
    """Let another side into the conflict.

    :raises NotVisible: if the actor may not see the case or the party
    :raises NotAllowed: if the actor may not work on the case
    :raises BadInput: if it is no conflict, or the party is in it already
    """
    case = conflict(case_to_work_on(case, actor))
    get_visible(Party, actor, party.pk, "name")
    if party.pk in parties_of(case):
        raise BadInput(_("They are a party to it already."), field="party")
    row = CaseParty.objects.create(case=case, party=party, role=CaseParty.Role.RESPONDENT)
    note("conflict_party_added", case, actor, now, party=party.pk)
    return row


@transaction.atomic
def appoint_mediator(case: Case, *, person: Party, actor: Actor, now: datetime) -> CaseParty:
    """Ask someone who has no stake in it to mediate; there is one mediator at a time.

    :raises NotVisible: if the actor may not see the case or the person
    :raises NotAllowed: if the actor may not work on the case
    :raises BadInput: if it is no conflict, or naming every interest of theirs
    """
    case = conflict(case_to_work_on(case, actor))
    get_visible(Party, actor, person.pk, "name")
    if not person.is_colleague:
        raise BadInput(_("A mediator is a colleague."), field="mediator")
    interests = interests_of(person.pk, case, now.date())
    if interests:
        raise BadInput(" ".join([_("Choose someone neutral."), *interests]), field="mediator")
    CaseParty.objects.filter(case=case, role=CaseParty.Role.MEDIATOR).delete()
    row = CaseParty.objects.create(case=case, party=person, role=CaseParty.Role.MEDIATOR)
    note("mediator_appointed", case, actor, now, party=person.pk)
    return row


@transaction.atomic
def name_cause(case: Case, *, cause: Cause, actor: Actor, now: datetime) -> Case:
    """Say why the conflict came about, so that it is seen when it comes again.

    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises BadInput: if it is no conflict, or the cause is none of such conflicts
    """
    case = conflict(case_to_work_on(case, actor))
    if cause.field != cause_field(case) or cause.retired_at:
        raise BadInput(_("Choose a cause of such conflicts."), field="cause")
    case.cause = cause
    case.save(update_fields=["cause"])
    note("conflict_cause_named", case, actor, now, cause=cause.pk)
    return case
