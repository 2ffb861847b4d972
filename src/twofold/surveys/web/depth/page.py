"""The sections of the page, each drawn from what is stored or with the sentence in its place."""

from statistics import fmean
from typing import Any

from django.utils.translation import gettext as _

from twofold.surveys.queries.figures.shown import Shown
from twofold.surveys.web.depth import drawing
from twofold.surveys.web.depth.sentences import refusal

Section = dict[str, Any]


def drawn(shown: Shown) -> dict[str, Section]:
    """Name → what its section shows; sections that do not apply are missing."""
    side = shown.survey.side
    sections = {
        "drivers": _section(shown, "drivers", lambda found: _drivers(found)),
        "together": _section(shown, "together", lambda found: {"rows": drawing.together_rows(found)}),
        "quality": _section(shown, "quality", lambda found: _quality(found, side)),
        "importance": _section(shown, "importance", _importance),
        "weighting": _section(shown, "weighting", _weighting),
        "response": _section(shown, "response", lambda found: {"cards": drawing.rate_cards(found, side)}),
        "agreement": _section(shown, "agreement", lambda found: {}),
    }
    found = {name: section for name, section in sections.items() if section}
    if themes := shown.figures.get("themes"):
        found["themes"] = {
            "groups": drawing.theme_groups(shown.survey.pk, themes),
            "refusals": [
                (figures["label"], said)
                for figures in themes.values()
                if (said := refusal("themes", figures))
            ],
        }
    return found


def _section(shown: Shown, kind: str, draw) -> Section | None:
    figures = shown.of(kind)
    if figures is None:
        return None
    if said := refusal(kind, figures):
        return {"told": figures, "refusal": said}
    return {"told": figures, "refusal": ""} | draw(figures)


def _drivers(figures: dict[str, Any]) -> Section:
    points = drawing.derived_points(figures)
    section: Section = {
        "rows": drawing.driver_rows(figures),
        "suppressors": [row["label"] for row in figures["rows"] if row["is_suppressor"]],
    }
    if len(points) > 1:
        crosshair = fmean(one["y"] for one in points), fmean(one["x"] for one in points)
        section["chart"] = drawing.quadrant_chart(
            points, crosshair, x=_("How it is rated, 0–100"), y=_("Share of what is told, %")
        )
    return section


def _quality(figures: dict[str, Any], side: str) -> Section:
    return {
        "cards": drawing.gap_cards(figures, side),
        "dimensions": drawing.gap_rows(figures, "dimensions"),
        "items": drawing.gap_rows(figures, "items"),
    }


def _importance(figures: dict[str, Any]) -> Section:
    performance = (
        _("Satisfaction with it") if figures["performed_as"] == "satisfaction" else _("How it was perceived")
    )
    points = drawing.stated_points(figures)
    return {
        "chart": drawing.quadrant_chart(points, tuple(figures["crosshair"]), x=performance, y=_("Importance"))
    }


def _weighting(figures: dict[str, Any]) -> Section:
    return {"rows": drawing.weight_rows(figures), "margins": drawing.margins(figures)}
