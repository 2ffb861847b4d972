"""The one contact budget: every asking, campaign and announcement takes from it before it writes to anybody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from twofold.conversations.models import ContactMade, Purpose
from twofold.conversations.queries.contact_budget import REASON, Budgeted, look
from twofold.core.locks import hold

AT_ONCE = 2_000
KEPT = timedelta(days=400)


@transaction.atomic
def take(parties: Iterable[int], purpose: str, *, now: datetime) -> Budgeted:
    """Take one contact for each party that may be written to. Call it in the transaction that decides what they are sent.

    Takers wait for each other, so that two of them at one moment cannot write to anyone more often than allowed.
    """
    hold("contact budget")
    purpose = Purpose(purpose)
    budgeted = look(parties, purpose, now=now)
    ContactMade.objects.system(REASON).bulk_create(
        [ContactMade(party_id=party, purpose=purpose, at=now) for party in sorted(budgeted.allowed)],
        batch_size=AT_ONCE,
    )
    return budgeted


def forget_contacts(*, now: datetime) -> int:
    """Forget that people were written to, once no rule can count it any more.

    :returns: how many were forgotten
    """
    return ContactMade.objects.system(REASON).filter(at__lt=now - KEPT).delete()[0]
