"""The figures that cases declare for the mirror."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case
from twofold.cases.queries.owed import count_owed, promises_kept
from twofold.core.plates import Figure, Measure
from twofold.science.noise import Noise

SIDES = ("internal", "external")
DAY = 86_400


def owed_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """Open cases of the units, with how many are late and by how much the oldest is."""
    owed = count_owed(_cases(unit_ids, side), moment)
    oldest = round(owed.oldest_late.total_seconds() / DAY, 1) if owed.oldest_late else 0.0
    detail = {"late": owed.late, "oldest_late_days": oldest, "unassigned": owed.unassigned}
    return Figure(float(owed.open), owed.open, detail=detail)


def promises_kept_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """The share of promises kept in the 90 days before."""
    share = promises_kept(_cases(unit_ids, side), moment)
    detail = {"kept": share.count, "broken": share.n - share.count}
    if share.noise == Noise.COUNTS_ONLY:
        return Figure(None, share.n, said_instead=str(_("too few promises")), detail=detail)
    return Figure(share.point, share.n, share.interval.low, share.interval.high, detail=detail)


def _cases(unit_ids: frozenset[int], side: str):
    cases = Case.objects.system("figures over units are shown to those who may count them")
    return cases.filter(unit_id__in=unit_ids, relationship__side=side)


MEASURES = (
    Measure(
        key="cases.owed",
        name=_("Owed now"),
        sides=SIDES,
        unit="count",
        definition=_(
            "Cases that are open: questions, requests, complaints and conflicts. Late are those whose promised moment has "
            "passed."
        ),
        interval=_("None: everything is counted."),
        minimum_n=0,
        source=_("Counted from the cases themselves."),
        compute=owed_figure,
        rows_url="cases:case-list",
        better="lower",
    ),
    Measure(
        key="cases.promises_kept",
        name=_("Promises kept"),
        sides=SIDES,
        unit="percent",
        definition=_(
            "Of the promises decided in the last 90 days, the share that was kept: the case was resolved by the promised "
            "moment. A promise is decided when its case is resolved in time, or else when the moment passes; so a late case "
            "counts as broken while it is still open."
        ),
        interval=_("Wilson’s score interval, 95 %."),
        minimum_n=10,
        source="Wilson 1927; Newcombe 1998",
        compute=promises_kept_figure,
        rows_url="cases:case-list",
    ),
)
