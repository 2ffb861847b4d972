"""The figures that surveys declare for the mirror."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import Figure, Measure
from twofold.directory.queries.units import UnitTree, unit_tree
from twofold.relationships.models import Side
from twofold.science.disclosure import LEAST_K
from twofold.surveys.models import Question
from twofold.surveys.queries.counts import Tally
from twofold.surveys.queries.disclosure.pooled import pooled_tally, released_answer, whole_branch_tally
from twofold.surveys.queries.scores import MINIMUM, promoter_figure

YEAR = timedelta(days=365)
NPS, ENPS = Question.Instrument.NPS, Question.Instrument.ENPS


def nps_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """NPS over the named answers of the last 365 days about these units."""
    tally = pooled_tally(unit_ids, moment - YEAR, moment, NPS)
    return promoter_figure(NPS, tally, is_protected=False) if tally else _none()


def enps_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """eNPS of the latest round that was released about the whole branch, or survey brought in: no two days can be subtracted."""
    tree = unit_tree()
    root = _root(unit_ids, tree)
    if root is None:
        return _none()
    released = released_answer(root, side, moment)
    brought_in = whole_branch_tally(root, unit_ids, side, moment, tree)
    if released and (brought_in is None or released[0].closes_at >= brought_in[0].created_at):
        told = released[1]
        return (
            promoter_figure(ENPS, Tally.of(0, 10, told.counts), is_protected=True) if told.counts else _none()
        )
    return promoter_figure(ENPS, brought_in[1], is_protected=True) if brought_in else _none()


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
