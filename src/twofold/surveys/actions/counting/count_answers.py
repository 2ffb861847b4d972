"""Counting ahead the answers of named surveys of outside customers, so that their pages read totals."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max

from twofold.relationships.models import Side
from twofold.surveys.models import AnswerCount, CountedSheets, Response, Survey
from twofold.surveys.queries.disclosure.counting import counted_rows

REASON = "how much was answered is counted ahead"
BEHIND = 200
"""Until so many sheets are new, a page counts them itself."""


def count_answers(*, now: datetime) -> list[int]:
    """Bring the counts of named surveys of outside customers up to date, where they have fallen behind.

    :returns: ids of the surveys counted
    """
    named = {"survey__mode": Survey.Mode.NAMED, "survey__side": Side.EXTERNAL}
    sheets = Response.objects.system(REASON).filter(**named).order_by()
    standing = sheets.values_list("survey_id").annotate(n=Count("pk"), last=Max("pk"))
    counted = dict(CountedSheets.objects.values_list("survey_id", "sheets"))
    behind = [survey for survey, n, _last in standing if abs(n - counted.get(survey, 0)) >= BEHIND]
    for survey in Survey.objects.system(REASON).filter(pk__in=behind).order_by("pk"):
        count_survey(survey, now=now)
    return behind


@transaction.atomic
def count_survey(survey: Survey, *, now: datetime) -> None:
    """Count a survey anew, up to its newest sheet."""
    Survey.objects.system(REASON).select_for_update(of=("self",)).get(pk=survey.pk)
    sheets = Response.objects.system(REASON).filter(survey=survey)
    found = sheets.aggregate(n=Count("pk"), last=Max("pk"))
    until = found["last"] or 0
    AnswerCount.objects.filter(survey=survey).delete()
    rows = counted_rows(survey, until=until)
    AnswerCount.objects.bulk_create(
        (AnswerCount(survey=survey, **row._asdict()) for row in rows), batch_size=2_000
    )
    CountedSheets.objects.update_or_create(
        survey=survey, defaults={"sheets": found["n"], "last_id": until, "counted_at": now}
    )
