"""How clocks read."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.clocks import Clock, ClockState, Explanation, Happened, SegmentKind

HOUR = 60
WAYS = {
    SegmentKind.COUNTING: ("player-play", gettext_lazy("Counting")),
    SegmentKind.PAUSED: ("player-pause", gettext_lazy("Paused")),
    SegmentKind.OFF_HOURS: ("moon", gettext_lazy("Off-hours")),
}
"""Kind of a stretch of time → icon and label."""


def how_it_stands(clock: Clock) -> tuple[str, str, str]:
    """Text, tone and icon of the chip of a clock."""
    left = clock.left
    apart = duration(round(abs(left) / timedelta(minutes=1)))
    match clock.state:
        case ClockState.MET:
            return _("Kept, with %(time)s to spare") % {"time": apart}, "good", "circle-check"
        case ClockState.MISSED if clock.is_over:
            return _("%(time)s too late") % {"time": apart}, "bad", "clock-exclamation"
        case ClockState.MISSED:
            return _("%(time)s late") % {"time": apart}, "bad", "clock-exclamation"
        case ClockState.PAUSED:
            return _("Paused, %(time)s left") % {"time": apart}, "hollow", "player-pause"
    is_soon = left <= clock.target / 5
    return _("%(time)s left") % {"time": apart}, "warn" if is_soon else "plain", "clock"


def summary(clock: Clock, explanation: Explanation) -> str:
    """The bar in a sentence, for those who do not see it."""
    lengths = {
        "counting": duration(round(explanation.counting / timedelta(minutes=1))),
        "paused": duration(round(explanation.paused / timedelta(minutes=1))),
        "off_hours": duration(round(explanation.off_hours / timedelta(minutes=1))),
        "target": duration(round(clock.target / timedelta(minutes=1))),
    }
    return (
        _("%(counting)s counted of %(target)s promised, %(paused)s paused, %(off_hours)s off-hours") % lengths
    )


def why_paused(why: str) -> str:
    """What was waited for."""
    return _("Resolved, until it was reopened") if why == Happened.RESOLVED else why


def duration(minutes: int) -> str:
    """Whole minutes as hours and minutes: lengths that are to be added up keep to one unit."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(n)s min") % {"n": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": f"{rest:02}"}
