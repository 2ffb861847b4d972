"""Who has an account, as those who decide on memberships see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from twofold.accounts.access import can_manage_people, can_staff, staffable_units, top_down
from twofold.accounts.models import CapabilityGrant, Membership, User
from twofold.core.actor import Actor
from twofold.core.errors import NotAllowed, NotVisible
from twofold.directory.queries.names import party_names
from twofold.directory.queries.units import UnitTree, unit_tree


@dataclass(frozen=True)
class Place:
    """A membership as a page shows it.

    :param can_change: whether the one who looks decides on it
    """

    pk: int
    unit: str
    level: int
    is_sealed: bool
    can_change: bool


@dataclass(frozen=True)
class Account:
    """A user as a page shows them; the name is that of the person, or else the address."""

    pk: int
    name: str
    email: str
    person_id: int | None
    is_active: bool
    last_login: datetime | None
    places: tuple[Place, ...]
    capabilities: tuple[str, ...]

    @property
    def abilities(self) -> list[str]:
        """The capabilities in words."""
        return [str(CapabilityGrant.Capability(name).label) for name in self.capabilities]


def manageable_users(actor: Actor) -> QuerySet[User]:
    """The accounts an actor may look at: all for administrators, for leads those of their units' members.

    :raises NotAllowed: for anyone else
    """
    if not can_manage_people(actor):
        raise NotAllowed(_("Accounts are for administrators and for leads of units."))
    if actor.may("administer"):
        return User.objects.all()
    return User.objects.filter(memberships__unit__in=staffable_units(actor, unit_tree())).distinct()


def manageable_user(actor: Actor, pk: int) -> User:
    """One of those accounts.

    :raises NotVisible: if it does not exist or is not the actor's to look at
    """
    user = manageable_users(actor).filter(pk=pk).first()
    if user is None:
        raise NotVisible
    return user


def matching(users: QuerySet[User], words: str) -> QuerySet[User]:
    """The users whose address or name contains what someone typed."""
    if not words:
        return users
    return users.filter(Q(email__icontains=words) | Q(person__name__icontains=words))


def accounts(users: Iterable[User], actor: Actor) -> list[Account]:
    """Users with their places and capabilities, in a fixed number of queries."""
    users = list(users)
    tree = unit_tree()
    ids = [user.pk for user in users]
    names = party_names([user.person_id for user in users if user.person_id], actor)
    places = _places(ids, actor, tree)
    capabilities = defaultdict(list)
    for grant in CapabilityGrant.objects.filter(user__in=ids).order_by("capability", "pk"):
        capabilities[grant.user_id].append(grant.capability)
    return [
        Account(
            pk=user.pk,
            name=names.get(user.person_id, user.email),
            email=user.email,
            person_id=user.person_id if user.person_id in names else None,
            is_active=user.is_active,
            last_login=user.last_login,
            places=tuple(places[user.pk]),
            capabilities=tuple(capabilities[user.pk]),
        )
        for user in users
    ]


def _places(user_ids: list[int], actor: Actor, tree: UnitTree) -> dict[int, list[Place]]:
    position = {unit: number for number, unit in enumerate(top_down(tree))}
    memberships = Membership.objects.filter(user__in=user_ids)
    if not actor.may("administer"):
        memberships = memberships.filter(Q(unit__in=staffable_units(actor, tree)) | Q(user=actor.user_id))
    places = defaultdict(list)
    for row in sorted(memberships, key=lambda row: position[row.unit_id]):
        places[row.user_id].append(
            Place(
                pk=row.pk,
                unit=tree.names[row.unit_id],
                level=row.level,
                is_sealed=row.unit_id in tree.sealed,
                can_change=can_staff(actor, row.unit_id, tree),
            )
        )
    return places


def unit_choices(actor: Actor) -> list[tuple[int, str]]:
    """The units whose members the actor decides on, indented as the tree is."""
    tree = unit_tree()
    return [
        (unit, "\N{EM SPACE}" * len(tree.ancestors(unit)) + tree.names[unit])
        for unit in staffable_units(actor, tree)
    ]
