"""Stored figures as the page draws them: rows with their lines, charts with the numbers behind them, and cards."""

from typing import Any

from django.utils.translation import gettext as _

from twofold.surveys.web.depth.improving import improvement_url
from twofold.surveys.web.depth.measures import correlation_line, gap_line, share_line
from twofold.surveys.web.depth.sentences import category_name, margin_name
from twofold.ui.formats import number, percent
from twofold.ui.shapes import Figure

Row = dict[str, Any]
QUADRANTS = ("concentrate_here", "keep_it_up", "low_priority", "overkill")
AS_COLORED = ("low_priority", "concentrate_here", "keep_it_up", "overkill")
"""In the order of the chart's colors, so that each quadrant has the same one everywhere."""
SYMBOLS = {
    "concentrate_here": "diamond",
    "keep_it_up": "circle",
    "low_priority": "rect",
    "overkill": "triangle",
}
TONES = {"concentrate_here": "warn", "keep_it_up": "good", "low_priority": "plain", "overkill": "hollow"}


def quadrant_name(quadrant: str) -> str:
    """What a quadrant is called (Martilla and James 1977)."""
    return {
        "concentrate_here": _("Concentrate here"),
        "keep_it_up": _("Keep it up"),
        "low_priority": _("Low priority"),
        "overkill": _("Possibly too much"),
    }[quadrant]


def driver_rows(figures: Row) -> list[Row]:
    """Drivers from the strongest down, each with its line."""
    most = max(row["high"] for row in figures["rows"])
    return [row | {"line": share_line(row, most)} for row in figures["rows"]]


def together_rows(figures: Row) -> list[Row]:
    """What goes along with the main question, each by itself."""
    return [
        row | {"line": correlation_line(row), "is_nothing": row["low"] <= 0 <= row["high"]}
        for row in figures["rows"]
    ]


def gap_rows(figures: Row, part: str) -> list[Row]:
    """Dimensions or items, each with what was expected and what was got."""
    return [row | {"line": gap_line(row, figures["low"], figures["high"])} for row in figures[part]]


def gap_cards(figures: Row, side: str) -> list[Figure]:
    """The gap over all, the same by importance, and perception alone."""
    width = figures["high"] - figures["low"]
    cards = [
        _card(
            _("Gap over all"),
            figures["overall"],
            (-width, width),
            side,
            _("Perceived less expected: the mean over dimensions, per respondent. Below zero it fell short."),
        ),
        _card(
            _("Weighted by importance"),
            figures["weighted"],
            (-width, width),
            side,
            _("The same, each dimension counting for as much as respondents say it matters."),
        ),
        _card(
            _("Perceived alone"),
            figures["performance"],
            (figures["low"], figures["high"]),
            side,
            _(
                "The mean of what was perceived, without what was expected (SERVPERF; Cronin and Taylor 1992)."
            ),
        ),
    ]
    return [card for card in cards if card]


def stated_points(figures: Row) -> list[Row]:
    """Items by how important they were said to be."""
    return [
        row
        | {"key": row["item"], "x": row["performance"], "y": row["importance"], "certainty": row["certainty"]}
        for row in figures["items"]
    ]


def derived_points(figures: Row) -> list[Row]:
    """Drivers by how much of the score goes along with them."""
    return [
        row
        | {"key": row["label"], "x": row["performance"]["point"], "y": 100 * row["share"], "certainty": None}
        for row in figures["rows"]
        if row.get("quadrant")
    ]


def quadrant_chart(points: list[Row], crosshair: tuple[float, float], *, x: str, y: str) -> Row:
    """Importance upwards, performance along the line; the quadrants told apart by shape as well as by color."""
    series = [_series(name, [one for one in points if one["quadrant"] == name]) for name in AS_COLORED]
    series[0]["markLine"] = {
        "silent": True,
        "symbol": "none",
        "label": {"show": False},
        "lineStyle": {"type": "dashed"},
        "data": [{"yAxis": round(crosshair[0], 3)}, {"xAxis": round(crosshair[1], 3)}],
    }
    axis = {"type": "value", "scale": True, "nameLocation": "middle", "nameGap": 28}
    return {
        "option": {
            "tooltip": {"trigger": "item", "formatter": "{b}"},
            "legend": {"data": [one["name"] for one in series if one["data"]]},
            "grid": {"left": 32, "right": 40, "top": 48, "bottom": 32, "containLabel": True},
            "xAxis": axis | {"name": x},
            "yAxis": axis | {"name": y},
            "series": series,
        },
        "columns": [_("Item"), y, x, _("Where it lies"), _("How sure")],
        "rows": [_point_row(one) for one in points],
        "groups": [
            {
                "name": quadrant_name(name),
                "tone": TONES[name],
                "points": [one for one in points if one["quadrant"] == name],
            }
            for name in QUADRANTS
        ],
    }


def weight_rows(figures: Row) -> list[Row]:
    """Each question as answered and as weighted."""
    return [
        row
        | {"decimals": 0 if row["is_score"] else 2, "shift": row["weighted"]["point"] - row["plain"]["point"]}
        for row in figures["rows"]
    ]


def margins(figures: Row) -> list[Row]:
    """Who was asked and who answered, by what answers were weighted to."""
    return [
        {
            "name": margin_name(one["name"]),
            "rows": [
                (category_name(one["name"], value), asked, answered) for value, asked, answered in one["rows"]
            ],
        }
        for one in figures["margins"]
    ]


def rate_cards(figures: Row, side: str) -> list[Figure]:
    """AAPOR's rates of those invited by name."""
    said = {
        "rr1": (
            _("Response rate (RR1)"),
            _("Complete sheets among all who were invited, whether or not they were reached."),
        ),
        "rr5": (
            _("Response rate (RR5)"),
            _("Complete sheets without whoever gave no sign at all: the most that can be claimed."),
        ),
    }
    cards = [
        _card(label, figures["rates"][name], (0, 1), side, text, "percent")
        for name, (label, text) in said.items()
        if name == "rr1" or figures["rates"][name] != figures["rates"]["rr1"]
    ]
    return [card for card in cards if card]


def theme_groups(survey_id: int, told: dict[str, Row]) -> list[Row]:
    """Themes by question and language, each with the way to an improvement."""
    return [
        {
            "label": figures["label"],
            "n": figures["n"],
            "not_read": figures["not_read"],
            "languages": [
                language
                | {
                    "rows": [
                        row | {"improve": improvement_url(survey_id, row["words"])}
                        for row in language["rows"]
                    ]
                }
                for language in figures["languages"]
            ],
        }
        for figures in told.values()
        if not figures.get("refusal")
    ]


def _series(quadrant: str, points: list[Row]) -> Row:
    return {
        "type": "scatter",
        "name": quadrant_name(quadrant),
        "symbol": SYMBOLS[quadrant],
        "symbolSize": 12,
        "label": {"show": True, "position": "top", "formatter": "{b}"},
        "labelLayout": {"hideOverlap": True},
        "data": [
            {"name": one["key"], "value": [round(one["x"], 3), round(one["y"], 3)]}
            | ({"itemStyle": {"opacity": 0.45}} if one["is_borderline"] else {})
            for one in points
        ],
    }


def _point_row(one: Row) -> list[str]:
    sure = "" if one["certainty"] is None else f" ({percent(one['certainty'])})"
    verdict = (_("borderline") if one["is_borderline"] else _("clear")) + sure
    label = one["key"] if one["key"] == one["label"] else f"{one['key']} · {one['label']}"
    return [label, number(one["y"], 2), number(one["x"], 2), quadrant_name(one["quadrant"]), verdict]


def _card(
    label: str, estimate: Row | None, scale: tuple[float, float], side: str, text: str, how: str = "fine"
) -> Figure | None:
    if estimate is None:
        return None
    return Figure(
        label=label,
        value=estimate["point"],
        format=how,
        n=estimate["n"],
        low=estimate["low"],
        high=estimate["high"],
        minimum=scale[0],
        maximum=scale[1],
        state="noisy" if estimate["n"] < 30 else "solid",
        definition=text,
        side=side,
    )
