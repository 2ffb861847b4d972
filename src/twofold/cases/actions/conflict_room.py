"""Who may do what in a conflict room, and what is recorded of it."""

from datetime import datetime

from django.utils.translation import gettext as _

from twofold.cases.actions.recording import case_to_work_on
from twofold.cases.models import Case
from twofold.cases.queries.conflict_people import is_mediator, spoken_for
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotAllowed
from twofold.timeline.actions import record

REASON = "the actor has a part in the conflict"


def conflict(case: Case) -> Case:
    if case.kind != Case.Kind.CONFLICT:
        raise BadInput(_("Case #%(number)s is no conflict.") % {"number": case.pk})
    return case


def in_room(case: Case, actor: Actor) -> Case:
    """The case, held, for whoever has a part in the conflict."""
    get_visible(Case, actor, case.pk)
    held = Case.objects.system(REASON).select_related("relationship").select_for_update(of=("self",))
    return conflict(held.get(pk=case.pk))


def led(case: Case, actor: Actor) -> Case:
    """The case, held, for the mediator and those who work on it."""
    case = in_room(case, actor)
    return case if is_mediator(actor, case) else case_to_work_on(case, actor)


def for_party(case: Case, party_id: int, actor: Actor) -> Case:
    """The case, held, for whoever speaks for one of its parties."""
    case = in_room(case, actor)
    if party_id not in spoken_for(actor, case):
        raise NotAllowed(_("You do not speak for this side."))
    return case


def note(verb: str, case: Case, actor: Actor, now: datetime, **details: object) -> None:
    """A conflict is restricted: no timeline of a party tells of it, and no value is kept."""
    record(f"cases.{verb}", subject=case, actor=actor, now=now, unit_id=case.unit_id, details=details)
