"""Home: both halves of the mirror, and figures in a row."""

from typing import Any

from twofold.ui.shapes import Figure, StandingCount

LINKS = [
    {"internal": "Scanner repairs", "external": "Late parcels", "count": 14, "url": "#chain"},
    {"internal": "Price list", "external": "Wrong offers", "count": 6, "url": "#chain"},
]
FIGURES = [
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


NPS = "Share of promoters (9 or 10) less share of detractors (0 to 6), in points."
REPEAT = "Customers with a second dealing."
KEPT = "Still current a year later."


def inside() -> dict[str, Any]:
    """The internal half."""
    score = {"value": 12, "low": -4, "high": 28, "n": 163, "state": "noisy"}
    repeat = {"value": 0.83, "low": 0.78, "high": 0.87, "n": 240}
    retention = {"value": 0.94, "low": 0.9, "high": 0.97, "n": 221}
    owed = [
        {"what": "Scanner for gate 4", "who": "Logistics", "state": "late"},
        {"what": "Access for a new colleague", "who": "HR", "state": "due"},
        {"what": "Training room booked twice", "who": "Showroom", "state": "kept"},
    ]
    return _half("internal", "eNPS", (214, 19, 7), score, repeat, retention, owed)


def outside() -> dict[str, Any]:
    """The external half."""
    score = {"value": 31, "low": 27, "high": 35, "n": 1_904}
    repeat = {"value": 0.656, "low": 0.643, "high": 0.668, "n": 5_830}
    retention = {"value": 0.71, "low": 0.69, "high": 0.73, "n": 4_118}
    owed = [
        {"what": "Chair with a broken leg", "who": "Dana van Buy", "state": "late"},
        {"what": "Invoice without VAT number", "who": "Chez Nous SARL", "state": "due"},
        {"what": "When does the oak table come?", "who": "Priya Natarajan", "state": "kept"},
    ]
    return _half("external", "NPS", (5_830, 1_412, 758), score, repeat, retention, owed)


def _half(side, score_name, counts, score, repeat, retention, owed) -> dict[str, Any]:
    standings = zip(("current", "past", "potential"), counts, strict=True)
    return {
        "standings": [StandingCount(standing=standing, n=n, url=f"#{standing}") for standing, n in standings],
        "figures": [
            Figure(label=score_name, format="score", side=side, definition=NPS, rows_url="#answers", **score),
            Figure(label="Repeat rate", format="percent", side=side, definition=REPEAT, **repeat),
            Figure(label="Retention, 12 months", format="percent", side=side, definition=KEPT, **retention),
            Figure(label="Trust after a complaint", value=None, n=3, state="few", side=side),
        ],
        "owed": owed,
    }
