"""Mail on its way is about whoever it goes to: when they are erased it does not leave any more, and names nobody."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy

from twofold.conversations.models import AutomaticAnswer, HouseMail, OutgoingMail
from twofold.core.setwise import among
from twofold.directory.models import ContactPoint
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

REASON = "mail to someone who is erased"
KEPT, HOUSE_KEPT = timedelta(days=7), timedelta(days=30)
NOBODY = Concat(Value("erased-"), Cast(F("pk"), CharField()))
State = OutgoingMail.State


def stop_mail_to(ids: Sequence[int], now: datetime) -> None:
    """Send these people nothing more, and forget their addresses where they were in copy."""
    emails = ContactPoint.objects.system(REASON).filter(party_id__in=among(ids), kind=ContactPoint.Kind.EMAIL)
    theirs = OutgoingMail.objects.system(REASON).filter(
        recipient__in=among(sorted(set(emails.values_list("normalized", flat=True))))
    )
    HouseMail.objects.filter(mail__in=theirs.exclude(state=State.CLAIMED)).update(content="")
    theirs.filter(state=State.WAITING).update(state=State.WITHDRAWN, finished_at=now)
    theirs.exclude(state=State.CLAIMED).update(recipient=NOBODY, answer="")


def forget_automatic_answers(*, now: datetime) -> int:
    """Forget who was answered automatically as soon as no limit counts it any more.

    :returns: how many were forgotten
    """
    return AutomaticAnswer.objects.filter(answered_at__lt=now - KEPT).delete()[0]


def forget_house_mail(*, now: datetime) -> int:
    """Forget what the house wrote to whom, once it has come to an end a month ago; after a week what it said.

    :returns: how many mails were forgotten
    """
    ended = OutgoingMail.objects.system("mail of the house that is over").filter(
        message=None, finished_at__lt=now - KEPT
    )
    HouseMail.objects.filter(mail__in=ended).exclude(content="").update(content="")
    return ended.filter(finished_at__lt=now - HOUSE_KEPT).delete()[0]


OUTGOING_DATA = personal_data(
    gettext_lazy("Mail to them"),
    PersonalRows(
        OutgoingMail,
        gettext_lazy("Mail sent to them"),
        "message__conversation__party_id",
        instead={"recipient": NOBODY},
        shows={gettext_lazy("Written"): "created_at", gettext_lazy("State"): "state"},
    ),
    before=stop_mail_to,
)
