"""Originals of mail are about whoever wrote them: they are told of them, and go when the person is erased."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from twofold.conversations.models import Message, RawMessage
from twofold.conversations.queries.mailboxes import glanced_at
from twofold.core.setwise import among
from twofold.directory.models import ContactPoint
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

REASON = "originals of mail go with their writer"
KEPT_WITHOUT_USE = timedelta(days=90)
State = RawMessage.State


def forget_originals(ids: Sequence[int], now: datetime) -> None:
    """Delete what these people wrote, as it arrived; the content leaves the disk within a day."""
    emails = set(
        ContactPoint.objects.system(REASON)
        .filter(party_id__in=among(ids), kind=ContactPoint.Kind.EMAIL)
        .values_list("normalized", flat=True)
    )
    theirs = Message.objects.system(REASON).filter(
        Q(author_id__in=among(ids)) | Q(author_address__in=among(sorted(emails))), raw__isnull=False
    )
    raws = list(theirs.values_list("raw_id", flat=True))
    unused = (
        RawMessage.objects.system(REASON)
        .exclude(state__in=(State.TAKEN, State.REPORT))
        .select_related("file")
    )
    raws += [one.raw.pk for one in glanced_at(unused.iterator()) if one.sender in emails]
    theirs.update(raw=None)
    RawMessage.objects.system(REASON).filter(pk__in=among(raws)).delete()


@transaction.atomic
def forget_unused(*, now: datetime) -> int:
    """Delete originals of which nothing was made, or whose message is gone, after three months.

    :returns: how many were deleted
    """
    old = RawMessage.objects.system("what nobody needs").filter(arrived_at__lt=now - KEPT_WITHOUT_USE)
    unused = Q(state__in=(State.REPORT, State.DISCARDED)) | Q(state=State.TAKEN, message__isnull=True)
    return (
        RawMessage.objects.system("what nobody needs")
        .filter(pk__in=old.filter(unused).values("pk"))
        .delete()[0]
    )


MAIL_DATA = personal_data(
    gettext_lazy("Mail"),
    PersonalRows(
        RawMessage,
        gettext_lazy("Their mail as it arrived"),
        "message__author_id",
        goes=True,
        shows={gettext_lazy("Arrived"): "arrived_at"},
        hides=frozenset({"file"}),
    ),
    before=forget_originals,
)
