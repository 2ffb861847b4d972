"""“Write to me no more”, said to someone who works here: entered by them, and taken back on the person's own word."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.actions.contact_objections import note_lifted, note_objection
from twofold.conversations.models import ContactObjection, Purpose
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.access import require_work_on
from twofold.directory.models import Party

LONGEST = 500
TO_STAFF = tuple(medium for medium in ContactObjection.Medium if medium != ContactObjection.Medium.LINK)
"""How people say such a thing to someone who works here."""


@transaction.atomic
def enter_objection(
    party: Party, purposes: Iterable[str], *, medium: str, reason: str = "", actor: Actor, now: datetime
) -> None:
    """Write down that they want to be written to no more. What stood already stands as it stood.

    :param medium: how they said so, one of `TO_STAFF`
    :param reason: in their words; they owe none
    :raises NotAllowed: if the actor may not edit this party
    :raises BadInput: naming the field
    :raises Conflict: if all of it stands already
    """
    require_work_on(actor, party)
    said = _said(medium, reason)
    wanted = [Purpose(purpose) for purpose in purposes if purpose in Purpose]
    if not wanted:
        raise BadInput(_("Say what they want no more of."), field="purposes")
    new = [purpose for purpose in wanted if note_objection(party, purpose, by=actor, now=now, **said)]
    if not new:
        raise Conflict(_("This stands already."), field="purposes")


@transaction.atomic
def enter_consent(
    objection: ContactObjection, *, medium: str, reason: str = "", actor: Actor, now: datetime
) -> None:
    """Write down that they may be written to after all: on their own word, whoever entered that they may not.

    :param medium: how they said so, one of `TO_STAFF`
    :raises NotAllowed: if the actor may not edit this party
    :raises BadInput: naming the field
    """
    require_work_on(actor, objection.party)
    said = _said(medium, reason)
    note_lifted(objection.party, Purpose(objection.purpose), by=actor, now=now, **said)


@transaction.atomic
def withdraw_objection(objection: ContactObjection, *, actor: Actor, now: datetime) -> None:
    """Take back what nobody said: it was entered for the wrong person, or of the wrong thing.

    :raises NotAllowed: if the actor neither entered it nor leads a unit that knows this party
    :raises Conflict: if they said so themselves, by the link in a mail
    """
    require_work_on(actor, objection.party)
    if objection.medium not in TO_STAFF:
        raise Conflict(_("They said so themselves by a link: only they can take it back."))
    if not may_withdraw(objection, actor):
        raise NotAllowed(_("Only whoever entered it, or a lead, can say that it was a mistake."))
    note_lifted(
        objection.party,
        Purpose(objection.purpose),
        by=actor,
        now=now,
        medium=objection.medium,
        verb="contact_objection_withdrawn",
    )


def may_withdraw(objection: ContactObjection, actor: Actor) -> bool:
    """Whether it was entered by the actor, or where they lead."""
    if objection.medium not in TO_STAFF:
        return False
    is_own = objection.entered_by_id is not None and objection.entered_by_id == actor.person_id
    return is_own or visible_list(Party, actor, "lead").filter(pk=objection.party_id).exists()


def _said(medium: str, reason: str) -> dict[str, str]:
    if medium not in TO_STAFF:
        raise BadInput(_("Say how they told you."), field="medium")
    reason = reason.replace("\x00", "").strip()
    if len(reason) > LONGEST:
        raise BadInput(_("Keep it to %(longest)s characters.") % {"longest": LONGEST}, field="reason")
    return {"medium": medium, "reason": reason}
