"""How cases were rated, as a panel of their report: shares with n and interval, and their course by week."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.cases.access import require_may_report
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.report_form import USUAL, ReportForm
from twofold.relationships.models import Side
from twofold.science.proportions import Share
from twofold.surveys.queries.case_ratings import RatingLine, case_ratings
from twofold.ui.formats import number, percent

TEMPLATE = "surveys/web/answers/case_ratings.html"


@require_GET
def case_rating_report(request: HttpRequest) -> HttpResponse:
    """The ratings of the cases of the report whose unit and span are asked for."""
    require_may_report(request.actor)
    seen = frozenset(request.actor.units())
    form = ReportForm(seen, request.GET or None, span=_("Closed in the last"))
    chosen = form.cleaned_data if form.is_valid() else {}
    unit, until = chosen.get("unit"), timezone.now()
    sides = Side.values if request.shown_side == "both" else [request.shown_side]
    ratings = case_ratings(
        request.actor,
        sides=sides,
        unit_ids=unit_tree().subtree(unit) & seen if unit else None,
        since=until - timedelta(days=chosen.get("days") or USUAL),
        until=until,
    )
    context = {
        "form": form,
        "sides": sides,
        "ratings": ratings,
        "whole": _in_words(ratings.whole),
        "tables": [
            (title, first, [(line.key or _("Of no type"), *_in_words(line.share)) for line in lines])
            for title, first, lines in (
                (_("By unit"), _("Unit"), ratings.by_unit),
                (_("By type"), _("Type"), ratings.by_type),
            )
            if len(lines) > 1
        ],
        "chart": _course(ratings.weeks) if len(ratings.weeks) > 1 else None,
    }
    return render(request, TEMPLATE + ("#panel" if request.htmx else ""), context)


def _in_words(share: Share) -> tuple[str, str]:
    """The share with its interval, and of how many; below the least that is told, only of how many."""
    counted = number(share.n)
    if share.shown is None or share.interval is None:
        return _("not enough answers"), counted
    ends = {"low": percent(share.interval.low), "high": percent(share.interval.high)}
    between = _("%(low)s to %(high)s") % ends
    return f"{percent(share.shown)} ({between})", counted


def _course(weeks: Sequence[RatingLine]) -> dict:
    """A point for each week with enough ratings; a gap where there are fewer."""
    labels = [date_format(line.key, "SHORT_DATE_FORMAT") for line in weeks]
    told = [line.share.shown for line in weeks]
    return {
        "option": {
            "tooltip": {"trigger": "axis"},
            "grid": {"left": 8, "right": 24, "top": 16, "bottom": 8, "containLabel": True},
            "xAxis": {"type": "category", "data": labels},
            "yAxis": {"type": "value", "min": 0, "max": 100, "axisLabel": {"formatter": "{value} %"}},
            "series": [
                {
                    "name": _("Satisfied"),
                    "type": "line",
                    "symbolSize": 8,
                    "connectNulls": False,
                    "data": [None if share is None else round(share * 100, 1) for share in told],
                }
            ],
        },
        "columns": [_("Week from"), _("Satisfied"), _("Ratings")],
        "rows": [[label, *_in_words(line.share)] for label, line in zip(labels, weeks, strict=True)],
    }
