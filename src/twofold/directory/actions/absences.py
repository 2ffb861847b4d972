"""Days on which someone is not there. Why is nobody's business, and is asked nowhere."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.plates import RowChange
from twofold.core.rows import created, deleted
from twofold.directory.models import Absence, Party
from twofold.timeline.actions.record import record

LONGEST = timedelta(days=2 * 366)


@transaction.atomic
def note_absence(person: Party, *, starts_on: date, ends_on: date, actor: Actor, now: datetime) -> Absence:
    """Say that a colleague is away, from one day to another, both included.

    :raises NotAllowed: if it is neither the actor nor someone whose unit they lead
    :raises BadInput: naming the field: no colleague, the end lies before the start, or years later
    """
    if person.pk != actor.person_id and not visible_list(Party, actor, "lead").filter(pk=person.pk).exists():
        raise NotAllowed(_("You say when you are away yourself, and when those are whose unit you lead."))
    if not person.is_colleague:
        raise BadInput(_("%(name)s does not work here.") % {"name": person.name}, field="person")
    if ends_on < starts_on:
        raise BadInput(_("The last day lies before the first."), field="ends_on")
    if ends_on - starts_on > LONGEST:
        raise BadInput(_("That is more than two years. End the affiliation instead."), field="ends_on")
    absence = Absence.objects.create(person=person, starts_on=starts_on, ends_on=ends_on)
    _record("directory.absence_noted", absence, created(absence), actor, now)
    return absence


@transaction.atomic
def remove_absence(absence: Absence, *, actor: Actor, now: datetime) -> None:
    """Say that someone is there after all.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if it is not theirs to say
    """
    get_visible(Absence, actor, absence.pk, "work")
    _record("directory.absence_removed", absence, deleted(absence), actor, now)
    absence.delete()


def _record(verb: str, absence: Absence, row: RowChange, actor: Actor, now: datetime) -> None:
    person = absence.person
    record(verb, subject=person, actor=actor, now=now, unit_id=person.home_unit_id, rows=[row])
