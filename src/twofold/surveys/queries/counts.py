"""Answers counted: how often each step of a scale was chosen. Everything shown of a survey comes from counts like these."""

from collections.abc import Mapping
from dataclasses import dataclass

from twofold.surveys.models import Question

SCORED = (
    Question.Instrument.NPS,
    Question.Instrument.ENPS,
    Question.Instrument.CSAT,
    Question.Instrument.CES,
)


@dataclass(frozen=True)
class Tally:
    """How often each step of a scale was chosen, from `low` to `high`."""

    low: int
    high: int
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @classmethod
    def of(cls, low: int, high: int, chosen: Mapping[int, int]) -> "Tally":
        """From step → how often."""
        return cls(low, high, tuple(chosen.get(step, 0) for step in range(low, high + 1)))

    def from_step(self, step: int) -> int:
        """How many chose this step or a higher one."""
        return sum(self.counts[step - self.low :])

    def below(self, step: int) -> int:
        """How many chose a lower step."""
        return sum(self.counts[: step - self.low])
