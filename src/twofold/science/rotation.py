"""Whose turn it is: everyone by their weight, however few or many come at a time, and nobody twice while another is owed one."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is next, and what everyone is owed once they are."""

    who: Hashable
    deficits: Mapping[Hashable, float]


def next_turn(deficits: Mapping[Hashable, float], weights: Mapping[Hashable, float]) -> Turn | None:
    """Give one item to whoever is owed most; None if nobody takes part.

    Each turn credits all who take part with their share of one item, w/Σw, and charges whoever gets it one. So what anyone has
    got never strays further than one item, of those who are always there, from their share. Whoever is away is left out of
    `weights`: they earn nothing meanwhile, and are not flooded when they return (compare deficit round robin, Shreedhar and
    Varghese 1995, and smooth weighted round robin).

    :param deficits: what each is owed so far; 0 for whoever is not there
    :param weights: those who take part, by how much they take on
    :raises Unmeasurable: if a weight is not above zero
    """
    if not weights:
        return None
    if any(not weight > 0 for weight in weights.values()):
        raise Unmeasurable("Weights must be above zero.")
    total = sum(weights.values())
    owed = {who: deficits.get(who, 0.0) + weight / total for who, weight in weights.items()}
    who = max(owed, key=lambda one: (owed[one], weights[one]))
    return Turn(who, owed | {who: owed[who] - 1})
