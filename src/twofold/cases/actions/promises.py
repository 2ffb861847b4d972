"""Noticing that a promise was missed, which nobody does."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from twofold.accounts.queries.actors import HOUSE
from twofold.cases.models import Case
from twofold.timeline.actions.record import record
from twofold.timeline.models import Event

LOOKED_BACK = timedelta(hours=2)
VERB = "cases.case_fell_due"


def note_missed_promises(*, now: datetime) -> int:
    """Record each open case whose promise passed within the last hours, once for each promise; older ones are known by now.

    :returns: how many
    """
    noted = Event.objects.system("noted before").filter(
        verb=VERB,
        subject_kind=Case._meta.label_lower,
        subject_id=OuterRef("pk"),
        happened_at=OuterRef("promised_at"),
    )
    due = Case.objects.system("promises that have just passed").filter(
        state=Case.State.OPEN, promised_at__gt=now - LOOKED_BACK, promised_at__lte=now
    )
    missed = due.exclude(Exists(noted)).select_related("relationship").order_by("pk")
    for case in missed:
        record(
            VERB,
            subject=case,
            actor=HOUSE,
            now=now,
            unit_id=case.unit_id,
            happened_at=case.promised_at,
            details={"relationship": case.relationship_id, "side": case.relationship.side},
        )
    return len(missed)
