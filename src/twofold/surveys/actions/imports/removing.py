"""Removing again the sheets that an import has brought in, and the survey with the last of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Imported
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.surveys.models import (
    Answer,
    AnswerCount,
    CountedSheets,
    FigurePlan,
    FigureRun,
    Question,
    Response,
    StoredFigure,
    Survey,
)

REASON = "an import is taken back, and has asked for each row whether it may go"
FIGURES = (AnswerCount, CountedSheets, StoredFigure, FigureRun, FigurePlan)


def remove_responses(ids: Sequence[int], now: datetime) -> None:
    """Remove sheets with their answers."""
    _remove(Answer, "response_id", ids)
    _remove(Response, "pk", ids)


def remove_surveys(ids: Sequence[int], now: datetime) -> None:
    """Remove surveys that nobody has answered, with their questions and what was computed of them."""
    for figures in FIGURES:
        _remove(figures, "survey_id", ids)
    _remove(Question, "survey_id", ids)
    _remove(Survey, "pk", ids)


def _remove(model: type[Model], column: str, ids: Sequence[int]) -> None:
    rows = every_row(model, REASON).filter(**{f"{column}__in": among(ids)})
    rows._raw_delete(rows.db)


IMPORTED = (
    Imported(Response, _("Sheets of answers"), remove_responses, parts=((Answer, "response_id"),)),
    Imported(
        Survey,
        _("Surveys"),
        remove_surveys,
        parts=((Question, "survey_id"), *((figures, "survey_id") for figures in FIGURES)),
    ),
)
