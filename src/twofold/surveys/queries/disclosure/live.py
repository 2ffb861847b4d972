"""Named answers of outside customers, told as they come: what was counted beforehand, and the newest sheets besides.

Whoever may see a unit may see these sheets one by one, so nothing is blurred; figures cover the units that the asker may see.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.directory.queries.units import unit_tree
from twofold.science.lenses import EVERYONE, UNIT
from twofold.surveys.models import AnswerCount, CountedSheets, Survey, Wave
from twofold.surveys.queries.disclosure.counting import (
    Row,
    counted_rows,
    newest_sheets,
    rows_of_sheets,
    sheets_of_survey,
)
from twofold.surveys.queries.disclosure.told import (
    Telling,
    Told,
    ToldCut,
    ToldGroup,
    ToldPeriod,
    ToldRound,
    scope_of,
)

FEW = 1_000
Values = Mapping[int | None, Counter[int | None]]


@dataclass(frozen=True)
class LiveCounts:
    """The answers of a survey about the units that someone may see.

    :param stored: what was counted beforehand
    :param fresh: the sheets that came since
    :param is_part: whether some are about units that this someone may not see
    """

    stored: QuerySet[AnswerCount]
    fresh: Sequence[Row]
    is_part: bool = False

    @classmethod
    def of(cls, survey: Survey, units: frozenset[int] | None) -> "LiveCounts":
        """All of them, also while a count is behind: where sheets were removed since, it counts anew."""
        stored, fresh = _counted(survey)
        if units is None:
            return cls(stored, fresh)
        seen = [row for row in fresh if row.unit_id in units]
        is_part = len(seen) < len(fresh) or stored.exclude(unit_id__in=units).exists()
        return cls(stored.filter(unit_id__in=units), seen, is_part)

    def of_round(self, wave: Wave | None) -> "LiveCounts":
        """Those of one round; without one, all."""
        if wave is None:
            return self
        fresh = [row for row in self.fresh if row.wave_id == wave.pk]
        return LiveCounts(self.stored.filter(wave=wave), fresh, self.is_part)

    def by(self, key: str) -> Mapping[Hashable, Values]:
        """Added up by ``unit_id``, ``wave_id`` or ``month``: key → question → value → how often."""
        found: dict[Hashable, dict[int, Counter]] = defaultdict(lambda: defaultdict(Counter))
        totals = self.stored.values_list(key, "question_id", "value").annotate(times=Sum("n"))
        fresh = ((getattr(row, key), row.question_id, row.value, row.n) for row in self.fresh)
        for group, question, value, n in (*totals, *fresh):
            found[group][question][value] += n
        return found


def live_counts(actor: Actor, survey: Survey) -> LiveCounts:
    """The answers about the units that the actor may see."""
    return LiveCounts.of(survey, scope_of(actor))


def live_round(counts: LiveCounts, wave: Wave | None) -> ToldRound:
    """What may be told of a round of a named survey of outside customers, or of all of it."""
    by_unit = counts.of_round(wave).by("unit_id")
    names = unit_tree().names
    groups = [
        _group(str(unit), names[unit], by_unit[unit], (unit,))
        for unit in sorted(by_unit, key=lambda unit: (names[unit].casefold(), unit))
    ]
    cuts = [ToldCut(UNIT, "", _("Units"))] if len(groups) > 1 else []
    return ToldRound(
        telling=Telling.LIVE,
        wave=wave,
        everyone=_group(EVERYONE, _("Everyone"), _added(by_unit.values())),
        cuts=cuts,
        cut=cuts[0] if cuts else None,
        groups=groups if cuts else [],
        is_part=counts.is_part,
    )


def live_periods(counts: LiveCounts, waves: Sequence[Wave]) -> list[ToldPeriod]:
    """The rounds of a survey if it has several, else its months."""
    if len(waves) > 1:
        by_wave = counts.by("wave_id")
        return [
            ToldPeriod(str(wave), wave.number, _told(by_wave[wave.pk]))
            for wave in waves
            if wave.pk in by_wave
        ]
    months = sorted(counts.by("month").items())
    return [
        ToldPeriod(f"{month:%Y-%m}", 12 * month.year + month.month, _told(values)) for month, values in months
    ]


def _counted(survey: Survey) -> tuple[QuerySet[AnswerCount], list[Row]]:
    """What was counted beforehand, and the rows of the sheets that are newer."""
    stored = AnswerCount.objects.filter(survey=survey).order_by()
    counted = CountedSheets.objects.filter(survey=survey).first()
    if counted is None:
        return stored.none(), _newer(survey, 0)[1]
    new, fresh = _newer(survey, counted.last_id)
    if counted.sheets + new == sheets_of_survey(survey).count():
        return stored, fresh
    return stored.none(), _newer(survey, 0)[1]


def _newer(survey: Survey, after: int) -> tuple[int, list[Row]]:
    """How many sheets came after one, and their rows; many are counted where they are."""
    sheets = newest_sheets(survey, after, most=FEW + 1)
    if len(sheets) <= FEW:
        return len(sheets), list(rows_of_sheets(sheets))
    rows = list(counted_rows(survey, after=after))
    return sum(row.n for row in rows if row.question_id is None), rows


def _group(key: str, label: str, values: Values, units: tuple[int, ...] = ()) -> ToldGroup:
    sheets = values.get(None, Counter())[None]
    return ToldGroup(key=key, label=label, n=sheets, units=units, answers=_told(values))


def _added(groups: Iterable[Values]) -> Values:
    total: dict[int | None, Counter] = defaultdict(Counter)
    for values in groups:
        for question, chosen in values.items():
            total[question].update(chosen)
    return total


def _told(values: Values) -> dict[int, Told]:
    """Question → its counts; of words, several choices and dates, how many answered comes beside the values."""
    return {
        question: Told(
            n=chosen[None] or sum(chosen.values()),
            counts={value: n for value, n in chosen.items() if value is not None},
        )
        for question, chosen in values.items()
        if question is not None
    }
