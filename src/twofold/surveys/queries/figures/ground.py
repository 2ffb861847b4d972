"""What every kind of deeper figure is computed from, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from twofold.science.estimates import Estimate
from twofold.surveys.models import FigurePlan, Question
from twofold.surveys.queries.figures.batteries import Battery, battery_of, outcome_of, questions_of
from twofold.surveys.queries.figures.rows import Row, Sheet, sheets_of
from twofold.surveys.queries.figures.scopes import Scope

Figures = dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """A scope with what was asked and what was answered."""

    scope: Scope

    @cached_property
    def plan(self) -> FigurePlan | None:
        """What is compared, where somebody chose it."""
        return FigurePlan.objects.filter(survey=self.scope.survey).first()

    @cached_property
    def questions(self) -> Sequence[Question]:
        """All questions, in the order asked."""
        return questions_of(self.scope.survey)

    @cached_property
    def battery(self) -> Battery:
        """Its items by part, and their dimensions."""
        return battery_of(self.questions, self.plan)

    @cached_property
    def outcome(self) -> Question | None:
        """The question that stands for the whole."""
        return outcome_of(self.questions, self.plan)

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """All sheets, in the order in which they are kept."""
        return sheets_of(self.scope, self.questions)

    def part(self, items: Mapping[str, Mapping[str, Question]], part: str) -> list[Row]:
        """For each sheet, item → its answer to one part of the battery."""
        codes = {item: parts[part].code for item, parts in items.items()}
        return [
            {item: sheet.numbers[code] for item, code in codes.items() if code in sheet.numbers}
            for sheet in self.sheets
        ]

    def decimals(self, value: float | None) -> float | None:
        """A number as it is kept: of protected answers no finer than it is told."""
        return value if value is None or not self.scope.is_protected else round(value, 2)

    def estimate(self, estimate: Estimate | None) -> Figures | None:
        """An estimate with its interval and n."""
        if estimate is None or estimate.point is None:
            return None
        interval = estimate.interval
        return {
            "point": self.decimals(estimate.point),
            "low": interval and self.decimals(interval.low),
            "high": interval and self.decimals(interval.high),
            "n": estimate.n,
        }


def refused(because: str, **numbers: object) -> Figures:
    """No figure, and why: a word that the page turns into a sentence, with its numbers."""
    return {"refusal": because, **numbers}
