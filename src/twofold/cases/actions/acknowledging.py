"""When the customer of a complaint was told that it was received: by a machine, by the first answer, or by a letter."""

from collections.abc import Iterable
from datetime import datetime

from twofold.cases.models import Case, Complaint
from twofold.conversations.models import Message

REASON = "what was said to a customer belongs to their case"


def note_acknowledged(case: Case, moment: datetime) -> None:
    """Keep the first moment, in the caller's transaction. Does nothing to a case that is no complaint."""
    complaints = Complaint.objects.system(REASON).filter(pk=case.pk, acknowledged_at__isnull=True)
    complaints.update(acknowledged_at=moment)


def acknowledged_by(case: Case, messages: Iterable[Message]) -> None:
    """Take the first message to the customer, a machine's too, as the acknowledgement; one taken back is none.

    :param messages: in order
    """
    gone = [message.happened_at for message in messages if message.withdrawn_at]
    Complaint.objects.system(REASON).filter(pk=case.pk, acknowledged_at__in=gone).update(acknowledged_at=None)
    sent = (one for one in messages if one.direction == Message.Direction.OUT and not one.withdrawn_at)
    first = next(sent, None)
    if first is not None:
        note_acknowledged(case, first.happened_at)
