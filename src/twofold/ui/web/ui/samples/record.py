"""One record: facts, tabs, what happened, and a chart."""

from datetime import datetime, timedelta
from typing import Any

from twofold.ui.shapes import Fact, TimelineEntry

CRUMBS = [{"label": "People", "url": "#people"}, {"label": "Chez Nous SARL", "url": "#chez-nous"}]
TABS = [
    {"label": "Overview", "url": "#", "active": True},
    {"label": "Cases", "url": "#cases", "count": 3},
    {"label": "Dealings", "url": "#dealings", "count": 1_306},
    {"label": "Expectations", "url": "#expectations"},
]
FACTS = [
    Fact(label="Role", value="Buyer", icon="briefcase"),
    Fact(label="Organisation", value="Chez Nous SARL", url="#chez-nous", icon="building-store"),
    Fact(label="E-mail", value="dana@cheznous.example", url="mailto:dana@cheznous.example", icon="mail"),
    Fact(label="Customer since", value="March 2021", icon="calendar"),
    Fact(label="Phone", value=None, icon="phone"),
]


def entries(now: datetime) -> list[TimelineEntry]:
    """What happened, newest first."""
    return [
        TimelineEntry(
            sentence="Bo wrote a note",
            kind="note",
            when=now - timedelta(minutes=12),
            who="Bo Lindqvist",
            unit="Sales",
            body="She is thinking of leaving. Call before the fair, not after it.",
        ),
        TimelineEntry(
            sentence="Case 417 was resolved",
            icon="circle-check",
            when=now - timedelta(hours=3),
            who="Amina Haddad",
            unit="Customer service",
            side="external",
            url="#case",
        ),
        TimelineEntry(
            sentence="Dana asked about a broken chair",
            icon="mail",
            kind="message",
            when=now - timedelta(days=1),
            who="Dana van Buy",
            body="Good morning, the left rear leg came off after two days. What can we do?",
            side="external",
        ),
        TimelineEntry(
            sentence="A dealing was imported: 4 × Oak chair “Nyd”",
            icon="receipt",
            when=now - timedelta(days=9),
            who="Import of orders.csv",
            unit="Sales",
        ),
    ]


def chart() -> dict[str, Any]:
    """Scores by month, as a drawing and as numbers."""
    months = ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    inside, outside = [14, 12, 9, 3, 6, 12], [33, 34, 33, 31, 26, 31]
    series = [
        {"type": "line", "name": "Internal (eNPS)", "side": "internal", "data": inside, "symbol": "rect"},
        {"type": "line", "name": "External (NPS)", "side": "external", "data": outside, "symbol": "circle"},
    ]
    option = {
        "xAxis": {"type": "category", "data": months},
        "yAxis": {"type": "value"},
        "legend": {},
        "series": series,
    }
    return {
        "option": option,
        "columns": ["Month", "eNPS", "NPS"],
        "rows": list(zip(months, inside, outside, strict=True)),
    }
