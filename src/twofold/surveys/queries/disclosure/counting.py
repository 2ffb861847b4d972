"""Answers counted in the database: by unit, round, month, question and value, however many sheets there are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from twofold.core.setwise import among
from twofold.core.some import some_of
from twofold.surveys.models import Answer, Pick, Response, Survey

REASON = "answers are counted; what may be told of them is decided where they are told"

SHEET = ("pk", "unit_id", "wave_id", "answered_at")
Sheet = tuple[int, int | None, date]
"""The unit, round and month of a sheet."""


class Row(NamedTuple):
    """How often a value was given; without a value, how many answered otherwise; without a question, how many sheets."""

    unit_id: int
    wave_id: int | None
    month: date
    question_id: int | None
    value: int | None
    n: int


def sheets_of_survey(survey: Survey) -> QuerySet[Response]:
    """All sheets of a survey, whoever asks."""
    return Response.objects.system(REASON).filter(survey=survey).order_by()


def counted_rows(survey: Survey, *, after: int = 0, until: int | None = None) -> Iterator[Row]:
    """Every sheet and answer of a survey counted, in four questions to the database.

    :param after: leaves out sheets up to this one
    :param until: leaves out newer sheets than this one
    """
    newer = {"pk__gt": after} | ({} if until is None else {"pk__lte": until})
    sheets = sheets_of_survey(survey).filter(**newer)
    for unit, wave, month, n in _by_month(sheets, "").values_list("unit_id", "wave_id", "month", "times"):
        yield Row(unit, wave, month.date(), None, None, n)
    answers = Answer.objects.filter(**_of_sheets("response", survey, newer)).order_by()
    numbers, others = answers.filter(number__isnull=False), answers.filter(number__isnull=True)
    yield from _grouped(numbers, "response__", "question_id", "number")
    yield from _grouped(others, "response__", "question_id", None)
    picks = Pick.objects.filter(Q(place=None) | Q(place=1), **_of_sheets("answer__response", survey, newer))
    yield from _grouped(picks.order_by(), "answer__response__", "answer__question_id", "value")


def newest_sheets(survey: Survey, after: int, *, most: int) -> dict[int, Sheet]:
    """The sheets after one, by their ids."""
    sheets = some_of(sheets_of_survey(survey).filter(pk__gt=after).values_list(*SHEET), most)
    return {pk: (unit, wave, at.date().replace(day=1)) for pk, unit, wave, at in sheets}


def rows_of_sheets(sheets: Mapping[int, Sheet]) -> Iterator[Row]:
    """A few sheets and their answers counted: fetched by their ids, for a join over all sheets takes longer than they do."""
    if not sheets:
        return
    counted: Counter[tuple[int, int | None, int | None]] = Counter((pk, None, None) for pk in sheets)
    answers = Answer.objects.filter(response_id__in=among(sheets)).order_by()
    counted.update(answers.values_list("response_id", "question_id", "number"))
    picks = Pick.objects.filter(Q(place=None) | Q(place=1), answer__response_id__in=among(sheets)).order_by()
    counted.update(picks.values_list("answer__response_id", "answer__question_id", "value"))
    for (pk, question, value), n in counted.items():
        yield Row(*sheets[pk], question, value, n)


def _of_sheets(path: str, survey: Survey, newer: Mapping[str, int]) -> dict[str, Any]:
    return {f"{path}__survey": survey} | {f"{path}__{name}": value for name, value in newer.items()}


def _by_month(rows: QuerySet, sheet: str, *keys: str) -> QuerySet:
    """Rows counted by unit, round and month of their sheet."""
    named = rows.annotate(month=TruncMonth(f"{sheet}answered_at"))
    return named.values(f"{sheet}unit_id", f"{sheet}wave_id", "month", *keys).annotate(times=Count("pk"))


def _grouped(rows: QuerySet, sheet: str, question: str, value: str | None) -> Iterator[Row]:
    keys = [question, *([value] if value else [])]
    counted = _by_month(rows, sheet, *keys)
    for unit, wave, month, *asked, n in counted.values_list(
        f"{sheet}unit_id", f"{sheet}wave_id", "month", *keys, "times"
    ):
        yield Row(unit, wave, month.date(), asked[0], asked[1] if value else None, n)
