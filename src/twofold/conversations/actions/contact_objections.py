"""“Write to me no more”: said by the link in a mail, heeded by the contact budget at once, and taken back the same way."""

from datetime import datetime

from django.db import transaction

from twofold.conversations.models import ContactObjection, Purpose
from twofold.core.actor import ActingSide, Actor
from twofold.core.links import is_token_of, link_token
from twofold.directory.models import Party
from twofold.directory.queries.aliases import current_id
from twofold.timeline.actions.record import record

REASON = "whoever holds the link in a mail says so"
LONGEST_NUMBER = 18


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
    """Write to them no more for this purpose. Said again, it stands as it stood."""
    _row, is_new = ContactObjection.objects.system(REASON).get_or_create(
        party=party, purpose=Purpose(purpose), defaults={"at": now}
    )
    if is_new:
        _record("contact_objected", party, purpose, now)


@transaction.atomic
def lift_objection(party: Party, purpose: str, *, now: datetime) -> None:
    """Take it back, by the same link."""
    lifted, _kinds = (
        ContactObjection.objects.system(REASON).filter(party=party, purpose=Purpose(purpose)).delete()
    )
    if lifted:
        _record("contact_objection_lifted", party, purpose, now)


def _record(verb: str, party: Party, purpose: str, now: datetime) -> None:
    record(
        f"conversations.{verb}",
        subject=party,
        actor=Actor(side=ActingSide.LINK, person_id=party.pk),
        now=now,
        unit_id=None,
        parties=[party.pk],
        details={"purpose": str(purpose)},
    )


def _named(party_id: int, purpose: str) -> str:
    return f"conversations.objection:{purpose}:{party_id}"
