"""An occasion to ask: something that happened, with whom to ask about it, or why nobody is."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from twofold.surveys.actions.asking.invite import Asked
from twofold.surveys.models import Trigger, TriggerTally

Outcome = TriggerTally.Outcome

SETTLING = timedelta(minutes=10)
"""What happened is left alone for so long: a case opened again at once was not closed, and whatever began earlier is written."""

AT_ONCE = 2_000
"""How many events are read in one go."""

LONG_AGO = timedelta(days=30)
"""What is entered so much later asks nobody: it would not be remembered."""


@dataclass(frozen=True)
class Occasion:
    """One thing that happened.

    :param asked: whom to ask about it; None with any other outcome
    """

    outcome: Outcome
    asked: Asked | None = None


@dataclass(frozen=True)
class Found:
    """What a trigger has found.

    :param occasions: those that it is for; what it is not for at all is left out
    :param reached: how far it has read now
    """

    occasions: Sequence[Occasion]
    reached: int


def drawn(trigger: Trigger, occasions: Iterable[Occasion]) -> list[Occasion]:
    """The occasions, those left out by chance told so. Chance is a hash: asked again, it says the same."""
    return [
        replace(one, outcome=Outcome.NOT_DRAWN, asked=None)
        if one.asked and not is_drawn(trigger, one.asked)
        else one
        for one in occasions
    ]


def is_drawn(trigger: Trigger, asked: Asked) -> bool:
    """Whether this one is among the share that is asked."""
    about = asked.subject
    said = f"{trigger.pk}:{asked.party_id}:{about.kind}:{about.id}:{about.at.isoformat()}"
    place = int.from_bytes(hashlib.sha256(said.encode()).digest()[:8])
    return place % 100 < trigger.share


def why_not(occasions: Iterable[Occasion]) -> Counter[str]:
    """How often nobody was asked, by reason."""
    return Counter(one.outcome for one in occasions if one.asked is None)
