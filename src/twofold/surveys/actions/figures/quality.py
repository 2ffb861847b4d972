"""Gaps between expected and perceived, and importance against performance, from a battery of items."""

from collections.abc import Sequence

from twofold.science.importance_performance import PlacedItem, importance_performance
from twofold.science.means import mean_of
from twofold.science.servqual import DimensionGap, Sheet, importance_of, service_quality
from twofold.surveys.models import Question
from twofold.surveys.queries.figures.batteries import SATISFACTION, Parts
from twofold.surveys.queries.figures.ground import Figures, Ground, refused
from twofold.surveys.queries.figures.rows import Row

EXPECTED, PERCEIVED = Question.Part.EXPECTATION, Question.Part.PERCEPTION
IMPORTANCE = Question.Part.IMPORTANCE


def quality(ground: Ground) -> Figures | None:
    """Gaps by dimension, by item and overall; None where expectation and perception were not asked in pairs."""
    pairs = {
        item: parts
        for item, parts in ground.battery.having(EXPECTED, PERCEIVED).items()
        if _scale(parts[EXPECTED]) == _scale(parts[PERCEIVED])
    }
    if not pairs:
        return None
    rows = {part: ground.part(pairs, part) for part in (EXPECTED, PERCEIVED)}
    complete = _complete(rows.values(), len(pairs))
    if refusal := _too_few(complete, list(rows.values()), ground):
        return refusal
    kept = complete if ground.scope.is_protected else range(len(ground.sheets))
    sheets = [Sheet(rows[EXPECTED][at], rows[PERCEIVED][at]) for at in kept]
    groups = {
        name: inside
        for name, items in ground.battery.groups.items()
        if (inside := [i for i in items if i in pairs])
    }
    found = service_quality(sheets, groups, importance=_importance(ground, groups, pairs))
    low, high = _scale(next(iter(pairs.values()))[EXPECTED])
    return {
        "low": low,
        "high": high,
        "dimensions": [_dimension(one, pairs, ground) for one in found.dimensions],
        "items": [_item(item, parts, sheets, ground) for item, parts in pairs.items()]
        if ground.battery.dimensions
        else [],
        "overall": ground.estimate(found.overall),
        "weighted": ground.estimate(found.weighted),
        "performance": ground.estimate(found.performance),
        "left_out": found.left_out,
        "n": found.overall.n,
    }


def importance(ground: Ground) -> Figures | None:
    """Where each item lies by its stated importance and its performance; None where importance was not asked."""
    part = SATISFACTION if ground.battery.having(IMPORTANCE, SATISFACTION) else PERCEIVED
    asked = ground.battery.having(IMPORTANCE, part)
    if len(asked) < 2:
        return None
    rows = [ground.part(asked, IMPORTANCE), ground.part(asked, part)]
    complete = _complete(rows, len(asked))
    if refusal := _too_few(complete, rows, ground):
        return refusal
    found = importance_performance(*([row[at] for at in complete] for row in rows), list(asked))
    return {
        "performed_as": part,
        "items": [_placed(one, asked, part, ground) for one in found.items],
        "crosshair": [ground.decimals(value) for value in found.crosshair],
        "n": found.n,
    }


def _importance(ground: Ground, groups: dict, pairs: dict[str, Parts]) -> dict[str, float] | None:
    """How important each dimension is, where every item of it was asked about."""
    stated = {item: parts for item, parts in pairs.items() if IMPORTANCE in parts}
    if len(stated) < len(pairs):
        return None
    rows = ground.part(stated, IMPORTANCE)
    return importance_of(rows, groups) if any(rows) else None


def _complete(parts: Sequence[list[Row]] | object, items: int) -> list[int]:
    """The places of the sheets on which every part of every item was answered."""
    return [at for at, rows in enumerate(zip(*parts, strict=True)) if all(len(row) == items for row in rows)]


def _too_few(complete: Sequence[int], parts: Sequence[list[Row]], ground: Ground) -> Figures | None:
    """Why nothing is told. Of protected answers also where those who left something out are a few: their answers would be
    the difference to the means of all."""
    n = len(complete)
    if n < ground.scope.least_n:
        return refused("too_few", n=n, least_n=ground.scope.least_n)
    if ground.scope.is_protected:
        items = {item for rows in parts for row in rows for item in row}
        more = {sum(item in row for row in rows) - n for rows in parts for item in items}
        if any(0 < left_out < ground.scope.survey.least_group for left_out in more):
            return refused("a_few_left_out", least_n=ground.scope.survey.least_group)
    return None


def _dimension(one: DimensionGap, pairs: dict[str, Parts], ground: Ground) -> Figures:
    return {
        "label": one.name if ground.battery.dimensions else _named(one.name, pairs[one.name][PERCEIVED]),
        "expected": ground.decimals(one.expected.point),
        "perceived": ground.decimals(one.perceived.point),
        "gap": ground.estimate(one.gap),
        "weight": ground.decimals(one.weight),
        "alpha_expected": ground.decimals(one.alpha_expected),
        "alpha_perceived": ground.decimals(one.alpha_perceived),
    }


def _item(item: str, parts: Parts, sheets: Sequence[Sheet], ground: Ground) -> Figures:
    given = [pair for sheet in sheets if (pair := sheet.pair(item)) is not None]
    return {
        "label": _named(item, parts[PERCEIVED]),
        "expected": ground.decimals(mean_of([expected for expected, _ in given]).point),
        "perceived": ground.decimals(mean_of([perceived for _, perceived in given]).point),
        "gap": ground.estimate(mean_of([perceived - expected for expected, perceived in given])),
    }


def _placed(one: PlacedItem, asked: dict[str, Parts], part: str, ground: Ground) -> Figures:
    return {
        "item": str(one.item),
        "label": _named(str(one.item), asked[str(one.item)][part]),
        "importance": ground.decimals(one.importance),
        "performance": ground.decimals(one.performance),
        "quadrant": one.quadrant.value,
        "certainty": ground.decimals(one.certainty),
        "is_borderline": one.is_borderline,
    }


def _named(item: str, question: Question) -> str:
    """What an item is called: as it was asked, or by its number where a file has only a code."""
    return item if question.wording == question.code else question.wording


def _scale(question: Question) -> tuple[int | None, int | None]:
    return question.scale_low, question.scale_high
