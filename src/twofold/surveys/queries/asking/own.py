"""What somebody is asked themselves."""

from datetime import datetime

from django.db.models import Q

from twofold.surveys.models import Invitation, Survey, Wave

REASON = "what one is asked oneself"
MOST = 20


def open_invitations(person_id: int, now: datetime) -> list[Invitation]:
    """The invitations of a person that were sent and can still be answered, the latest first."""
    sent = Invitation.objects.system(REASON).filter(
        party_id=person_id, state__in=(Invitation.State.SENT, Invitation.State.STARTED)
    )
    still = sent.filter(
        Q(wave__closes_at=None) | Q(wave__closes_at__gt=now),
        wave__state=Wave.State.OPEN,
        wave__survey__state=Survey.State.LIVE,
    )
    return list(still.select_related("wave__survey__unit__party").order_by("-due_at", "-pk")[:MOST])
