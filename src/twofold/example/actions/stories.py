"""What is true of Alder & Finch, so that whoever analyses the records can find it.

1. **A slow internal service and its consequence.** For four months Maintenance took four times as long to repair machines.
   Two months after it slowed down, customers began to complain about late furniture, and recommended it less; two months
   after it recovered, so did they.
2. **A unit never thanked.** In every survey people say whom they would like to thank. Nobody ever names Finance.
3. **A quarrel.** Web Shop and Business & Partners fight over delivery slots, again and again, always about priorities.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SLOW_UNIT = "Maintenance"
SLOW_FROM, SLOW_UNTIL = timedelta(days=430), timedelta(days=310)
SLOWER = 4.0
LAG = timedelta(days=60)
COMPLAINTS_RISE = 3.5
SCORE_FALLS = 1.9
NEVER_THANKED = "Finance"
QUARREL = ("Web Shop", "Business & Partners")


@dataclass(frozen=True)
class Story:
    """When the slow service was slow, and when customers felt it."""

    now: datetime

    def is_slow(self, moment: datetime) -> bool:
        """Whether Maintenance was slow at that moment."""
        return self.now - SLOW_FROM <= moment < self.now - SLOW_UNTIL

    def is_felt(self, moment: datetime) -> bool:
        """Whether customers felt it."""
        return self.is_slow(moment - LAG)
