"""What goes along with the main question of an anonymous survey: computed while its ballots are open in memory.

Afterwards no two answers of one person lie together any more. Of the tables of pairs nothing is kept but one number each, and
only of everyone: a single cell of a table could be one person, whose whole sheet could then be read off table by table.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from twofold.science.correlations import correlation_of_pairs
from twofold.science.publication.blurring import NEARLY_ALL
from twofold.surveys.models import FigurePlan, Question, StoredFigure, Wave
from twofold.surveys.queries.figures.batteries import outcome_of, questions_of
from twofold.surveys.queries.figures.scopes import Scope

Pair = tuple[int, int]


class Pairs:
    """How often two answers were given on one ballot: to the main question, and to each other one on a scale."""

    def __init__(self, wave: Wave) -> None:
        self.wave = wave
        asked = [question for question in questions_of(wave.survey) if question.scale_low is not None]
        self.outcome = outcome_of(asked, FigurePlan.objects.filter(survey=wave.survey).first())
        self.others: Mapping[str, Question] = {one.code: one for one in asked if one != self.outcome}
        self.counts: dict[str, Counter[Pair]] = defaultdict(Counter)

    def add(self, given: Mapping[str, Any]) -> None:
        """Count a ballot."""
        if self.outcome is None or (main := given.get(self.outcome.code)) is None:
            return
        for code in given.keys() & self.others.keys():
            self.counts[code][main, given[code]] += 1

    def keep(self, *, now: datetime) -> None:
        """Keep how far each question goes along with the main one, in the transaction of the release."""
        rows = [row for code, question in self.others.items() if (row := self._row(code, question.wording))]
        if rows:
            StoredFigure.objects.create(
                survey=self.wave.survey,
                wave=self.wave,
                kind=StoredFigure.Kind.TOGETHER,
                figures={
                    "outcome": self.outcome.wording,
                    "rows": sorted(rows, key=lambda row: (-row["correlation"], row["label"])),
                },
                made_at=now,
            )

    def _row(self, code: str, label: str) -> dict[str, Any] | None:
        """One question, if enough answered both and neither was answered nearly alike by all."""
        pairs = self.counts[code]
        if sum(pairs.values()) < Scope(self.wave.survey, self.wave).least_n or _is_one_sided(pairs):
            return None
        found = correlation_of_pairs(pairs)
        return found and {
            "label": label,
            "correlation": round(found.r, 2),
            "low": round(found.interval.low, 2),
            "high": round(found.interval.high, 2),
            "n": found.n,
        }


def _is_one_sided(pairs: Counter[Pair]) -> bool:
    n = sum(pairs.values())
    for side in (0, 1):
        values: Counter[int] = Counter()
        for pair, times in pairs.items():
            values[pair[side]] += times
        if max(values.values()) >= NEARLY_ALL * n:
            return True
    return False
