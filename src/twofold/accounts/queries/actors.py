"""Who someone is when they ask: built once for a request or a job."""

from collections.abc import Mapping

from django.db import connection

from twofold.accounts.models import User
from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.queries.units import UnitTree, unit_tree

HOUSE = Actor(side=ActingSide.JOB)
"""The house itself at work, for what follows from a decision that someone entitled to it has made before."""

HELD = (
    "SELECT unit_id, level, '' FROM accounts_membership WHERE user_id = %s"
    " UNION ALL SELECT NULL, NULL, capability FROM accounts_capabilitygrant WHERE user_id = %s"
)


def actor_for(user: User, side: ActingSide, *, scopes: frozenset[str] | None = None) -> Actor:
    """The actor that a user is on one side.

    :param scopes: what an API token is limited to
    """
    if not user.is_active:
        return Actor.nobody()
    held, capabilities = held_by(user.pk)
    return Actor(
        side=side,
        person_id=user.person_id,
        user_id=user.pk,
        levels=expand_levels(held, unit_tree() if Level.LEAD in held.values() else None),
        capabilities=capabilities,
        scopes=scopes,
    )


def held_by(user_id: int) -> tuple[dict[int, int], frozenset[str]]:
    """A user's own level in each unit, and capabilities: in one statement, since every request asks."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [user_id, user_id])
        rows = cursor.fetchall()
    levels = {unit: level for unit, level, _ in rows if unit is not None}
    return levels, frozenset(capability for unit, _, capability in rows if unit is None)


def expand_levels(held: Mapping[int, int], tree: UnitTree | None) -> dict[int, Level]:
    """A lead's level also holds below, down to the first seal: what is sealed is for its own members only.

    :param tree: needed only if a unit is led
    """
    levels = {unit: Level(level) for unit, level in held.items()}
    for unit, level in held.items():
        if level == Level.LEAD and tree:
            levels.update(dict.fromkeys(tree.subtree(unit), Level.LEAD))
    return levels
