"""All that a party's page shows of the party itself; what other rooms know comes in panels."""

from dataclasses import dataclass, field
from datetime import date

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.directory.access import is_staff
from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party, Unit
from twofold.directory.models.countries import country_names
from twofold.directory.queries.affiliations import MOST, affiliates_of, affiliations_of

KINDS = (
    ContactPoint.Kind.EMAIL,
    ContactPoint.Kind.PHONE,
    ContactPoint.Kind.HANDLE,
    ContactPoint.Kind.ADDRESS,
)


@dataclass(frozen=True)
class PartyCard:
    """A party as one actor may see it.

    :param is_known: False: a colleague of whom the actor may know name, unit and title only
    :param may_work: whether the actor may change it
    :param is_for_staff: whether the actor serves here; customers read what their record says, not who changed it
    :param work: current role title and group, "" if none
    """

    party: Party
    is_known: bool
    may_work: bool
    work: str
    country: str
    is_for_staff: bool = False
    contact_points: list[ContactPoint] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    affiliates: list[Affiliation] = field(default_factory=list)
    has_more_affiliates: bool = False
    known_to: list[Unit] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The party's id as text."""
        return str(self.party.pk)


def party_card(actor: Actor, pk: int, *, day: date, language: str) -> PartyCard:
    """The card of one party.

    :raises NotVisible: if the actor may not even know its name
    """
    party = get_visible(Party, actor, pk, "name")
    is_known = visible_list(Party, actor).filter(pk=pk).exists()
    ties = affiliations_of(actor, party)
    current = [tie for tie in ties if is_current(tie, day)]
    primary = next((tie for tie in current if tie.is_primary), current[0] if current else None)
    work = ", ".join(filter(None, (primary.role_title, primary.group.name))) if primary else ""
    if not is_known:
        return PartyCard(party, False, False, work, "", affiliations=current)
    affiliates = [] if party.kind == Party.Kind.PERSON else affiliates_of(actor, pk, day=day, limit=MOST + 1)
    points = visible_list(ContactPoint, actor).filter(party=party)
    known = KnownTo.objects.filter(party=party, unit_id__in=actor.units()).values("unit_id")
    return PartyCard(
        party=party,
        is_known=True,
        may_work=visible_list(Party, actor, "work").filter(pk=pk).exists() and not party.is_unknown_buyer,
        work=work,
        country=country_names(language).get(party.country, party.country),
        is_for_staff=is_staff(actor),
        contact_points=sorted(
            points, key=lambda point: (KINDS.index(point.kind), not point.is_primary, point.pk)
        ),
        identifiers=list(Identifier.objects.filter(party=party).order_by("scheme", "value")),
        affiliations=ties,
        affiliates=affiliates[:MOST],
        has_more_affiliates=len(affiliates) > MOST,
        known_to=list(
            visible_list(Unit, actor)
            .filter(pk__in=known)
            .select_related("party")
            .order_by("party__sort_name", "pk")
        ),
    )


def is_current(tie: Affiliation, day: date) -> bool:
    """Whether an affiliation holds on a day."""
    return (tie.from_on is None or tie.from_on <= day) and (tie.to_on is None or tie.to_on >= day)
