"""What people guessed that all would answer, and what a respondent is told beside their guess."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg, Count

from twofold.core.actor import Actor
from twofold.science.answers import Scale
from twofold.science.disclosure import LEAST_K
from twofold.science.publication.blurring import told_mean
from twofold.surveys.models import Answer, Question, Survey, Wave
from twofold.surveys.queries.disclosure.counting import sheets_of_survey
from twofold.surveys.queries.disclosure.told import Telling, Told, ToldRound, scope_of, telling_of


@dataclass(frozen=True)
class Guessed:
    """The mean guess beside what was answered."""

    question: Question
    guess: Told
    answer: Told


def guessed(actor: Actor, survey: Survey, told: ToldRound) -> Guessed | None:
    """Of five guesses or more, where the result itself is told: live ones of the units that the actor may see."""
    versions = dict(_versions(survey))
    code = next((code for code in versions.values() if code), None)
    question = survey.questions.filter(code=code).first() if code else None
    answer = told.everyone.answers.get(question.pk) if question and told.everyone else None
    if answer is None:
        return None
    of_it = [version for version, guessed in versions.items() if guessed == code]
    sheets = sheets_of_survey(survey).filter(guess__isnull=False, version__in=of_it)
    if told.wave is not None:
        sheets = sheets.filter(wave=told.wave)
    if told.telling is not Telling.LIVE:
        guess = _protected(sheets, question, max(LEAST_K, survey.least_group))
    else:
        units = scope_of(actor)
        found = (sheets if units is None else sheets.filter(unit_id__in=units)).aggregate(
            n=Count("pk"), mean=Avg("guess")
        )
        guess = Told(found["n"], mean=float(found["mean"])) if found["n"] >= LEAST_K else None
    return Guessed(question, guess, answer) if guess else None


def told_beside(survey: Survey, wave: Wave, code: str) -> Told | None:
    """What the first 5, 10, 20, 40 … answered, for whoever has just answered; None of what is not told live, or by fewer.

    It moves as often as answers double, so that nobody learns one by watching it, or by answering again.
    """
    question = survey.questions.filter(code=code).first()
    if question is None or telling_of(survey) is not Telling.LIVE:
        return None
    answers = Answer.objects.filter(question=question, response__wave=wave, number__isnull=False)
    n = first_of(answers.count())
    if n is None:
        return None
    last = answers.order_by("response_id").values_list("response_id", flat=True)[n - 1]
    counts = (
        answers.filter(response_id__lte=last).order_by().values_list("number").annotate(times=Count("pk"))
    )
    return Told(n, dict(counts))


def first_of(n: int) -> int | None:
    """How many of the first answers are told of, where so many came: the largest of 5, 10, 20, 40 … below it; none below five."""
    return None if n < LEAST_K else LEAST_K << (n // LEAST_K).bit_length() - 1


def mean_of(told: Told) -> float | None:
    """The mean, where it is told as a number."""
    if told.counts:
        return sum(value * n for value, n in told.counts.items()) / sum(told.counts.values())
    return told.mean


def _versions(survey: Survey):
    """Version and code of the question it lets guess, the newest first."""
    out = survey.versions.exclude(published_at=None)
    return out.order_by("-number").values_list("pk", "form__guess")


def _protected(sheets, question: Question, k: int) -> Told | None:
    """Blurred as answers are, each guess at the nearest step."""
    scale = Scale(question.scale_low, question.scale_high)
    steps = Counter(round(guess) for guess in sheets.values_list("guess", flat=True))
    mean = told_mean([steps[step] for step in range(scale.low, scale.high + 1)], scale, k=k)
    return None if mean.n is None else Told(mean.n, None, mean.mean, mean.at_most, mean.at_least)
