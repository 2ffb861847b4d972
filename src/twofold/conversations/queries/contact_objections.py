"""What someone wants to be written to no more for, as their page tells it."""

from dataclasses import dataclass

from twofold.conversations.models import ContactObjection, Purpose
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Party


@dataclass(frozen=True)
class PurposeLine:
    """One purpose for which the house writes of its own accord.

    :param objection: what stands against it; None if they may be written to
    """

    purpose: Purpose
    objection: ContactObjection | None


def purposes_of(party: Party, actor: Actor) -> list[PurposeLine]:
    """All purposes, each with what this party said about it."""
    standing = visible_list(ContactObjection, actor).filter(party=party).select_related("entered_by")
    by_purpose = {one.purpose: one for one in standing}
    return [PurposeLine(purpose, by_purpose.get(purpose)) for purpose in Purpose]
