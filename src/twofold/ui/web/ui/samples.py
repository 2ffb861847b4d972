"""Made-up content of the style page: a maker of furniture, its units and its customers."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from twofold.ui.chips import STANDINGS, STATES
from twofold.ui.shapes import Column, Fact, Figure, NavigationItem, StandingCount, Step, TimelineEntry

NAVIGATION = [
    NavigationItem(label="Home", url="/ui/", icon="home", active=True),
    NavigationItem(label="Cases", url="#cases", icon="inbox", count=12),
    NavigationItem(label="People", url="#people", icon="users"),
    NavigationItem(label="Dealings", url="#dealings", icon="receipt"),
    NavigationItem(
        label="Relationships", url="#relationships", icon="arrows-exchange", section="Who serves whom"
    ),
    NavigationItem(label="Offerings", url="#offerings", icon="package", section="Who serves whom"),
    NavigationItem(label="Expectations", url="#expectations", icon="target", section="Who serves whom"),
    NavigationItem(label="Surveys", url="#surveys", icon="mood-happy", section="Hearing"),
    NavigationItem(label="Imports", url="#imports", icon="file-import", section="House"),
    NavigationItem(label="Units", url="#units", icon="sitemap", section="House"),
]

PEOPLE = [
    ("Dana van Buy", "person", "Buyer, Chez Nous SARL", "external", "current", "Sales", 48, 1_284_050),
    ("Chez Nous SARL", "organization", "Lyon", "external", "current", "Sales", 212, 8_930_000),
    ("Eli Okafor", "person", "Warehouse lead", "internal", "current", "IT", 17, None),
    ("Logistics", "unit", "31 people", "internal", "current", "IT", 340, None),
    ("Möbelhaus Süd GmbH", "organization", "Ulm", "external", "past", "Sales", 9, 412_700),
    ("Priya Natarajan", "person", "Architect", "external", "potential", "Sales", 0, None),
    (
        "Unknown buyer",
        "unknown",
        "Web shop without a customer",
        "external",
        "current",
        "Web shop",
        1_306,
        96_331_05,
    ),
]


FACTS = [
    Fact(label="Role", value="Buyer", icon="briefcase"),
    Fact(label="Organisation", value="Chez Nous SARL", url="#chez-nous", icon="building-store"),
    Fact(label="E-mail", value="dana@cheznous.example", url="mailto:dana@cheznous.example", icon="mail"),
    Fact(label="Customer since", value="March 2021", icon="calendar"),
    Fact(label="Phone", value=None, icon="phone"),
]


def page() -> dict[str, Any]:
    """Everything the style page shows."""
    now = timezone.now()
    return {
        "navigation": NAVIGATION,
        "home_url": "/ui/",
        "acting_as": "lead of IT",
        "icons": ["home", "inbox", "users", "package", "target", "link", "lock", "sitemap"],
        "standings": list(STANDINGS),
        "states": list(STATES),
        "internal": _side("internal"),
        "external": _side("external"),
        "links": [
            {"internal": "Scanner repairs", "external": "Late parcels", "count": 14, "url": "#chain"},
            {"internal": "Price list", "external": "Wrong offers", "count": 6, "url": "#chain"},
        ],
        "columns": [
            Column(label="Name", url="?sort=name", sorted="ascending"),
            Column(label="Side"),
            Column(label="Standing", url="?sort=standing"),
            Column(label="Served by", wide_only=True),
            Column(label="Dealings", url="?sort=dealings", numeric=True),
            Column(label="Value", url="?sort=value", numeric=True, wide_only=True),
            Column(label="Last heard of", url="?sort=seen", wide_only=True),
        ],
        "people": [_person(now, position, *line) for position, line in enumerate(PEOPLE)],
        "chosen": [
            {"label": "Standing", "value": "Current", "remove_url": "?"},
            {"label": "Served by", "value": "Sales", "remove_url": "?"},
        ],
        "tabs": [
            {"label": "Overview", "url": "#", "active": True},
            {"label": "Cases", "url": "#cases", "count": 3},
            {"label": "Dealings", "url": "#dealings", "count": 1_306},
            {"label": "Expectations", "url": "#expectations"},
        ],
        "crumbs": [{"label": "People", "url": "#people"}, {"label": "Chez Nous SARL", "url": "#chez-nous"}],
        "facts": FACTS,
        "entries": _entries(now),
        "steps": [
            Step(label="File", state="done", url="#"),
            Step(label="Columns", state="done", url="#"),
            Step(label="Dry run", state="current"),
            Step(label="Import"),
        ],
        "figures": _figures(),
        "chart": _chart(),
    }


def _person(
    now: datetime, position: int, name, kind, subtitle, side, standing, unit, dealings, minor
) -> dict[str, Any]:
    seen = now - timedelta(hours=3 + 50 * position)
    return {
        "name": name,
        "kind": kind,
        "subtitle": subtitle,
        "side": side,
        "standing": standing,
        "unit": unit,
        "dealings": dealings,
        "minor": minor,
        "seen": seen,
    }


def _side(side: str) -> dict[str, Any]:
    inside = side == "internal"
    return {
        "standings": [
            StandingCount(standing="current", n=214 if inside else 5_830, url="#current"),
            StandingCount(standing="past", n=19 if inside else 1_412, url="#past"),
            StandingCount(standing="potential", n=7 if inside else 758, url="#potential"),
        ],
        "figures": [
            Figure(
                label="eNPS" if inside else "NPS",
                value=12 if inside else 31,
                low=-4 if inside else 27,
                high=28 if inside else 35,
                n=163 if inside else 1_904,
                format="score",
                state="noisy" if inside else "solid",
                side=side,
                definition="Share of promoters (9 or 10) less share of detractors (0 to 6), in points.",
                definition_url="#nps",
                rows_url="#answers",
            ),
            Figure(
                label="Repeat rate",
                value=0.83 if inside else 0.656,
                low=0.78 if inside else 0.643,
                high=0.87 if inside else 0.668,
                n=240 if inside else 5_830,
                format="percent",
                side=side,
                definition="Customers with a second dealing.",
                rows_url="#repeat",
            ),
            Figure(
                label="Retention, 12 months",
                value=0.94 if inside else 0.71,
                low=0.9 if inside else 0.69,
                high=0.97 if inside else 0.73,
                n=221 if inside else 4_118,
                format="percent",
                side=side,
                definition="Still current a year later.",
            ),
            Figure(
                label="Trust after a complaint",
                value=None,
                n=3,
                format="score",
                state="few",
                side=side,
                definition="Asked from 5 answers on.",
            ),
        ],
        "owed": [
            {
                "what": "Scanner for gate 4" if inside else "Chair with a broken leg",
                "who": "Logistics" if inside else "Dana van Buy",
                "state": "late",
            },
            {
                "what": "Access for a new colleague" if inside else "Invoice without VAT number",
                "who": "HR" if inside else "Chez Nous SARL",
                "state": "due",
            },
            {
                "what": "Training room booked twice" if inside else "When does the oak table come?",
                "who": "Showroom" if inside else "Priya Natarajan",
                "state": "kept",
            },
        ],
    }


def _entries(now: datetime) -> list[TimelineEntry]:
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


def _figures() -> list[Figure]:
    return [
        Figure(label="Customers", value=8_000, rows_url="#customers", context="today"),
        Figure(
            label="Owed",
            value=37,
            context="9 late",
            rows_url="#owed",
            definition="Open cases with a promise.",
        ),
        Figure(
            label="NPS",
            value=31,
            low=27,
            high=35,
            n=1_904,
            format="score",
            definition="Promoters less detractors.",
        ),
        Figure(label="Time to answer", value=1.4, low=1.1, high=1.9, n=412, format="days", state="noisy"),
        Figure(label="Fairness", value=None, n=3, state="few"),
    ]


def _chart() -> dict[str, Any]:
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
