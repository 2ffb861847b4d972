"""When a figure rests on too little to be shown as a number."""

from enum import StrEnum

FEW = 10
MANY = 30


class Noise(StrEnum):
    """How much a figure may say, given what it rests on."""

    COUNTS_ONLY = "counts_only"
    GREYED = "greyed"
    NORMAL = "normal"


def noise_of(n: float, *, few: int = FEW) -> Noise:
    """Judge a figure by the number of answers (or effective answers, events, heads) behind it.

    :param n: what the figure rests on, in the unit that the measure counts
    :param few: below this only counts are shown; between this and 30 the figure is greyed
    """
    if n < few:
        return Noise.COUNTS_ONLY
    return Noise.GREYED if n < MANY else Noise.NORMAL
