"""What a questionnaire compares: the items of its battery by part, their dimensions, and which question stands for the whole."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twofold.surveys.models import FigurePlan, Question, Survey

SCORED = (
    Question.Instrument.NPS,
    Question.Instrument.ENPS,
    Question.Instrument.CSAT,
    Question.Instrument.CES,
)
NUMBERED = re.compile(r"(?P<beginning>[^\W\d_]+)[ _-]?(?P<number>\d+)")
SATISFACTION = "satisfaction"
BEGINNINGS = {
    "e": Question.Part.EXPECTATION,
    "p": Question.Part.PERCEPTION,
    "i": Question.Part.IMPORTANCE,
    "s": SATISFACTION,
}
"""What columns of a file are about, where they are called E01, P01, I01, S01."""

Parts = Mapping[str, Question]


@dataclass(frozen=True)
class Battery:
    """Items that were asked about in several parts.

    :param items: item → part → question, in the order asked
    :param dimensions: name → its items; empty where nobody named any
    """

    items: Mapping[str, Parts]
    dimensions: Mapping[str, Sequence[str]]

    def having(self, *parts: str) -> dict[str, Parts]:
        """The items that were asked about in all of these parts, on one scale each."""
        return {item: asked for item, asked in self.items.items() if all(part in asked for part in parts)}

    @property
    def groups(self) -> dict[str, Sequence[str]]:
        """The dimensions, or each item by itself."""
        return dict(self.dimensions) or {item: (item,) for item in self.items}


def battery_of(questions: Sequence[Question], plan: FigurePlan | None) -> Battery:
    """The battery of a questionnaire; without one, no items."""
    items: dict[str, dict[str, Question]] = defaultdict(dict)
    for question in questions:
        part, item = _place(question)
        if part and question.scale_low is not None:
            items[item].setdefault(part, question)
    # one part alone is no battery: a file may well call any column S1
    compared = {item: parts for item, parts in items.items() if len(parts) > 1}
    return Battery(compared, _dimensions(compared, plan))


def outcome_of(questions: Sequence[Question], plan: FigurePlan | None) -> Question | None:
    """The question whose drivers are looked for: as planned, else the first score that is asked."""
    if plan and plan.outcome_id:
        return next((question for question in questions if question.pk == plan.outcome_id), None)
    return next((question for question in questions if question.instrument in SCORED), None)


def possible_outcomes(questions: Sequence[Question]) -> list[Question]:
    """Questions that may stand for the whole: on a scale, and of no battery."""
    inside = {
        question.pk for parts in battery_of(questions, None).items.values() for question in parts.values()
    }
    return [one for one in questions if one.scale_low is not None and one.pk not in inside]


def questions_of(survey: Survey) -> list[Question]:
    """All its questions, in the order asked."""
    return list(Question.objects.filter(survey=survey).order_by("position", "pk"))


def beginning_of(code: str) -> str:
    """What numbered codes share: Ben1 and Ben2 begin with Ben; "" for a code without a number."""
    match = NUMBERED.fullmatch(code.strip())
    return match["beginning"] if match else ""


def _place(question: Question) -> tuple[str, str]:
    if question.part:
        return question.part, question.item or question.code
    match = NUMBERED.fullmatch(question.code.strip())
    part = BEGINNINGS.get(match["beginning"].casefold(), "") if match else ""
    return part, str(int(match["number"])) if part else ""


def _dimensions(items: Mapping[str, Parts], plan: FigurePlan | None) -> dict[str, Sequence[str]]:
    """Dimensions as asked; else the planned names, to which the items are shared out evenly."""
    named: dict[str, list[str]] = defaultdict(list)
    for item, parts in items.items():
        name = next((question.dimension for question in parts.values() if question.dimension), "")
        if name:
            named[name].append(item)
    if named or not plan or not plan.dimensions or len(items) % len(plan.dimensions):
        return named
    each = len(items) // len(plan.dimensions)
    order = list(items)
    return {name: order[at * each : (at + 1) * each] for at, name in enumerate(plan.dimensions)}
