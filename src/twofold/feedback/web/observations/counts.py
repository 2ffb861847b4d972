"""How often what was seen, drawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from twofold.core.actor import Level
from twofold.core.ids import read_id
from twofold.directory.access import require_staff
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.forms import unit_choices
from twofold.feedback.queries.observations.counts import LEAST_AGREEMENT, Counted, counted
from twofold.feedback.queries.observations.extract import PERIODS, USUAL, period
from twofold.relationships.models import Side
from twofold.relationships.web.addresses import asked_side
from twofold.ui.formats import number

TEMPLATE = "feedback/web/observations/counts.html"
WORDS = {
    30: gettext_lazy("30 days"),
    90: gettext_lazy("90 days"),
    365: gettext_lazy("A year"),
    1095: gettext_lazy("Three years"),
}
MOST_BARS = 15
"""More than these stand in the table only."""


@require_GET
def observation_counts(request: HttpRequest) -> HttpResponse:
    """Codes by side and by month, over the units that one may see."""
    require_staff(request.actor)
    units = unit_choices(request.actor, Level.VIEW)
    unit = read_id(request.GET.get("unit", ""))
    unit = unit if unit in dict(units) else None
    mine = request.actor.units()
    below = unit_tree().subtree(unit) & mine if unit else mine
    days = request.GET.get("days", "")
    since, until = period(days, timezone.localdate())
    side = asked_side(request)
    found = counted(request.actor, unit_ids=below, since=since, until=until, side=side)
    context = {
        "found": found,
        "units": units,
        "unit": unit,
        "days": days if days in map(str, PERIODS) else str(USUAL),
        "periods": [(str(one), WORDS[one]) for one in PERIODS],
        "side": side,
        "sides": Side.choices,
        "several": len({one.code.unit_id for one in found.codes}) > 1,
        "charts": _charts(found) if found.n else [],
        "least_agreement": LEAST_AGREEMENT,
    }
    return render(request, TEMPLATE, context)


def _charts(found: Counted) -> list[dict]:
    codes = [one for one in found.codes if one.times]
    return [_by_side(codes), *([_by_month(found, codes)] if len(found.months) > 2 else [])] if codes else []


def _by_side(codes: list) -> dict:
    """Bars that lie, so that the codes can be read on a phone; both sides stacked in their colors."""
    drawn = codes[:MOST_BARS]
    series = [
        {
            "name": str(side.label),
            "side": side.value,
            "type": "bar",
            "stack": "times",
            "barMaxWidth": 24,
            "data": [one.by_side.get(side.value, 0) for one in drawn],
        }
        for side in Side
    ]
    return {
        "id": "by-side",
        "title": _("How often, by code"),
        "option": {
            "tooltip": {"trigger": "axis"},
            "legend": {},
            "grid": {"left": 8, "right": 24, "top": 36, "bottom": 8, "containLabel": True},
            "xAxis": {"type": "value", "minInterval": 1},
            "yAxis": {
                "type": "category",
                "inverse": True,
                "data": [one.code.name for one in drawn],
                "axisLabel": {"width": 140, "overflow": "break", "interval": 0},
            },
            "series": series,
        },
        "height": "small" if len(drawn) < 4 else "medium" if len(drawn) < 9 else "large",
        "columns": [_("Code"), *(str(side.label) for side in Side)],
        "rows": [
            [one.code.name, *(number(one.by_side.get(side.value, 0)) for side in Side)] for one in codes
        ],
    }


def _by_month(found: Counted, codes: list) -> dict:
    months = [date_format(month, "M Y") for month in found.months]
    most = codes[:5]
    return {
        "id": "by-month",
        "title": _("How often, by month"),
        "option": {
            "tooltip": {"trigger": "axis"},
            "legend": {},
            "grid": {"left": 8, "right": 16, "top": 44, "bottom": 8, "containLabel": True},
            "xAxis": {"type": "category", "data": months},
            "yAxis": {"type": "value", "minInterval": 1},
            "series": [
                {
                    "name": one.code.name,
                    "type": "line",
                    "data": [one.by_month.get(month, 0) for month in found.months],
                }
                for one in most
            ],
        },
        "height": "medium",
        "columns": ["", *months],
        "rows": [
            [one.code.name, *(number(one.by_month.get(month, 0)) for month in found.months)] for one in codes
        ],
    }
