"""What a figure card shows, worked out from the figure before the template draws it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from twofold.ui import formats
from twofold.ui.shapes import share_of

WRITERS = {
    "number": formats.number,
    "fine": lambda value: formats.number(value, 2),
    "percent": formats.percent,
    "score": formats.score,
    "days": lambda value: days(value),
    "text": str,
}


@dataclass(frozen=True)
class Interval:
    """Where an interval lies on its scale, in percent of the drawing's width."""

    start: float
    width: float
    at: float
    text: str
    zero: float | None


def days(value: float) -> str:
    """So many days. A whole number takes the plural of its language; what lies between keeps its digits in all of them."""
    sentence = pgettext("not a whole number", "%(n)s days")
    if value == int(value) and value:
        sentence = ngettext("%(n)s day", "%(n)s days", int(value))
    return sentence % {"n": formats.number(value)}


def written(value: Any, how: str) -> str:
    """A value in the words of its format; a dash for none."""
    return formats.NOTHING if value is None else WRITERS[how](value)


def interval_of(figure: Any) -> Interval | None:
    """The drawing of a figure's interval, or None if it has none."""
    how, low, high, value = (_get(figure, key) for key in ("format", "low", "high", "value"))
    if low is None or high is None or not isinstance(value, int | float):
        return None
    floor = _get(figure, "minimum", -100 if how == "score" else 0)
    ceiling = _get(figure, "maximum", {"score": 100, "percent": 1}.get(how, max(high * 1.2, 1)))

    def place(number: float) -> float:
        return round(min(max(100 * (number - floor) / ((ceiling - floor) or 1), 0), 100), 2)

    ends = {"low": written(low, how), "high": written(high, how)}
    return Interval(
        start=place(low),
        width=max(round(place(high) - place(low), 2), 0.5),
        at=place(value),
        text=_("between %(low)s and %(high)s") % ends,
        zero=place(0) if floor < 0 < ceiling else None,
    )


def stacked(counts: list[Any]) -> list[dict[str, Any]]:
    """Counts as the segments of one bar: where each begins and how wide it is, in percent."""
    whole = [_get(count, "n", 0) for count in counts]
    segments, start = [], 0.0
    for count, n in zip(counts, whole, strict=True):
        width = share_of(n, whole)
        segments.append({"count": count, "start": round(start, 3), "width": round(width, 3)})
        start += width
    return segments


def _get(thing: Any, key: str, default: Any = None) -> Any:
    found = thing.get(key) if isinstance(thing, dict) else getattr(thing, key, None)
    return default if found is None else found
