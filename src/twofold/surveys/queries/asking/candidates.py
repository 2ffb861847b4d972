"""Who is in an audience at this moment: set-wise, through the gate of whoever plans the round or owns the view."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import BadInput
from twofold.core.plates import Asked as ListAsked
from twofold.core.setwise import among
from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.affiliations import holding_on
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Relationship, Side
from twofold.relationships.queries.windows import counts_since, window_on
from twofold.science.standing import Standing
from twofold.surveys.models import Survey
from twofold.surveys.queries.asking.audiences import Audience, Whom
from twofold.workspace.models import SavedView
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.matching import matching
from twofold.workspace.queries.lists.shown import of_view

REASON = "whom a round asks is read set-wise, and shown to nobody"
HUNDREDTHS = 10_000


@dataclass(frozen=True)
class Candidate:
    """One in an audience.

    :param belongs: the tie by which they count in a unit; made up, and unsaved, for customers
    :param unit_id: whom the answers speak of
    """

    party_id: int
    belongs: Affiliation
    unit_id: int
    relationship_id: int | None = None


def candidates(
    audience: Audience, survey: Survey, *, salt: str, actor: Actor, now: datetime
) -> list[Candidate]:
    """Each person of an audience once, in the order of their numbers.

    :param salt: of the round: chance falls the same way however often it is asked, and another way in the next round
    :raises BadInput: if the view cannot be read any more
    """
    found = {
        Whom.PEOPLE: _people,
        Whom.CUSTOMERS: _customers,
        Whom.VIEW: _of_view,
    }[audience.kind](audience, survey, actor, now)
    once = {one.party_id: one for one in reversed(list(found))}
    return [once[party] for party in sorted(once) if is_drawn(party, salt, audience.share)]


def is_drawn(party_id: int, salt: str, share: int) -> bool:
    """Whether chance falls on someone."""
    if share >= 100:
        return True
    mixed = hashlib.blake2b(f"{salt}:{party_id}".encode(), digest_size=8).digest()
    return int.from_bytes(mixed) % HUNDREDTHS < share * HUNDREDTHS // 100


def _people(audience: Audience, survey: Survey, actor: Actor, now: datetime) -> Iterable[Candidate]:
    ties = _ties(now).filter(group_id__in=_with_below(audience.units), kind__in=audience.belonging)
    return (Candidate(tie.party_id, tie, tie.group_id) for tie in ties)


def _customers(audience: Audience, survey: Survey, actor: Actor, now: datetime) -> Iterable[Candidate]:
    bonds = (
        Relationship.objects.visible_to(actor)
        .filter(_standing(audience, survey.side, now), provider_id__in=_with_below(audience.units))
        .filter(side=survey.side, customer__erased_at=None, customer__is_unknown_buyer=False)
        .exclude(customer__kind=Party.Kind.UNIT)
        .select_related("customer")
        .order_by("-last_served_on", "-pk")
    )
    groups = {}
    for bond in bonds:
        if audience.has_contacts and bond.customer.kind == Party.Kind.ORGANIZATION:
            groups.setdefault(bond.customer_id, bond)
        else:
            yield _customer(bond, bond.customer)
    contacts = holding_on(Affiliation.objects.system(REASON), timezone.localdate(now)).filter(
        group_id__in=among(list(groups)), kind=Affiliation.Kind.CONTACT, party__erased_at=None
    )
    for tie in contacts.select_related("party").order_by("-is_primary", "pk"):
        yield _customer(groups[tie.group_id], tie.party)


def _customer(bond: Relationship, party: Party) -> Candidate:
    counted = Affiliation(party=party, group_id=bond.provider_id, kind=Affiliation.Kind.CONTACT)
    return Candidate(party.pk, counted, bond.provider_id, bond.pk)


def _of_view(audience: Audience, survey: Survey, actor: Actor, now: datetime) -> Iterable[Candidate]:
    """Those whom the owner of the view sees in it, and who belong to the survey's side."""
    ids = parties_of_view(audience.view, now)
    if survey.side == Side.INTERNAL:
        for tie in _ties(now).filter(party_id__in=among(ids), kind=Affiliation.Kind.EMPLOYEE):
            yield Candidate(tie.party_id, tie, tie.group_id)
        return
    bonds = Relationship.objects.system(REASON).filter(
        customer_id__in=among(ids),
        provider_id__in=_with_below([survey.unit_id]),
        side=Side.EXTERNAL,
        customer__erased_at=None,
    )
    for bond in bonds.select_related("customer").order_by("-last_served_on", "-pk"):
        yield _customer(bond, bond.customer)


def parties_of_view(view_id: int | None, now: datetime) -> Sequence[int]:
    """The parties in a saved view, through its owner's gate.

    :raises BadInput: if it is gone, or its owner is
    """
    view = SavedView.objects.system(REASON).select_related("owner").filter(pk=view_id).first()
    if view is None:
        raise BadInput(_("The saved view is gone. Choose another."), field="view")
    owner = actor_for(view.owner, ActingSide.STAFF)
    if not owner.live:
        raise BadInput(
            _("Whoever owns the saved view has no account any more. Choose another."), field="view"
        )
    list_of_parties = listed(view.list_name, owner)
    if list_of_parties.type.name != "party":
        raise BadInput(_("This view is not one of parties. Choose another."), field="view")
    found = matching(of_view(list_of_parties, view), ListAsked(owner, now))
    return list(found.every.order_by().values_list("pk", flat=True))


def _ties(now: datetime) -> QuerySet[Affiliation]:
    """Ties of people to units that hold today, of each person the main one first."""
    ties = holding_on(Affiliation.objects.system(REASON), timezone.localdate(now))
    people = ties.filter(group__kind=Party.Kind.UNIT, party__kind=Party.Kind.PERSON, party__erased_at=None)
    return people.select_related("party").order_by("-is_primary", "pk")


def _with_below(units: Iterable[int]) -> list[int]:
    tree = unit_tree()
    known = [unit for unit in units if unit in tree.parents]
    return sorted(frozenset().union(*(tree.subtree(unit) for unit in known)))


def _standing(audience: Audience, side: str, now: datetime) -> Q:
    today = timezone.localdate(now)
    boundary = counts_since(window_on(side, today), today)
    conditions = {
        Standing.CURRENT: Q(last_served_on__gte=boundary),
        Standing.PAST: Q(last_served_on__lt=boundary),
        Standing.POTENTIAL: Q(last_served_on=None),
    }
    wanted = Q(pk__in=())
    for standing in audience.standing:
        wanted |= conditions.get(Standing(standing), Q(pk__in=()))
    return wanted
