"""A list as a month: each record on its day."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format

from twofold.core.filters import with_rule
from twofold.core.plates import Asked
from twofold.ui.formats import locale
from twofold.workspace.queries.lists.calendars import month_of, read_month
from twofold.workspace.queries.lists.matching import Matching
from twofold.workspace.queries.lists.shown import TABLE, Shown
from twofold.workspace.web.lists.cards import cards_of


def calendar_context(request: HttpRequest, shown: Shown, found: Matching, asked: Asked) -> dict[str, Any]:
    """The weeks of a month with what falls on each day."""
    first = locale().first_week_day
    month = month_of(shown, found, read_month(request.GET.get("month", ""), asked.today), first_weekday=first)
    rows = [row for day in month.days for row in day.rows]
    cards = {card.pk: card for card in cards_of(shown, rows, asked, most_facts=1)}
    days = [
        {
            "day": day,
            "is_today": day.date == asked.today,
            "cards": [cards[row.pk] for row in day.rows],
            "more_url": _of_day(shown, day.date) if day.more else "",
        }
        for day in month.days
    ]
    return {
        "layout": "calendar",
        "rows": rows,
        "month": month,
        "month_name": date_format(month.first, "F Y"),
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
        "weekdays": [day["day"].date for day in days[:7]],
        "before_month": shown.address(more={"month": month.before}),
        "after_month": shown.address(more={"month": month.after}),
        "this_month": shown.address(),
        "by_label": shown.listed.columns[shown.by].label,
        "by_choices": [
            {
                "label": shown.listed.columns[name].label,
                "url": shown.address(by=name),
                "active": name == shown.by,
            }
            for name in shown.listed.type.calendars
        ],
    }


def _of_day(shown: Shown, day: date) -> str:
    """All that falls on one day, as a table."""
    rule = {"field": shown.by, "op": "on", "value": [day.isoformat()]}
    return shown.address(rules=with_rule(shown.rules, rule), layout=TABLE, by="")
