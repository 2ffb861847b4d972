"""Gaps between what was expected and what was perceived, as in SERVQUAL (Parasuraman, Zeithaml & Berry 1988)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from twofold.science.estimates import Estimate
from twofold.science.servqual import DimensionGap, Sheet, service_quality
from twofold.surveys.models import Answer, Question, Survey

ITEM = re.compile(r"(?P<part>[^\W\d_]+)[ _-]?(?P<item>\d+)")


@dataclass(frozen=True)
class Gap:
    """Perceived less expected, over respondents: below zero, it fell short.

    :param items: the item's number, or those of a dimension; empty for all together
    """

    items: tuple[int, ...]
    label: str
    expected: float
    perceived: float
    gap: Estimate


@dataclass(frozen=True)
class Gaps:
    """Gaps by item, by dimension and overall, over those who answered every pair.

    :param n: how many did
    :param overall: the mean of the dimensions' gaps, or of the items' without dimensions, per respondent
    """

    n: int
    by_item: tuple[Gap, ...]
    by_dimension: tuple[Gap, ...]
    overall: Gap


def gaps(survey: Survey, *, expected: str = "E", perceived: str = "P", per_dimension: int = 0) -> Gaps | None:
    """Paired gaps with t intervals, or None where no column of one part has its pair in the other.

    :param expected: what the codes of questions about expectation begin with: E01, E02 …
    :param per_dimension: how many consecutive items make a dimension; 0: no dimensions
    """
    pairs = question_pairs(survey, expected, perceived)
    sheets = _complete_sheets(pairs)
    if not sheets:
        return None
    items = sorted(pairs)
    size = per_dimension if per_dimension and len(items) % per_dimension == 0 else 0
    spans = [tuple(items[at : at + size]) for at in range(0, len(items), size)] if size else []
    groups = {_span(span): span for span in spans}
    by_item = service_quality(sheets, {str(item): (item,) for item in items})
    by_group = service_quality(sheets, groups) if groups else None
    whole = by_group or by_item
    performance = whole.performance.point
    return Gaps(
        n=len(sheets),
        by_item=tuple(
            _gap((item,), pairs[item][1].wording, one)
            for item, one in zip(items, by_item.dimensions, strict=True)
        ),
        by_dimension=tuple(_gap(groups[one.name], one.name, one) for one in by_group.dimensions)
        if by_group
        else (),
        overall=Gap((), "", performance - whole.overall.point, performance, whole.overall),
    )


def question_pairs(
    survey: Survey, expected: str = "E", perceived: str = "P"
) -> dict[int, tuple[Question, Question]]:
    """Item → its question about expectation and the one about perception, on one scale."""
    return pairs_among(survey.questions.order_by("position", "pk"), expected, perceived)


def pairs_among(
    questions: Iterable[Question], expected: str = "E", perceived: str = "P"
) -> dict[int, tuple[Question, Question]]:
    """The same among questions of one survey."""
    parts: dict[str, dict[int, Question]] = defaultdict(dict)
    for question in questions:
        if question.scale_low is not None and (match := ITEM.fullmatch(question.code.strip())):
            parts[match["part"].casefold()][int(match["item"])] = question
    hoped, found = parts[expected.casefold()], parts[perceived.casefold()]
    return {
        item: (hoped[item], found[item])
        for item in sorted(hoped.keys() & found.keys())
        if (hoped[item].scale_low, hoped[item].scale_high) == (found[item].scale_low, found[item].scale_high)
    }


def _complete_sheets(pairs: dict[int, tuple[Question, Question]]) -> list[Sheet]:
    """What was expected and perceived by item, of each sheet on which all pairs were answered."""
    place = {question.pk: (item, side) for item, pair in pairs.items() for side, question in enumerate(pair)}
    sheets: dict[int, tuple[dict[int, int], dict[int, int]]] = defaultdict(lambda: ({}, {}))
    answers = Answer.objects.filter(question_id__in=place, number__isnull=False)
    for sheet, question, number in answers.values_list("response_id", "question_id", "number").iterator():
        item, side = place[question]
        sheets[sheet][side][item] = number
    return [
        Sheet(*parts)
        for _pk, parts in sorted(sheets.items())
        if all(len(part) == len(pairs) for part in parts)
    ]


def _gap(items: tuple[int, ...], label: str, one: DimensionGap) -> Gap:
    return Gap(items, label, one.expected.point, one.perceived.point, one.gap)


def _span(group: tuple[int, ...]) -> str:
    return f"{group[0]}–{group[-1]}"
