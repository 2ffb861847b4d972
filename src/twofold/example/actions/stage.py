"""What the parts of the example share while it is being built."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from twofold.directory.models import Party, Unit
from twofold.example.actions.stories import Story
from twofold.relationships.models import Offering, Relationship

YEARS = 3
CURRENCY = "EUR"


@dataclass
class Stage:
    """A seeded source of chance, a moment to end at, and what has been built so far.

    :param staff: unit name → the people who work there now
    :param serves: (unit id, party id, side) → relationship
    """

    rng: Random
    now: datetime
    units: dict[str, Unit] = field(default_factory=dict)
    staff: dict[str, list[Party]] = field(default_factory=dict)
    former: list[Party] = field(default_factory=list)
    offerings: dict[str, list[Offering]] = field(default_factory=dict)
    serves: dict[tuple[int, int, str], Relationship] = field(default_factory=dict)

    @property
    def start(self) -> datetime:
        """The first moment of the three years."""
        return self.now - timedelta(days=365 * YEARS)

    @property
    def story(self) -> Story:
        """The stories, placed in time."""
        return Story(self.now)

    @property
    def colleagues(self) -> list[Party]:
        """Everyone who works here now."""
        return [person for people in self.staff.values() for person in people]

    def moment(self, first: datetime, last: datetime) -> datetime:
        """Some moment during working hours between two others."""
        day = first + (last - first) * self.rng.random()
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
            minutes=self.rng.randrange(8 * 60, 18 * 60)
        )
        return min(max(at, first), last)
