"""The figures that cases declare for the mirror."""

from datetime import datetime, timedelta
from math import isfinite

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case
from twofold.cases.queries.owed import count_owed, promises_kept
from twofold.cases.queries.waits import waits_of
from twofold.core.plates import Figure, Measure
from twofold.science.noise import Noise

SIDES = ("internal", "external")
DAY = 86_400
YEAR = timedelta(days=365)


def owed_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """Open cases of the units, with how many are late and by how much the oldest is."""
    owed = count_owed(_cases(unit_ids, side), moment)
    oldest = round(owed.oldest_late.total_seconds() / DAY, 1) if owed.oldest_late else 0.0
    detail = {"late": owed.late, "oldest_late_days": oldest, "unassigned": owed.unassigned}
    return Figure(float(owed.open), owed.open, detail=detail)


def owed_in_words(detail: dict) -> str:
    """How late what is owed is."""
    if not detail.get("late"):
        return gettext("none of it late")
    days = detail["oldest_late_days"]
    return ngettext(
        "%(late)s late, by %(days)s days", "%(late)s late, the oldest by %(days)s days", detail["late"]
    ) % {"late": detail["late"], "days": days}


def promises_kept_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """The share of promises kept in the 90 days before."""
    share = promises_kept(_cases(unit_ids, side), moment)
    detail = {"kept": share.count, "broken": share.n - share.count}
    if share.noise == Noise.COUNTS_ONLY:
        return Figure(None, share.n, said_instead=str(_("too few promises")), detail=detail)
    return Figure(share.point, share.n, share.interval.low, share.interval.high, detail=detail)


def days_to_resolve_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """The median time to resolution of the cases opened in the year before."""
    waits = waits_of(_cases(unit_ids, side), until=moment, since=moment - YEAR)
    if waits is None or waits.resolution.median.shown is None:
        return Figure(None, waits.resolution.n if waits else 0, said_instead=str(_("too few resolved cases")))
    median, p90 = waits.resolution.median, waits.resolution.p90
    detail = {
        "p90_days": None if p90.point is None else round(p90.point, 1),
        "stamps_complete": bool(waits.little and waits.little.holds),
    }
    ends = median.interval if median.interval and isfinite(median.interval.high) else None
    return Figure(median.point, median.n, ends and ends.low, ends and ends.high, detail=detail)


def slowest_in_words(detail: dict) -> str:
    """What the median hides."""
    days = detail.get("p90_days")
    return "" if days is None else gettext("nine in ten within %(days)s days") % {"days": days}


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
        aside=owed_in_words,
        rows_url="lists:case",
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
        rows_url="lists:case",
    ),
    Measure(
        key="cases.days_to_resolve",
        name=_("Days to resolve"),
        sides=SIDES,
        unit="days",
        definition=_(
            "The time on the clock within which half of the cases opened in the last 365 days were resolved. Open cases count "
            "as having waited so far, so that they cannot be left out."
        ),
        interval=_("Of the Kaplan–Meier curve’s median, 95 %."),
        minimum_n=10,
        source="Kaplan & Meier 1958; Brookmeyer & Crowley 1982",
        compute=days_to_resolve_figure,
        rows_url="lists:case",
        aside=slowest_in_words,
    ),
)
