"""How many took part: a number and never a name, and of protected rounds no news within a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum

from twofold.science.disclosure import LEAST_K
from twofold.science.lenses import EVERYONE
from twofold.science.proportions import response_rate
from twofold.surveys.models import Participation, PublishedGroup, Response, Survey, Wave
from twofold.surveys.queries.disclosure.counting import REASON
from twofold.surveys.queries.disclosure.told import Telling, ToldRound


@dataclass(frozen=True)
class Participated:
    """How many took part: of a round that is open and protected, only the share as of the day before.

    :param answered: None where it is not told
    :param share: of those asked, None where fewer than five were asked, or nobody by name
    """

    answered: int | None
    asked: int
    share: float | None


def participated(told: ToldRound, waves: Sequence[Wave]) -> Participated:
    """Of named surveys of outside customers as of now, of a released round as it was told, of an open one as of last night."""
    asked = sum(wave.invited_count for wave in waves)
    is_told = asked >= LEAST_K
    if told.telling is Telling.RELEASED and told.everyone is None:
        counted = list(Participation.objects.filter(wave__in=waves).values_list("answered", flat=True))
        rate = response_rate(sum(counted), asked) if counted and is_told else None
        return Participated(None, asked, rate.point if rate else None)
    if told.telling is Telling.LIVE:
        sheets = Response.objects.system(REASON).filter(wave__in=waves, invitation__isnull=False)
        answered = sheets.count() if waves else 0
    else:
        answered = told.everyone.n if told.everyone else 0
    rate = response_rate(answered, asked) if is_told else None
    return Participated(answered, asked, rate.point if rate else None)


def told_by_round(survey: Survey) -> Mapping[int, int]:
    """Round → how many answered in a protected survey: as it was released, before that as of last night."""
    nightly = Participation.objects.filter(wave__survey=survey).values_list("wave_id", "answered")
    told = PublishedGroup.objects.filter(wave__survey=survey, lens=EVERYONE).values_list("wave_id", "n")
    return dict(nightly) | dict(told)


def told_sheets(surveys: Sequence[Survey]) -> Mapping[int, int]:
    """Survey → how many answered, for a list; of protected ones those of released rounds, or all that were brought in whole.

    A survey of which too few answered, or nothing may be told yet, is missing.
    """
    protected = {survey.pk: max(LEAST_K, survey.least_group) for survey in surveys if survey.is_protected}
    named = [survey.pk for survey in surveys if survey.pk not in protected]
    sheets = Response.objects.system(REASON).order_by()
    has_rounds = Exists(Wave.objects.filter(survey=OuterRef("survey")))
    counted = sheets.filter(Q(survey__in=named) | Q(~has_rounds, survey__in=protected))
    found = dict.fromkeys(named, 0) | dict(counted.values_list("survey_id").annotate(n=Count("pk")))
    released = PublishedGroup.objects.filter(
        wave__survey__in=protected, wave__state=Wave.State.RELEASED, lens=EVERYONE
    )
    found |= dict(released.order_by().values_list("wave__survey_id").annotate(n=Sum("n")))
    return {survey: n for survey, n in found.items() if n >= protected.get(survey, 0)}
