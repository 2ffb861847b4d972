"""Stored figures as pages show them."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext

from twofold.core.actor import Actor
from twofold.core.plates import Measure, house
from twofold.directory.queries.units import UnitTree
from twofold.insight.models import StoredFigure
from twofold.ui.shapes import Figure

FORMATS = {"score": "score", "percent": "percent", "count": "number", "mean": "number", "days": "days"}
SOLID_FROM = 30
"""Answers from which a number is shown without a warning (the noise rule for all measures that estimate)."""


def measure_by_key(key: str) -> Measure | None:
    """The measure that a room declared under this key."""
    return house().one("measures", lambda measure: measure.key == key)


def newest_figures(actor: Actor, unit_id: int, side: str) -> dict[str, StoredFigure]:
    """For each measure, the newest figure of a unit on one side that the actor may see."""
    visible = StoredFigure.objects.visible_to(actor).filter(unit_id=unit_id, side=side)
    newest = visible.aggregate(day=Max("day"))["day"]
    return {figure.measure: figure for figure in visible.filter(day=newest)}


def history(actor: Actor, measure: str, unit_id: int, side: str, *, since: date) -> list[StoredFigure]:
    """One figure a day, oldest first."""
    visible = StoredFigure.objects.visible_to(actor).filter(unit_id=unit_id, side=side, measure=measure)
    return list(visible.filter(day__gte=since).order_by("day"))


def shown_figure(measure: Measure, stored: StoredFigure, tree: UnitTree) -> Figure:
    """A stored figure as a card: with its n, interval, definition and the way to its rows."""
    where = urlencode({"unit": stored.unit_id, "side": stored.side})
    return Figure(
        label=str(measure.name),
        value=stored.value,
        format=FORMATS[measure.unit],
        n=None if measure.unit == "count" else stored.n,
        low=stored.low,
        high=stored.high,
        state=_state(measure, stored),
        definition=str(measure.definition),
        definition_url=f"{reverse('insight:figure', args=[measure.key])}?{where}",
        rows_url=_rows_url(measure, stored, tree),
        context=gettext(stored.said_instead) or measure.aside(stored.detail),
        side=stored.side,
    )


def _rows_url(measure: Measure, stored: StoredFigure, tree: UnitTree) -> str:
    """Where the rows are that were counted: a list is told all units below too, and none where that is the whole house."""
    if not measure.rows_url:
        return ""
    units = [stored.unit_id]
    if measure.rows_url.startswith("lists:"):
        units = sorted(tree.subtree(stored.unit_id)) if tree.parents[stored.unit_id] else []
    where = urlencode({"unit": units, "side": stored.side}, doseq=True)
    return f"{reverse(measure.rows_url)}?{where}"


def _state(measure: Measure, stored: StoredFigure) -> str:
    if stored.value is None:
        return "few"
    return "noisy" if measure.minimum_n and stored.n < SOLID_FROM else "solid"
