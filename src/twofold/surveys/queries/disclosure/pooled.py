"""What the mirror shows of surveys: named answers of customers over a year, and of colleagues only what was told whole."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from twofold.directory.queries.units import UnitTree
from twofold.relationships.models import Side
from twofold.science.answers import Scale
from twofold.science.disclosure import LEAST_K
from twofold.science.lenses import UNIT
from twofold.surveys.models import Answer, PublishedGroup, Question, Survey, Wave
from twofold.surveys.queries.counts import Tally
from twofold.surveys.queries.disclosure.published import told_groups
from twofold.surveys.queries.disclosure.told import Told
from twofold.surveys.queries.publishing import sharp_branches

LOOKED_AT = 20
ENPS = Question.Instrument.ENPS
TEN = Scale(0, 10)


def pooled_tally(unit_ids: Iterable[int], since: datetime, until: datetime, instrument: str) -> Tally | None:
    """All named answers of outside customers to an instrument from 0 to 10, over units and a period; None without any."""
    rows = Answer.objects.filter(
        response__unit_id__in=list(unit_ids),
        response__survey__side=Side.EXTERNAL,
        response__survey__mode=Survey.Mode.NAMED,
        response__answered_at__gt=since,
        response__answered_at__lte=until,
        question__instrument=instrument,
        number__isnull=False,
    ).order_by()
    chosen = dict(rows.values_list("number").annotate(n=Count("pk")))
    return Tally.of(0, 10, chosen) if chosen else None


def released_answer(unit_id: int, side: str, until: datetime) -> tuple[Wave, Told] | None:
    """What the latest released round tells of a whole unit's eNPS, with the round."""
    groups = PublishedGroup.objects.filter(
        wave__state=Wave.State.RELEASED,
        wave__closes_at__lte=until,
        wave__survey__side=side,
        wave__told_units__unit_id=unit_id,
        wave__survey__questions__instrument=ENPS,
        lens=UNIT,
        parts=[[str(unit_id), False]],
    )
    group = groups.select_related("wave__survey").order_by("-wave__closes_at", "-pk").first()
    if group is None:
        return None
    question = Question.objects.filter(survey=group.wave.survey, instrument=ENPS).order_by("pk").first()
    told = told_groups([group])[0].answers.get(question.pk)
    return (group.wave, told) if told else None


def whole_branch_tally(
    root: int, unit_ids: frozenset[int], side: str, until: datetime, tree: UnitTree
) -> tuple[Survey, Tally] | None:
    """The eNPS answers about a branch in the latest survey that was brought in whole and spans it.

    A survey of one department says nothing about the enterprise, but one of the enterprise does about the department.
    Told by the rules of rounds: where no sum or difference of branches is of fewer than the survey’s least group, or of
    people who nearly all agree.
    """
    surveys = Survey.objects.system("a total over units, told by the rules of disclosure").filter(
        side=side, created_at__lte=until, questions__instrument=ENPS, waves=None
    )
    for survey in surveys.distinct().order_by("-created_at", "-pk")[:LOOKED_AT]:
        values = _values(survey)
        within = unit_ids & values.keys()
        span = within and _span([survey.unit_id, *values], tree)
        if span and root in tree.subtree(span, through_seals=True):
            if within not in sharp_branches(values, tree, TEN, max(LEAST_K, survey.least_group)):
                return None
            return survey, Tally.of(TEN.low, TEN.high, sum((values[unit] for unit in within), Counter()))
    return None


def _span(units: Iterable[int], tree: UnitTree) -> int:
    """The lowest unit that is above all of these or one of them; of separate trees, the first one's root."""
    lines = [[unit, *tree.ancestors(unit)] for unit in units]
    return next((unit for unit in lines[0] if all(unit in line for line in lines)), lines[0][-1])


def _values(survey: Survey) -> dict[int, Counter[int]]:
    """Unit → how often each value was given about it."""
    answers = Answer.objects.filter(response__survey=survey, question__instrument=ENPS, number__isnull=False)
    counted = answers.order_by().values_list("response__unit_id", "number").annotate(n=Count("pk"))
    values: dict[int, Counter[int]] = defaultdict(Counter)
    for unit, value, n in counted:
        values[unit][value] = n
    return values
