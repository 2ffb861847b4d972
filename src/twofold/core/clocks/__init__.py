"""Running promises: a pure function of what happened and of when people work.

Three clocks run on whatever is owed. The first answer waits from the beginning until a person answers; the next answer from when
the customer writes again; the resolution from the beginning until it is resolved. None of them runs while a pause lasts, nor
between a resolution and a reopening. A clock is due at the first moment at which the time that it has counted reaches its target:
so a target that changes keeps what was counted and what was paused.
"""

from twofold.core.clocks.clock import NO_TIME, Clock, ClockState, Phase
from twofold.core.clocks.explained import Explanation, Segment, SegmentKind, explain
from twofold.core.clocks.facts import ClockFact, Happened, Targets
from twofold.core.clocks.running import Clocks, clocks_of

__all__ = [
    "NO_TIME",
    "Clock",
    "ClockFact",
    "ClockState",
    "Clocks",
    "Explanation",
    "Happened",
    "Phase",
    "Segment",
    "SegmentKind",
    "Targets",
    "clocks_of",
    "explain",
]
