"""How a promise reads."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.queries.promises import Promise, PromiseState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class PromiseWords:
    """What stands on the chip of a promise.

    :param used: the share of the promised time that is gone, in percent
    """

    text: str
    tone: str
    icon: str
    used: int


def promise_in_words(promise: Promise) -> PromiseWords:
    """A promise as a chip: how long is left or how late it is, never by color alone."""
    match promise.state:
        case PromiseState.NONE:
            text, tone, icon = _("Nothing promised"), "hollow", "minus"
        case PromiseState.PAUSED:
            text = _("Paused, %(time)s left") % {"time": _long(promise)}
            tone, icon = "hollow", "player-pause"
        case PromiseState.KEPT:
            text, tone, icon = _("Promise kept"), "good", "circle-check"
        case PromiseState.BROKEN:
            text, tone, icon = _("%(time)s too late") % {"time": _long(promise)}, "bad", "clock-exclamation"
        case PromiseState.LATE:
            text, tone, icon = _("%(time)s late") % {"time": _long(promise)}, "bad", "clock-exclamation"
        case _:
            text = _("%(time)s left") % {"time": _long(promise)}
            tone, icon = ("warn", "clock-exclamation") if promise.is_soon else ("plain", "clock")
    return PromiseWords(text, tone, icon, round(100 * promise.used))


def _long(promise: Promise) -> str:
    """Minutes, then working hours, and beyond a month days on the clock."""
    time = abs(promise.left)
    if promise.is_far:
        days = time // DAY
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if time < HOUR:
        return _("%(n)s min") % {"n": max(1, time // timedelta(minutes=1))}
    hours = time // HOUR
    return ngettext("%(n)s working hour", "%(n)s working hours", hours) % {"n": hours}
