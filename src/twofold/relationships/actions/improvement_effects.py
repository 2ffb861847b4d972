"""Following the effect of improvements: the same figure as before, looked at night after night for half a year."""

from datetime import datetime

from twofold.relationships.models import Improvement
from twofold.relationships.queries.improvements import MEASURED_FOR, measured_now

REASON = "the effect of every improvement is followed"


def measure_effects(*, now: datetime) -> int:
    """Keep the figure of each improvement that was done lately.

    :returns: how many were looked at
    """
    found = Improvement.objects.system(REASON).filter(
        state=Improvement.State.DONE, ended_at__gt=now - MEASURED_FOR
    )
    followed = list(found.exclude(measure=""))
    for improvement in followed:
        improvement.after = measured_now(improvement, now)
    Improvement.objects.system(REASON).bulk_update(followed, ["after"], batch_size=500)
    return len(followed)
