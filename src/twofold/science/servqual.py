"""Gaps between what was expected and what was perceived: SERVQUAL outside, INTSERVQUAL among colleagues."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from twofold.science.agreement import cronbach_alpha
from twofold.science.estimates import Estimate
from twofold.science.means import mean_of
from twofold.science.refusals import Unmeasurable

LEAST_ITEMS = 2 / 3

Item = Hashable
Answers = Mapping[Item, float | None]
Dimensions = Mapping[str, Sequence[Item]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one respondent expected and perceived, by item; blanks are missing or ``None``, never zero."""

    expected: Answers
    perceived: Answers

    def pair(self, item: Item) -> tuple[float, float] | None:
        expected, perceived = self.expected.get(item), self.perceived.get(item)
        return None if expected is None or perceived is None else (expected, perceived)


@dataclass(frozen=True, slots=True)
class DimensionGap:
    """One dimension, in steps of the scale; ``gap`` is perceived less expected: below zero, it fell short.

    ``weight`` is its part in the weighted overall gap, ``None`` without importance. The two α say how well its
    items hang together; below .70 they hardly measure one thing.
    """

    name: str
    expected: Estimate
    perceived: Estimate
    gap: Estimate
    weight: float | None
    alpha_expected: float | None
    alpha_perceived: float | None


@dataclass(frozen=True, slots=True)
class ServiceQuality:
    """``overall`` is the mean of the dimensions' gaps, ``weighted`` the same by importance; paired t intervals.

    ``performance`` is perception alone (SERVPERF; Cronin and Taylor 1992), to be shown beside the gaps, whose
    reliability is lower. ``left_out`` respondents left some dimension unanswered and count in no overall figure.
    """

    dimensions: tuple[DimensionGap, ...]
    overall: Estimate
    weighted: Estimate | None
    performance: Estimate
    left_out: int


def service_quality(
    sheets: Sequence[Sheet], dimensions: Dimensions, *, importance: Mapping[str, float] | None = None
) -> ServiceQuality:
    """Measure gaps by dimension and overall (Parasuraman, Zeithaml and Berry 1988).

    A respondent counts in a dimension with at least two thirds of its items both expected and perceived.

    :param importance: dimension → points, on any scale: from a 100-point allocation or `importance_of`
    :raises Unmeasurable: if a dimension has no items, or importance does not cover the dimensions
    """
    if not dimensions or not all(dimensions.values()):
        raise Unmeasurable("Every dimension needs at least one item.")
    weights = None if importance is None else _weights(dimensions, importance)
    scored = [{name: _means(sheet, items) for name, items in dimensions.items()} for sheet in sheets]
    complete = [list(pairs.values()) for pairs in scored if None not in pairs.values()]
    even = [1 / len(dimensions)] * len(dimensions)
    return ServiceQuality(
        dimensions=tuple(
            _dimension(name, items, sheets, [pairs[name] for pairs in scored], (weights or {}).get(name))
            for name, items in dimensions.items()
        ),
        overall=mean_of([_weighted_gap(pairs, even) for pairs in complete]),
        weighted=weights and mean_of([_weighted_gap(pairs, list(weights.values())) for pairs in complete]),
        performance=mean_of([fmean(perceived for _, perceived in pairs) for pairs in complete]),
        left_out=len(sheets) - len(complete),
    )


def importance_of(rows: Sequence[Answers], dimensions: Dimensions) -> dict[str, float]:
    """How important each dimension is: the mean over all answers about its items."""
    points = {}
    for name, items in dimensions.items():
        given = [row[item] for row in rows for item in items if row.get(item) is not None]
        if not given:
            raise Unmeasurable(f"Nobody said how important {name} is.")
        points[name] = fmean(given)
    return points


def _dimension(
    name: str,
    items: Sequence[Item],
    sheets: Sequence[Sheet],
    pairs: Sequence[tuple[float, float] | None],
    weight: float | None,
) -> DimensionGap:
    given = [pair for pair in pairs if pair is not None]
    return DimensionGap(
        name=name,
        expected=mean_of([expected for expected, _ in given]),
        perceived=mean_of([perceived for _, perceived in given]),
        gap=mean_of([perceived - expected for expected, perceived in given]),
        weight=weight,
        alpha_expected=cronbach_alpha([[sheet.expected.get(item) for item in items] for sheet in sheets]),
        alpha_perceived=cronbach_alpha([[sheet.perceived.get(item) for item in items] for sheet in sheets]),
    )


def _means(sheet: Sheet, items: Sequence[Item]) -> tuple[float, float] | None:
    pairs = [pair for item in items if (pair := sheet.pair(item)) is not None]
    if len(pairs) < LEAST_ITEMS * len(items):
        return None
    return fmean(expected for expected, _ in pairs), fmean(perceived for _, perceived in pairs)


def _weighted_gap(pairs: Sequence[tuple[float, float]], weights: Sequence[float]) -> float:
    return sum(w * (perceived - expected) for w, (expected, perceived) in zip(weights, pairs, strict=True))


def _weights(dimensions: Dimensions, importance: Mapping[str, float]) -> dict[str, float]:
    points = {name: importance.get(name, 0.0) for name in dimensions}
    if importance.keys() != dimensions.keys() or min(points.values()) < 0 or not sum(points.values()) > 0:
        raise Unmeasurable("Every dimension needs its importance, none below zero and not all of them zero.")
    total = sum(points.values())
    return {name: value / total for name, value in points.items()}
