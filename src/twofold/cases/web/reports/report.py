"""How cases go: waits, promises kept, complaints by cause and by whose work was behind them; both sides side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from twofold.cases.access import require_may_report
from twofold.cases.models import Case
from twofold.cases.queries.complaint_report import ComplaintReport, ParetoLine, complaint_report
from twofold.cases.queries.owed import promises_kept
from twofold.cases.queries.waits import Waits, waits_of
from twofold.core.plates import house
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.report_form import USUAL, ReportForm
from twofold.relationships.models import Side
from twofold.science.estimates import Estimate
from twofold.science.proportions import Share
from twofold.ui.formats import number, percent

TEMPLATE = "cases/web/reports/report.html"
MOST_BARS = 12
"""More than these stand in the table only."""


@dataclass(frozen=True)
class SideReport:
    """One side.

    :param lines: label, figure, its interval or 90th percentile in words, and what it means
    """

    side: str
    n: int
    lines: Sequence[tuple[str, str, str, str]]
    little: str
    little_holds: bool


@require_safe
def case_report(request: HttpRequest) -> HttpResponse:
    """The report, over the cases that the asker may see."""
    require_may_report(request.actor)
    seen = frozenset(request.actor.units())
    form = ReportForm(seen, request.GET or None, span=_("Opened in the last"))
    chosen = form.cleaned_data if form.is_valid() else {}
    until = timezone.now()
    since = until - timedelta(days=chosen.get("days") or USUAL)
    cases = Case.objects.visible_to(request.actor)
    if chosen.get("unit"):
        tree = unit_tree()
        below = tree.subtree(chosen["unit"]) & seen
        cases = cases.filter(unit_id__in=below)
    shown = Side.values if request.shown_side == "both" else [request.shown_side]
    of_shown = cases.filter(relationship__side__in=shown)
    complaints = complaint_report(of_shown, since=since, until=until)
    context = {
        "form": form,
        "sides": [_side_report(side, cases.filter(relationship__side=side), since, until) for side in shown],
        "complaints": complaints,
        "charts": _charts(complaints),
        "panels": house().panels("case-report"),
        "asked": f"?{request.GET.urlencode()}" if form.is_valid() else "",
        "recurring": _share_in_words(complaints.recurring) if complaints.recurring else None,
    }
    return render(request, TEMPLATE, context)


def _side_report(side: str, cases: QuerySet[Case], since: datetime, until: datetime) -> SideReport:
    waits = waits_of(cases, since=since, until=until)
    kept = promises_kept(cases, until, until - since)
    lines = []
    if waits:
        lines = [
            _days(_("To the first answer"), waits.answer.median, waits.answer.p90),
            _days(_("To the resolution"), waits.resolution.median, waits.resolution.p90),
        ]
    meaning = _("Promises decided in this time; a late case counts as broken while it is open, too.")
    lines.append((_("Promises kept"), *_share_in_words(kept), meaning))
    return SideReport(side, waits.resolution.n if waits else 0, lines, *_little(waits))


def _days(label: str, median: Estimate, p90: Estimate) -> tuple[str, str, str, str]:
    meaning = _("Half within this time, by Kaplan and Meier: open cases count as having waited so far.")
    if median.shown is None:
        return label, "–", _("too few, or too many still wait"), meaning
    middle = _("%(days)s days") % {"days": number(median.shown, 1)}
    ends = median.interval
    between = (
        _("%(low)s to %(high)s days") % {"low": number(ends.low, 1), "high": number(ends.high, 1)}
        if ends and isfinite(ends.high)
        else ""
    )
    nine = (
        _("nine in ten within %(days)s days") % {"days": number(p90.point, 1)}
        if p90.point is not None
        else _("when nine in ten are done cannot be told yet")
    )
    return label, middle, " · ".join(filter(None, [between, nine])), meaning


def _share_in_words(share: Share) -> tuple[str, str]:
    counted = ngettext("%(count)s of %(n)s", "%(count)s of %(n)s", share.n) % {
        "count": number(share.count),
        "n": number(share.n),
    }
    if share.shown is None or share.interval is None:
        return "–", counted
    ends = _("%(low)s to %(high)s") % {
        "low": percent(share.interval.low, 1),
        "high": percent(share.interval.high, 1),
    }
    return percent(share.shown, 1), f"{counted} · {ends}"


def _little(waits: Waits | None) -> tuple[str, bool]:
    """Whether the stamps are complete, in a sentence with the figures."""
    check = waits.little if waits else None
    if check is None:
        return "", True
    figures = {
        "rate": number(check.arrival_rate, 2),
        "wait": number(check.mean_wait, 1),
        "open": number(check.mean_open, 1),
    }
    if check.holds:
        return (
            _(
                "The stamps add up: %(rate)s a day × %(wait)s days each = %(open)s open at a time (Little’s law)."
            )
            % figures,
            True,
        )
    return (
        _(
            "The stamps do not add up: %(rate)s a day × %(wait)s days each is not %(open)s open at a time (Little’s law). "
            "Stamps are missing, or the time chosen cuts many cases short."
        )
        % figures,
        False,
    )


def _charts(complaints: ComplaintReport) -> list[dict]:
    drawn = (
        ("by-cause", _("Complaints by cause"), complaints.by_cause),
        ("by-unit", _("Complaints by the unit whose work was behind them"), complaints.by_unit),
        ("by-offering", _("Complaints by the internal service behind them"), complaints.by_offering),
    )
    return [_pareto_chart(name, title, lines) for name, title, lines in drawn if lines]


def _pareto_chart(name: str, title: str, lines: Sequence[ParetoLine]) -> dict:
    """Bars that lie, so that their names can be read on a phone."""
    drawn = lines[:MOST_BARS]
    return {
        "id": name,
        "title": title,
        "option": {
            "tooltip": {"trigger": "axis"},
            "grid": {"left": 8, "right": 40, "top": 8, "bottom": 8, "containLabel": True},
            "xAxis": {"type": "value", "minInterval": 1},
            "yAxis": {
                "type": "category",
                "inverse": True,
                "data": [line.label for line in drawn],
                "axisLabel": {"width": 128, "overflow": "break", "interval": 0},
            },
            "series": [
                {
                    "name": _("Complaints"),
                    "type": "bar",
                    "barMaxWidth": 24,
                    "label": {"show": True, "position": "right"},
                    "data": [line.n for line in drawn],
                }
            ],
        },
        "height": "small" if len(drawn) < 4 else "medium" if len(drawn) < 9 else "large",
        "columns": ["", _("Complaints"), _("Up to here")],
        "rows": [[line.label, number(line.n), percent(line.share)] for line in lines],
    }
