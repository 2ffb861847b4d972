"""The results of a survey: only what its mode lets be told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Min

from twofold.core.actor import Actor
from twofold.science.disclosure import LEAST_K
from twofold.science.noise import FEW
from twofold.surveys.models import Answer, Question, Response, Survey
from twofold.surveys.queries.counts import SCORED, Tally, tallies
from twofold.surveys.queries.gaps import Gaps, gaps, question_pairs
from twofold.surveys.queries.scores import Reading, reading_of

DIFFERENT_WORDS, SHOWN_WORDS = 12, 20


@dataclass(frozen=True)
class Remarks:
    """What was written to a question.

    :param words: text and how often it was written; empty where it may not be told
    """

    n: int
    words: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Results:
    """Everything that the page of a survey shows.

    :param sheets: how many answered, or None where that alone would tell too much
    :param scores: questions of a typed instrument, with what may be said
    :param scales: the other questions on a scale
    """

    survey: Survey
    sheets: int | None
    first: datetime | None
    last: datetime | None
    scores: list[tuple[Question, Reading]] = field(default_factory=list)
    scales: list[tuple[Question, Reading]] = field(default_factory=list)
    texts: list[tuple[Question, Remarks]] = field(default_factory=list)
    gaps: Gaps | None = None


def results_of(actor: Actor, survey: Survey, *, per_dimension: int = 0) -> Results:
    """Read the results, for someone who may see the survey.

    :param per_dimension: how many consecutive pairs of questions make a dimension; 0: none
    """
    sheets = Response.objects.system("totals, told by the rules of disclosure").filter(survey=survey)
    counted = sheets.aggregate(n=Count("pk"), first=Min("answered_at"), last=Max("answered_at"))
    is_hidden = survey.is_protected and counted["n"] < LEAST_K
    questions = list(Question.objects.filter(survey=survey).order_by("position", "pk"))
    counts = tallies(questions)
    readings = [
        (question, reading_of(question.instrument, counts[question.pk], is_protected=survey.is_protected))
        for question in questions
        if question.pk in counts
    ]
    return Results(
        survey=survey,
        sheets=None if is_hidden else counted["n"],
        first=None if is_hidden else counted["first"],
        last=None if is_hidden else counted["last"],
        scores=[pair for pair in readings if pair[0].instrument in SCORED],
        scales=[pair for pair in readings if pair[0].instrument not in SCORED],
        texts=_texts(actor, survey, questions),
        gaps=_gaps(survey, counts, per_dimension),
    )


def _gaps(survey: Survey, counts: Mapping[int, Tally], per_dimension: int) -> Gaps | None:
    """The gaps, if enough answered every pair; and where only totals are told, if those who did not are none or enough too."""
    found = gaps(survey, per_dimension=per_dimension)
    if found is None or found.n < FEW:
        return None
    asked = [question.pk for pair in question_pairs(survey).values() for question in pair]
    left_out = {counts[pk].n - found.n for pk in asked}
    return None if survey.is_protected and any(0 < n < LEAST_K for n in left_out) else found


def _texts(actor: Actor, survey: Survey, questions: list[Question]) -> list[tuple[Question, Remarks]]:
    """Words of named customers as far as the actor may see their sheets; of all others only how many wrote some."""
    asked = [question for question in questions if question.instrument == Question.Instrument.TEXT]
    written = Answer.objects.filter(question__in=asked).exclude(text="").order_by()
    counts = dict(written.values_list("question").annotate(n=Count("pk")))
    if survey.is_protected:
        return [(question, Remarks(_count(counts.get(question.pk, 0)))) for question in asked]
    visible = written.filter(response__in=Response.objects.visible_to(actor).filter(survey=survey))
    return [
        (question, Remarks(counts.get(question.pk, 0), _words(visible.filter(question=question))))
        for question in asked
    ]


def _count(n: int) -> int:
    return n if n >= LEAST_K else 0


def _words(answers) -> list[tuple[str, int]]:
    """The words by how often they were written if they are few different ones, else the newest."""
    frequent = answers.values_list("text").annotate(n=Count("pk")).order_by("-n", "text")
    different = list(frequent[: DIFFERENT_WORDS + 1])
    if len(different) <= DIFFERENT_WORDS:
        return different
    newest = answers.order_by("-response__answered_at", "-pk").values_list("text", flat=True)[:SHOWN_WORDS]
    return list(Counter(newest).items())
