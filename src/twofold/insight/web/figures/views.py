"""What a figure means, how it is made, and how it went."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.errors import NotVisible
from twofold.core.ids import read_id
from twofold.directory.queries.units import unit_tree
from twofold.insight.queries.figures import history, measure_by_key, shown_figure
from twofold.insight.queries.mirror import units_to_mirror

A_YEAR = timedelta(days=366)


@require_GET
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """A measure's definition, interval, minimum and source, with its course for one unit and side."""
    measure = measure_by_key(key)
    side = request.GET.get("side", "")
    asked = request.GET.get("unit", "")
    tree = unit_tree()
    seen = units_to_mirror(request.actor, tree)
    unit_id = read_id(asked) if asked else next(iter(seen), None)
    if measure is None or unit_id not in seen:
        raise NotVisible
    if side not in measure.sides:
        side = measure.sides[0]
    course = history(request.actor, key, unit_id, side, since=timezone.now().date() - A_YEAR)
    context = {
        "measure": measure,
        "side": side,
        "unit_name": tree.names[unit_id],
        "unit_id": unit_id,
        "figure": shown_figure(measure, course[-1], tree) if course else None,
        "course": course[::-1],
        "chart": _chart([stored for stored in course if stored.value is not None], measure.unit == "percent"),
    }
    return render(request, "insight/web/figures/figure.html", context)


def _chart(course: list, is_share: bool) -> dict | None:
    """An ECharts option with the values and their interval; None for fewer than two days."""
    if len(course) < 2:
        return None
    factor = 100 if is_share else 1

    def points(name: str) -> list:
        return [[stored.day.isoformat(), _scaled(getattr(stored, name), factor)] for stored in course]

    line = {"type": "line", "showSymbol": False}
    faint = {**line, "lineStyle": {"type": "dotted", "width": 1}}
    return {
        "xAxis": {"type": "time"},
        "yAxis": {
            "type": "value",
            "scale": True,
            "axisLabel": {"formatter": "{value} %" if is_share else "{value}"},
        },
        "series": [
            {**line, "data": points("value")},
            *({**faint, "data": points(end)} for end in ("low", "high") if course[-1].low is not None),
        ],
    }


def _scaled(value: float | None, factor: int) -> float | None:
    return None if value is None else round(value * factor, 3)
