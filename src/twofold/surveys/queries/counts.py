"""Answers counted: how often each step of a scale was chosen. Everything shown of a survey comes from counts like these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from twofold.surveys.models import Answer, Question

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


@dataclass(frozen=True)
class ScoreCell:
    """Answers to one instrument about one unit in one month."""

    unit_id: int
    side: str
    instrument: str
    month: date
    tally: Tally


def tallies(questions: Sequence[Question]) -> dict[int, Tally]:
    """Question → its answers counted, in one query."""
    scaled = {question.pk: question for question in questions if question.scale_low is not None}
    answers = Answer.objects.filter(question_id__in=scaled, number__isnull=False).order_by()
    chosen: dict[int, dict[int, int]] = {pk: {} for pk in scaled}
    for pk, step, n in answers.values_list("question_id", "number").annotate(n=Count("pk")):
        chosen[pk][step] = n
    return {pk: Tally.of(scaled[pk].scale_low, scaled[pk].scale_high, found) for pk, found in chosen.items()}


def score_cells(
    unit_ids: Iterable[int], side: str, since: datetime, until: datetime, instruments: Iterable[str] = SCORED
) -> list[ScoreCell]:
    """Scored answers per unit, instrument, scale and month (UTC), in one query over counts.

    Cells of colleagues may be of a single person: they are for adding up, never for showing.
    """
    rows = _scored(unit_ids, side, since, until, instruments).annotate(
        month=TruncMonth("response__answered_at")
    )
    keys = (
        "response__unit_id",
        "question__instrument",
        "month",
        "question__scale_low",
        "question__scale_high",
    )
    cells: dict[tuple, dict[int, int]] = {}
    for *key, step, n in rows.values_list(*keys, "number").annotate(n=Count("pk")):
        cells.setdefault(tuple(key), {})[step] = n
    return [
        ScoreCell(unit, side, instrument, month.date(), Tally.of(low, high, chosen))
        for (unit, instrument, month, low, high), chosen in sorted(cells.items())
    ]


def pooled_tally(
    unit_ids: Iterable[int], side: str, since: datetime, until: datetime, instrument: str
) -> Tally | None:
    """All answers to an instrument that has one scale, over units and a period; None without any."""
    rows = _scored(unit_ids, side, since, until, [instrument]).order_by()
    chosen = dict(rows.values_list("number").annotate(n=Count("pk")))
    return Tally.of(0, 10, chosen) if chosen else None


def _scored(
    unit_ids: Iterable[int], side: str, since: datetime, until: datetime, instruments: Iterable[str]
) -> QuerySet[Answer]:
    return Answer.objects.filter(
        response__unit_id__in=list(unit_ids),
        response__survey__side=side,
        response__answered_at__gt=since,
        response__answered_at__lte=until,
        question__instrument__in=list(instruments),
        number__isnull=False,
    ).order_by()
