"""Asking each side of a settled conflict, a while after, whether what was agreed holds."""

from datetime import datetime

from django.db import transaction

from twofold.accounts.queries.actors import HOUSE
from twofold.cases.models import CheckBack
from twofold.timeline.actions import record

REASON = "questions whose day has come"


@transaction.atomic
def ask_back(*, now: datetime) -> int:
    """Ask whoever's day has come; each side is told by itself.

    :returns: how many were asked
    """
    due = CheckBack.objects.system(REASON).filter(asked_at__isnull=True, due_on__lte=now.date())
    asked = list(due.select_for_update(of=("self",)).select_related("case").order_by("due_on", "pk"))
    for check_back in asked:
        check_back.asked_at = now
        check_back.save(update_fields=["asked_at"])
        record(
            "cases.check_back_asked",
            subject=check_back,
            actor=HOUSE,
            now=now,
            unit_id=check_back.case.unit_id,
            details={"case": check_back.case_id, "party": check_back.party_id},
        )
    return len(asked)
