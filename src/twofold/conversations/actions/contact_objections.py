"""“Write to me no more”: heeded by the contact budget at once, and taken back the same way. Here, by the link in a mail."""

from datetime import datetime

from django.db import transaction

from twofold.conversations.models import ContactObjection, Purpose
from twofold.core.actor import ActingSide, Actor
from twofold.core.links import is_token_of, link_token
from twofold.directory.models import Party
from twofold.directory.queries.aliases import current_id
from twofold.timeline.actions.record import Changes, record

REASON = "whoever it is about says so"
LONGEST_NUMBER = 18
LINK = ContactObjection.Medium.LINK


def objection_token(party_id: int, purpose: str) -> str:
    """What lets the holder of a mail say that they want no more of its kind; it opens nothing else."""
    return f"{party_id}-{link_token(_named(party_id, purpose))}"


def objecting_party(token: str, purpose: str) -> Party | None:
    """Whose link it is; None when it was made up, or they are not known any more."""
    number, _dash, secret = token.partition("-")
    if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER or purpose not in Purpose:
        return None
    if not is_token_of(secret, _named(int(number), purpose)):
        return None
    return Party.objects.system(REASON).filter(pk=current_id(int(number)), erased_at=None).first()


def has_objected(party: Party, purpose: str) -> bool:
    """Whether they want no more of this kind."""
    return ContactObjection.objects.system(REASON).filter(party=party, purpose=purpose).exists()


@transaction.atomic
def object_to(party: Party, purpose: str, *, now: datetime) -> None:
    """Write to them no more for this purpose, by the link in a mail. Said again, it stands as it stood."""
    note_objection(party, Purpose(purpose), by=_holder(party), now=now)


@transaction.atomic
def lift_objection(party: Party, purpose: str, *, now: datetime) -> None:
    """Take it back, by the same link."""
    note_lifted(party, Purpose(purpose), by=_holder(party), now=now)


def note_objection(
    party: Party, purpose: Purpose, *, by: Actor, now: datetime, medium: str = LINK, reason: str = ""
) -> bool:
    """Keep that they want no more, for a verb that asked. What stood already stands as it stood.

    What was entered for them is their own word once they say it by the link, too: nobody but they takes it back from then on.

    :returns: whether it is new
    """
    said = {"at": now, "medium": medium, "reason": reason}
    if by.side != ActingSide.LINK:
        said["entered_by_id"] = by.person_id
    row, is_new = ContactObjection.objects.system(REASON).get_or_create(
        party=party, purpose=purpose, defaults=said
    )
    if medium == LINK and row.medium != LINK:
        row.medium, is_new = LINK, True
        row.save(update_fields=["medium"])
    if is_new:
        _record("contact_objected", party, purpose, by, now, medium, {"reason": ("", reason)})
    return is_new


def note_lifted(
    party: Party,
    purpose: Purpose,
    *,
    by: Actor,
    now: datetime,
    medium: str = LINK,
    reason: str = "",
    verb: str = "contact_objection_lifted",
) -> bool:
    """Keep that they may be written to after all, for a verb that asked.

    :returns: whether anything stood
    """
    lifted, _kinds = ContactObjection.objects.system(REASON).filter(party=party, purpose=purpose).delete()
    if lifted:
        _record(verb, party, purpose, by, now, medium, {"reason": ("", reason)})
    return bool(lifted)


def _record(
    verb: str, party: Party, purpose: Purpose, by: Actor, now: datetime, medium: str, changes: Changes
) -> None:
    record(
        f"conversations.{verb}",
        subject=party,
        actor=by,
        now=now,
        unit_id=party.home_unit_id,
        parties=[party.pk],
        details={"purpose": str(purpose), "medium": str(medium)},
        changes=changes,
    )


def _holder(party: Party) -> Actor:
    return Actor(side=ActingSide.LINK, person_id=party.pk)


def _named(party_id: int, purpose: str) -> str:
    return f"conversations.objection:{purpose}:{party_id}"
