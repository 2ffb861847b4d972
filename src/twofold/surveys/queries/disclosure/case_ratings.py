"""How cases were rated after their closing, counted by unit, type and week; colleagues only as their rounds were released."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncWeek
from django.utils import timezone

from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.core.plates import Figure
from twofold.relationships.models import Side
from twofold.surveys.models import Answer, Invitation, Question, Response, Trigger, Wave
from twofold.surveys.queries.disclosure.published import published_round
from twofold.surveys.queries.scores import told_reading

CASE = Case._meta.label_lower
REASON = "what a case was, whoever may see it now: its rating is told with others"
CSAT = Question.Instrument.CSAT


class Counted(NamedTuple):
    """So many gave this answer, after cases of one type that one unit had closed in one week."""

    unit: str
    type: str | None
    week: date
    low: int
    high: int
    number: int
    n: int


class ToldRating(NamedTuple):
    """What a released round says of how satisfied colleagues were after cases: for everyone in it, or one unit."""

    wave: Wave
    label: str
    figure: Figure


def ratings_counted(
    actor: Actor, *, unit_ids: Collection[int] | None, since: datetime, until: datetime
) -> list[Counted]:
    """Named ratings of outside customers for closures in a time, as far as the actor may see the sheets.

    A rating stays with the unit that was asked about and with its own closure, whatever became of the case since.
    """
    case = Case.objects.system(REASON).filter(pk=OuterRef("response__invitation__subject_id"))
    rows = Answer.objects.filter(
        response__in=_sheets(actor, unit_ids, since, until).values("pk"),
        question__instrument=CSAT,
        number__isnull=False,
    )
    counted = (
        rows.order_by()
        .annotate(
            unit=F("response__unit__party__name"),
            type=Subquery(case.values("type__name")),
            week=TruncWeek("response__invitation__subject_at", tzinfo=timezone.get_current_timezone()),
        )
        .values_list("unit", "type", "week", "question__scale_low", "question__scale_high", "number")
        .annotate(n=Count("pk"))
    )
    return [
        Counted(unit, kind, week.date(), low, high, number, n)
        for unit, kind, week, low, high, number, n in counted
    ]


def asked_for_rating(
    actor: Actor, *, unit_ids: Collection[int] | None, since: datetime, until: datetime
) -> int:
    """How many outside customers were asked for the ratings of which `ratings_counted` tells."""
    units = actor.units() if unit_ids is None else actor.units() & set(unit_ids)
    return (
        Invitation.objects.system("how many a unit asked, for those who belong to it")
        .filter(
            unit_id__in=units,
            subject_kind=CASE,
            subject_at__gt=since,
            subject_at__lte=until,
            sent_at__isnull=False,
            wave__survey__side=Side.EXTERNAL,
        )
        .count()
    )


def ratings_released(actor: Actor) -> list[ToldRating]:
    """What the latest released round of each survey that asks colleagues after cases tells of everyone and of one's units."""
    asking = Trigger.objects.filter(moment=Trigger.Moment.CASE_CLOSED, survey__side=Side.INTERNAL)
    waves = Wave.objects.filter(survey__in=asking.values("survey_id"), state=Wave.State.RELEASED)
    latest = {wave.survey_id: wave for wave in waves.select_related("survey").order_by("closes_at", "pk")}
    return [rating for wave in latest.values() for rating in _released(actor, wave)]


def _sheets(
    actor: Actor, unit_ids: Collection[int] | None, since: datetime, until: datetime
) -> QuerySet[Response]:
    sheets = Response.objects.visible_to(actor).filter(
        survey__side=Side.EXTERNAL,
        invitation__subject_kind=CASE,
        invitation__subject_at__gt=since,
        invitation__subject_at__lte=until,
    )
    return sheets if unit_ids is None else sheets.filter(unit_id__in=unit_ids)


def _released(actor: Actor, wave: Wave) -> Iterable[ToldRating]:
    told = published_round(actor, wave)
    for question in Question.objects.filter(survey=wave.survey, instrument=CSAT).order_by("pk")[:1]:
        for group in (told.everyone, *told.groups) if told.everyone else ():
            figure = told_reading(question, group.answers.get(question.pk), is_audited=True).figure
            yield ToldRating(wave, group.label, figure)
