"""A figure drawn on a line, in percent of its width: where it lies, and how far its interval reaches."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from twofold.ui.formats import number, percent


@dataclass(frozen=True)
class Line:
    """One figure on a scale.

    :param at: the point; with `before`, what it is compared with
    :param start: where the interval begins, and how wide it is
    :param zero: where a line marks nothing, if within the scale
    :param text: the same when read aloud
    """

    at: float
    text: str
    start: float | None = None
    width: float | None = None
    before: float | None = None
    zero: float | None = None

    @property
    def between(self) -> tuple[float, float]:
        """Where what lies between the two begins, and how wide it is."""
        first, last = sorted((self.at, self.at if self.before is None else self.before))
        return first, round(last - first, 2)


def share_line(row: dict[str, Any], most: float) -> Line:
    """A share of what is told, with its interval, on a scale up to the largest."""
    start, end = _place(row["low"], 0, most), _place(row["high"], 0, most)
    return Line(
        at=_place(row["share"], 0, most),
        start=start,
        width=_width(start, end),
        text=_("%(share)s, between %(low)s and %(high)s")
        % {"share": percent(row["share"]), "low": percent(row["low"]), "high": percent(row["high"])},
    )


def correlation_line(row: dict[str, Any]) -> Line:
    """A correlation on a scale from −1 to 1."""
    start, end = _place(row["low"], -1, 1), _place(row["high"], -1, 1)
    return Line(
        at=_place(row["correlation"], -1, 1),
        start=start,
        width=_width(start, end),
        zero=50.0,
        text=_("%(value)s, between %(low)s and %(high)s") % _numbers(row["correlation"], row),
    )


def gap_line(row: dict[str, Any], low: float, high: float) -> Line:
    """What was expected and what was perceived, on the scale on which both were asked."""
    return Line(
        at=_place(row["perceived"], low, high),
        before=_place(row["expected"], low, high),
        text=_("expected %(expected)s, perceived %(perceived)s")
        % {"expected": number(row["expected"], 2), "perceived": number(row["perceived"], 2)},
    )


def _numbers(value: float, row: dict[str, Any]) -> dict[str, str]:
    return {"value": number(value, 2), "low": number(row["low"], 2), "high": number(row["high"], 2)}


def _place(value: float, low: float, high: float) -> float:
    return round(min(max(100 * (value - low) / (high - low), 0), 100), 2)


def _width(start: float, end: float) -> float:
    return max(round(end - start, 2), 0.5)
