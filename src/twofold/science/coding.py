"""How far two coders agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class CodersAgree:
    """Agreement of two coders on whether a code fits.

    ``kappa`` is None where both said the same of everything: then chance alone would agree as well.
    """

    kappa: float | None
    share: float
    n: int


def cohens_kappa(pairs: Sequence[tuple[bool, bool]]) -> CodersAgree:
    """κ = (p_o - p_e) / (1 - p_e): the agreement beyond that of two coders who guess as often as these do (Cohen 1960).

    :param pairs: for each thing that both coded, whether the one and whether the other gave it the code
    :raises Unmeasurable: if nothing was coded by both
    """
    n = len(pairs)
    if not n:
        raise Unmeasurable("Agreement needs something that two people have coded.")
    seen = sum(one == other for one, other in pairs) / n
    first, second = (sum(side) / n for side in zip(*pairs, strict=True))
    by_chance = first * second + (1 - first) * (1 - second)
    kappa = None if by_chance == 1 else (seen - by_chance) / (1 - by_chance)
    return CodersAgree(kappa, seen, n)
