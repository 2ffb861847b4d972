"""Protected answers that were brought in whole, from a survey that was never asked here: told once, of all of them together."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from twofold.science.answers import Scale
from twofold.science.disclosure import LEAST_K
from twofold.science.lenses import EVERYONE
from twofold.science.publication.blurring import told_mean
from twofold.surveys.models import Question, Survey
from twofold.surveys.queries.disclosure.counting import counted_rows, sheets_of_survey
from twofold.surveys.queries.disclosure.told import Telling, Told, ToldGroup, ToldRound


def whole_round(survey: Survey, questions: Sequence[Question]) -> ToldRound:
    """What may be told of all sheets together; no group of them, and no word."""
    n, k = sheets_of_survey(survey).count(), max(LEAST_K, survey.least_group)
    if n < k:
        return ToldRound(Telling.WHOLE, None, None)
    chosen: dict[int, Counter] = defaultdict(Counter)
    for row in counted_rows(survey):
        chosen[row.question_id][row.value] += row.n
    answers = {
        question.pk: told for question in questions if (told := _told(question, chosen[question.pk], k))
    }
    return ToldRound(Telling.WHOLE, None, ToldGroup(key=EVERYONE, label=_("Everyone"), n=n, answers=answers))


def _told(question: Question, chosen: Counter, k: int) -> Told | None:
    """One question, hidden where fewer than k answered it."""
    if question.scale_low is None:
        n = chosen[None] or sum(chosen.values())
        return Told(n) if n >= k else None
    scale = Scale(question.scale_low, question.scale_high)
    counts = [chosen[step] for step in range(scale.low, scale.high + 1)]
    mean = told_mean(counts, scale, k=k)
    if mean.n is None:
        return None
    values = dict(enumerate(mean.distribution, start=scale.low)) if mean.distribution else None
    return Told(mean.n, values, mean.mean, mean.at_most, mean.at_least)
