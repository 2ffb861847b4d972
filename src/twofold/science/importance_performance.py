"""Importance against performance: what to concentrate on (Martilla and James 1977)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from twofold.science.answers import Scale
from twofold.science.noise import Noise, noise_of
from twofold.science.refusals import Unmeasurable

if TYPE_CHECKING:
    import numpy as np

DRAWS = 1_000
CERTAIN = 0.80

Item = Hashable
Answers = Mapping[Item, float | None]


class Quadrant(StrEnum):
    CONCENTRATE_HERE = "concentrate_here"
    KEEP_IT_UP = "keep_it_up"
    LOW_PRIORITY = "low_priority"
    OVERKILL = "overkill"


class Crosshair(NamedTuple):
    """Where the quadrants meet."""

    importance: float
    performance: float


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """``certainty`` is how often the item falls into this quadrant when respondents are drawn anew."""

    item: Item
    importance: float
    performance: float
    quadrant: Quadrant
    certainty: float

    @property
    def is_borderline(self) -> bool:
        return self.certainty < CERTAIN


@dataclass(frozen=True, slots=True)
class ImportancePerformance:
    """``is_centred`` tells which crosshair was used: the grand means, or the middle of the scale."""

    items: tuple[PlacedItem, ...]
    crosshair: Crosshair
    is_centred: bool
    n: int

    @property
    def noise(self) -> Noise:
        return noise_of(self.n)

    def within(self, quadrant: Quadrant) -> tuple[PlacedItem, ...]:
        return tuple(item for item in self.items if item.quadrant is quadrant)


def importance_performance(
    importance: Sequence[Answers],
    performance: Sequence[Answers],
    items: Sequence[Item],
    *,
    middle_of: Scale | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> ImportancePerformance:
    """Place each item by its mean importance and performance, and say which places are a matter of chance.

    :param importance: for each respondent, item → how important it is; blanks are ``None`` or missing
    :param performance: the same respondents in the same order
    :param middle_of: take the middle of this scale as crosshair; without it, the means over all items
    :param draws: how many samples of respondents are drawn, with ``seed``, to see how certain a quadrant is
    :raises Unmeasurable: if an item has no answer
    """
    import numpy as np

    tables = np.stack([_table(rows, items) for rows in _alike(importance, performance)])
    if not items or np.isnan(tables).all(axis=1).any():
        raise Unmeasurable("Every item needs an answer about its importance and one about its performance.")
    n = tables.shape[1]
    once = np.ones((1, n))
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=draws)
    (means,), (crosshair,) = _placed(tables, once, middle_of)
    sides = means > crosshair[:, None]
    drawn_means, drawn_crosshairs = _placed(tables, drawn, middle_of)
    same = ((drawn_means > drawn_crosshairs[:, :, None]) == sides).all(axis=1).mean(axis=0)
    return ImportancePerformance(
        items=tuple(
            PlacedItem(
                item, float(means[0, at]), float(means[1, at]), _quadrant(*sides[:, at]), float(same[at])
            )
            for at, item in enumerate(items)
        ),
        crosshair=Crosshair(float(crosshair[0]), float(crosshair[1])),
        is_centred=middle_of is None,
        n=n,
    )


def _placed(
    tables: "np.ndarray", times: "np.ndarray", middle_of: Scale | None
) -> tuple["np.ndarray", "np.ndarray"]:
    """Means by sample, axis and item, and crosshairs by sample and axis.

    :param times: how often each sample (row) holds each respondent
    """
    import numpy as np

    answered = ~np.isnan(tables)
    sums = np.stack([times @ axis for axis in np.where(answered, tables, 0.0)], axis=1)
    with np.errstate(invalid="ignore"):  # an item that a sample leaves without answers counts as misplaced
        means = sums / np.stack([times @ axis for axis in answered.astype(float)], axis=1)
    if middle_of is not None:
        return means, np.full(means.shape[:2], (middle_of.low + middle_of.high) / 2)
    return means, np.nanmean(means, axis=2)


def _table(rows: Sequence[Answers], items: Sequence[Item]) -> "np.ndarray":
    import numpy as np

    return np.array([[_or_nan(row.get(item)) for item in items] for row in rows], dtype=float).reshape(
        len(rows), len(items)
    )


def _or_nan(answer: float | None) -> float:
    return float("nan") if answer is None else float(answer)


def _alike(*axes: Sequence[Answers]) -> tuple[Sequence[Answers], ...]:
    if len({len(axis) for axis in axes}) > 1 or not axes[0]:
        raise Unmeasurable("Importance and performance have to come from the same respondents.")
    return axes


def _quadrant(is_important: bool, is_good: bool) -> Quadrant:
    if is_important:
        return Quadrant.KEEP_IT_UP if is_good else Quadrant.CONCENTRATE_HERE
    return Quadrant.OVERKILL if is_good else Quadrant.LOW_PRIORITY
