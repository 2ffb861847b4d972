"""The figures that surveys declare for the mirror."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import Figure, Measure
from twofold.directory.queries.units import UnitTree, unit_tree
from twofold.relationships.models import Side
from twofold.science.disclosure import LEAST_K
from twofold.surveys.models import Answer, Question, Survey
from twofold.surveys.queries.counts import Tally, pooled_tally
from twofold.surveys.queries.publishing import published_units
from twofold.surveys.queries.scores import MINIMUM, promoter_figure

YEAR = timedelta(days=365)
LOOKED_AT = 20
NPS, ENPS = Question.Instrument.NPS, Question.Instrument.ENPS


def nps_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """NPS over the answers of the last 365 days about these units."""
    tally = pooled_tally(unit_ids, side, moment - YEAR, moment, NPS)
    return promoter_figure(NPS, tally, is_protected=False) if tally else _none()


def enps_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """eNPS of the latest survey that asked about the whole branch, over all its answers: no two days can be subtracted.

    Told only of whole branches of the tree, and only where no remainder between branches is of fewer than five.
    """
    tree = unit_tree()
    root = _root(unit_ids, tree)
    asked = root and _latest(root, unit_ids, side, moment, tree)
    if not asked:
        return _none()
    survey, counts = asked
    if root not in published_units(counts, tree):
        return _none()
    within = _answers(survey).filter(response__unit_id__in=unit_ids)
    chosen = dict(within.values_list("number").annotate(n=Count("pk")))
    return promoter_figure(ENPS, Tally.of(0, 10, chosen), is_protected=True)


def _latest(
    root: int, unit_ids: frozenset[int], side: str, moment: datetime, tree: UnitTree
) -> tuple[Survey, dict[int, int]] | None:
    """The latest survey that spans the branch, with how many answered about each unit.

    A survey of one department says nothing about the enterprise, but one of the enterprise does about the department.
    """
    surveys = Survey.objects.system("a total over units, told by the rules of disclosure").filter(
        side=side, created_at__lte=moment, questions__instrument=ENPS
    )
    for survey in surveys.distinct().order_by("-created_at", "-pk")[:LOOKED_AT]:
        counts = dict(
            _answers(survey).values_list("response__unit_id").annotate(n=Count("response", distinct=True))
        )
        if unit_ids & counts.keys() and root in tree.subtree(
            _span([survey.unit_id, *counts], tree), through_seals=True
        ):
            return survey, counts
    return None


def _span(units: Iterable[int], tree: UnitTree) -> int:
    """The lowest unit that is above all of these or one of them; of separate trees, the first one's root."""
    lines = [[unit, *tree.ancestors(unit)] for unit in units]
    return next((unit for unit in lines[0] if all(unit in line for line in lines)), lines[0][-1])


def _answers(survey: Survey) -> QuerySet[Answer]:
    return Answer.objects.filter(
        response__survey=survey, question__instrument=ENPS, number__isnull=False
    ).order_by()


def _root(unit_ids: frozenset[int], tree: UnitTree) -> int | None:
    """The unit whose branch these are, or None if they are no whole branch."""
    tops = [unit for unit in unit_ids if tree.parents.get(unit) not in unit_ids]
    return tops[0] if len(tops) == 1 and tree.subtree(tops[0]) == unit_ids else None


def _none() -> Figure:
    return Figure(None, 0, said_instead=_("not enough answers"))


MEASURES = (
    Measure(
        key="surveys.nps",
        name=gettext_lazy("Net promoter score"),
        sides=(Side.EXTERNAL.value,),
        unit="score",
        definition=gettext_lazy(
            "“How likely is it that you would recommend us?”, 0 to 10: the percentage of 9 and 10 less the percentage of 0 "
            "to 6, over the answers of the last 365 days. Asked on another scale it is not counted."
        ),
        interval=gettext_lazy("Adjusted Wald, 95 %."),
        minimum_n=MINIMUM,
        source="Rocks 2016, The American Statistician 70(4)",
        compute=nps_figure,
        rows_url="surveys:survey-list",
    ),
    Measure(
        key="surveys.enps",
        name=gettext_lazy("Employee net promoter score"),
        sides=(Side.INTERNAL.value,),
        unit="score",
        definition=gettext_lazy(
            "“How likely is it that you would recommend us as a place to work?”, 0 to 10: the percentage of 9 and 10 less the "
            "percentage of 0 to 6, over all answers of the latest survey "
            "that spans the unit. It is another question than the one customers "
            "are asked: never subtract the two."
        ),
        interval=gettext_lazy(
            "Adjusted Wald, 95 %, the widest that the score allows; a band where answers are nearly all alike."
        ),
        minimum_n=max(MINIMUM, LEAST_K),
        source="Rocks 2016, The American Statistician 70(4)",
        compute=enps_figure,
        rows_url="surveys:survey-list",
    ),
)
