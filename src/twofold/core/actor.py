"""Who is asking, and from which side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from types import MappingProxyType


class Level(IntEnum):
    """How far a membership in a unit reaches."""

    VIEW = 1
    WORK = 2
    LEAD = 3


LEVEL_FOR: Mapping[str, Level] = MappingProxyType(
    {"view": Level.VIEW, "work": Level.WORK, "lead": Level.LEAD}
)
"""What a policy is asked → the level in the record's unit that it takes."""


class ActingSide(StrEnum):
    """The door by which someone came in; `/portal/` always acts as the customer."""

    STAFF = "staff"
    PORTAL = "portal"
    API = "api"
    JOB = "job"
    LINK = "link"


NO_LEVELS: Mapping[int, Level] = MappingProxyType({})


@dataclass(frozen=True)
class Actor:
    """Someone who asks or acts. Built once for a request or a job, and never changed.

    :param person_id: the party they are, or None for a system job or a stranger
    :param levels: unit id → level, already expanded over the units below one that they lead
    :param capabilities: what they may do besides working in their units, e.g. ``administer``
    :param scopes: what an API token is limited to; None means no such limit
    :param live: False sees nothing and may do nothing
    """

    side: ActingSide
    person_id: int | None = None
    user_id: int | None = None
    levels: Mapping[int, Level] = field(default_factory=lambda: NO_LEVELS, hash=False)
    capabilities: frozenset[str] = frozenset()
    scopes: frozenset[str] | None = None
    live: bool = True

    @classmethod
    def nobody(cls) -> "Actor":
        """A stranger: sees nothing, may do nothing."""
        return cls(side=ActingSide.LINK, live=False)

    @property
    def is_staff_side(self) -> bool:
        """True when acting as one who serves: in the pages for staff, or through the API on their behalf."""
        return self.live and self.side in (ActingSide.STAFF, ActingSide.API)

    def units(self, level: Level = Level.VIEW) -> frozenset[int]:
        """Ids of the units in which the actor has at least this level."""
        return self._units[level] if self.is_staff_side else frozenset()

    @cached_property
    def _units(self) -> Mapping[Level, frozenset[int]]:
        """Level → the units where it is reached. A page asks for them a dozen times, and they may be hundreds."""
        return {
            least: frozenset(unit for unit, held in self.levels.items() if held >= least) for least in Level
        }

    def level_in(self, unit_id: int | None) -> Level | None:
        """The actor's level in a unit, or None."""
        return self.levels.get(unit_id) if self.is_staff_side and unit_id else None

    def may(self, capability: str) -> bool:
        """Whether the actor holds a capability on the side they are acting from."""
        return self.is_staff_side and capability in self.capabilities
