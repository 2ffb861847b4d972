"""Telling how units rated each other, once, when the round has closed. Done again, it stays as it was told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from twofold.accounts.queries.actors import HOUSE
from twofold.science.between_units import Rated, ToldRatings, told_ratings
from twofold.surveys.actions.between_units.begin import least_of
from twofold.surveys.models import Invitation, Question, UnitRatings, Wave
from twofold.surveys.queries.disclosure.unit_ratings import Given, ratings_given
from twofold.timeline.actions.record import record

REASON = "rounds in which units rate each other"


def between_units(waves: QuerySet[Wave]) -> QuerySet[Wave]:
    """Those in which units rate each other. Nothing else is told of them: two ways to add up would tell too much."""
    return waves.filter(_raters())


def not_between_units(waves: QuerySet[Wave]) -> QuerySet[Wave]:
    """All others."""
    return waves.filter(~_raters())


def tell_unit_ratings(*, now: datetime) -> int:
    """Tell every such round that is over.

    :returns: how many were told
    """
    over = Wave.objects.exclude(state__in=(Wave.State.RELEASED, Wave.State.PLANNED))
    over = between_units(over.filter(Q(state=Wave.State.CLOSED) | Q(closes_at__lte=now)))
    return sum(_tell(pk, now) for pk in over.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int, now: datetime) -> int:
    wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=pk)
    if wave.state == Wave.State.RELEASED:
        return 0
    UnitRatings.objects.create(wave=wave, told_at=now, figures=_figures(wave))
    wave.state = Wave.State.RELEASED
    wave.save(update_fields=["state"])
    record(
        "surveys.totals_told",
        subject=wave.survey,
        actor=HOUSE,
        now=now,
        unit_id=wave.survey.unit_id,
        details={"wave": wave.pk},
    )
    return 1


def _figures(wave: Wave) -> Mapping[str, Any]:
    """What is kept: by question, for every unit that was asked about, what may be told."""
    given, k = ratings_given(wave), least_of(wave.survey)
    asked = Invitation.objects.system(REASON).filter(wave=wave, rater_unit__isnull=False)
    units = sorted(set(asked.values_list("unit_id", flat=True)))
    questions = Question.objects.filter(survey=wave.survey, scale_low__isnull=False)
    return {
        "questions": [
            {
                "question": question.pk,
                "units": [
                    {"unit": unit} | _told(given.get((question.pk, unit), Given()), question, k)
                    for unit in units
                ],
            }
            for question in questions.order_by("position", "pk")
        ]
    }


def _told(given: Given, question: Question, k: int) -> Mapping[str, Any]:
    scale = question.scale_low, question.scale_high
    told: ToldRatings = told_ratings(given.by_rater, given.own, scale=scale, k=k)
    return {
        "whole": _kept(told.whole),
        "own": _kept(told.own),
        "raters": [{"unit": unit} | _kept(rated) for unit, rated in told.by_rater.items()],
    }


def _kept(rated: Rated | None) -> dict[str, Any]:
    if rated is None:
        return {}
    return {
        "mean": rated.mean,
        "n": rated.n,
        "effective_n": rated.effective_n,
        "low": rated.interval.low,
        "high": rated.interval.high,
    }


def _raters() -> Exists:
    return Exists(Invitation.objects.system(REASON).filter(wave=OuterRef("pk"), rater_unit__isnull=False))
