"""What all rooms hold about one person, and what stands against erasing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twofold.core.access import get_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed, NotVisible
from twofold.core.plates import HeldData, PersonalData, house
from twofold.directory.models import KnownTo, Party
from twofold.directory.queries.aliases import with_aliases
from twofold.timeline.models import Mention

ERASED = ("workspace.person_erased", "workspace.people_anonymised")


@dataclass(frozen=True)
class RoomShare:
    """One room's part.

    :param counts: what kind of rows → how many there are
    """

    label: str
    counts: Sequence[tuple[str, int]]


def require_desk(actor: Actor, party_id: int) -> Party:
    """The person, if this actor may answer for all that is held about them: they lead every unit that knows them.

    :raises NotVisible: if the actor may not see them, or they are no person
    :raises NotAllowed: if some unit that knows them is not the actor's to lead
    """
    party = get_visible(Party, actor, party_id)
    knowing = set(KnownTo.objects.filter(party_id=party_id).values_list("unit_id", flat=True))
    led = actor.units(Level.LEAD)
    if not knowing & led:
        raise NotAllowed(_("Only leads of a unit that knows this person answer for their data."))
    if party.kind != Party.Kind.PERSON or party.is_unknown_buyer:
        raise NotVisible
    if knowing - led:
        raise NotAllowed(
            _("Units that you do not lead know this person too. Ask someone who leads them all to answer.")
        )
    return party


def shares(party_id: int) -> list[RoomShare]:
    """How much each room holds."""
    ids = with_aliases(party_id)
    found = []
    for data in house().every("personal_data"):
        counts = [(label, count) for label, count in data.preview(ids).items() if count]
        if counts:
            found.append(RoomShare(str(data.label), counts))
    return found


def obstacles(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Person → why they cannot be erased, in sentences."""
    found: dict[int, list[str]] = {}
    for data in house().every("personal_data"):
        for pk, sentence in data.obstacles(ids).items():
            found.setdefault(pk, []).append(str(sentence))
    return found


def held_by_rooms(party_id: int) -> list[tuple[PersonalData, HeldData]]:
    """All that a person is given to read, room by room."""
    ids = with_aliases(party_id)
    found = [(data, data.held(ids)) for data in house().every("personal_data")]
    return [(data, held) for data, held in found if held.records]


def is_erased(party_id: int) -> bool:
    """Whether the person has been erased already."""
    return Mention.objects.filter(party_id=party_id, event__verb__in=ERASED).exists()
