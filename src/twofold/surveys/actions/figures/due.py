"""Which surveys have their figures computed without being asked: after an import, a release, and overnight."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from twofold.surveys.actions.figures.planning import enqueue_figures
from twofold.surveys.models import FigureRun, Response, StoredFigure, Survey
from twofold.surveys.queries.figures.scopes import to_compute
from twofold.timeline.models import Event

REASON = "the house computes what has changed"
FIGURES_AFTER = (
    *("surveys.survey_closed", "surveys.totals_told", "surveys.results_released"),
    *("workspace.file_imported", "workspace.import_undone"),
)


def figures_after(event: Event, *, now: datetime) -> int:
    """Have computed what an event has changed: a survey that closed or was released, or those that a file has brought.

    Protected answers of a file wait until somebody has chosen what is compared, because they are computed once.
    """
    surveys = Survey.objects.system(REASON)
    if event.verb.startswith("workspace."):
        sheets = Response.objects.system(REASON).filter(import_run_id=event.subject_id)
        touched = surveys.filter(pk__in=sheets.values("survey"))
        return _enqueue((one for one in touched.order_by("pk") if not one.is_protected), now)
    return _enqueue(surveys.filter(pk=event.subject_id), now)


def figures_overnight(*, now: datetime) -> int:
    """Have computed whatever was answered since its figures were made, and rounds that were released without being computed."""
    surveys = Survey.objects.system(REASON).filter(responses__isnull=False) | Survey.objects.system(
        REASON
    ).filter(waves__state="released")
    return _enqueue((one for one in surveys.distinct().order_by("pk") if _is_due(one)), now)


def _is_due(survey: Survey) -> bool:
    if survey.is_protected:
        return survey.waves.exists() and bool(to_compute(survey))
    made = StoredFigure.objects.filter(survey=survey).aggregate(at=Max("made_at"))["at"]
    run = FigureRun.objects.filter(survey=survey).first()
    last = max((at for at in (made, run and run.finished_at) if at), default=None)
    answered = Response.objects.system(REASON).filter(survey=survey).aggregate(at=Max("answered_at"))["at"]
    return last is None or (answered is not None and answered > last)


def _enqueue(surveys: Iterable[Survey], now: datetime) -> int:
    asked = 0
    for survey in surveys:
        if to_compute(survey):
            enqueue_figures(survey, now=now)
            asked += 1
    return asked
