"""Who someone is when they ask: built once for a request or a job."""

from collections.abc import Mapping

from twofold.accounts.models import CapabilityGrant, Membership, User
from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.queries.units import UnitTree, unit_tree

HOUSE = Actor(side=ActingSide.JOB)
"""The house itself at work, for what follows from a decision that someone entitled to it has made before."""


def actor_for(user: User, side: ActingSide, *, scopes: frozenset[str] | None = None) -> Actor:
    """The actor that a user is on one side.

    :param scopes: what an API token is limited to
    """
    if not user.is_active:
        return Actor.nobody()
    held = dict(Membership.objects.filter(user=user).values_list("unit_id", "level"))
    capabilities = CapabilityGrant.objects.filter(user=user).values_list("capability", flat=True)
    return Actor(
        side=side,
        person_id=user.person_id,
        user_id=user.pk,
        levels=expand_levels(held, unit_tree() if Level.LEAD in held.values() else None),
        capabilities=frozenset(capabilities),
        scopes=scopes,
    )


def expand_levels(held: Mapping[int, int], tree: UnitTree | None) -> dict[int, Level]:
    """A lead's level also holds below, down to the first seal: what is sealed is for its own members only.

    :param tree: needed only if a unit is led
    """
    levels = {unit: Level(level) for unit, level in held.items()}
    for unit, level in held.items():
        if level == Level.LEAD and tree:
            levels.update(dict.fromkeys(tree.subtree(unit), Level.LEAD))
    return levels
