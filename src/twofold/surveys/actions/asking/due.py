"""What is due in rounds: cheap to ask each minute, whatever their size, and harmless to do twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from twofold.accounts.queries.actors import HOUSE
from twofold.conversations.models import OutgoingMail
from twofold.core.house_mail import MailKind
from twofold.core.setwise import among
from twofold.surveys.actions.asking.mailing import (
    REASON,
    due_ballot_reminders,
    due_invitations,
    due_participants,
    due_reminders,
)
from twofold.surveys.actions.asking.rounds import end_round
from twofold.surveys.actions.ballots.keys import KeyGone
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.models import Invitation, Survey, Wave

LOOKED_BACK = timedelta(days=2)
GOOD_FOR = timedelta(days=60)
"""How long a link to a round that stays open waits for an answer."""

MAIL_ENDS = (OutgoingMail.State.FAILED, OutgoingMail.State.SUPPRESSED)
ANONYMOUS = Q(survey__mode=Survey.Mode.ANONYMOUS)


def rounds_to_open(now: datetime) -> list[int]:
    """Planned rounds whose time has come, and that nothing keeps from opening."""
    due = Wave.objects.filter(
        state=Wave.State.PLANNED, opens_at__lte=now, problem="", survey__state=Survey.State.LIVE
    )
    return list(due.exclude(audience={}).order_by("pk").values_list("pk", flat=True))


def rounds_to_write_to(now: datetime) -> list[int]:
    """Open rounds in which a mail is due to someone."""
    return [wave.pk for wave in _open(now) if _has_mail_due(wave, now)]


def end_due(*, now: datetime) -> int:
    """Close the rounds whose time is over, or whose survey was closed, and let old links to rounds that stay open expire.

    :returns: how many were closed
    """
    over = Wave.objects.filter(
        Q(closes_at__lte=now) | Q(survey__state=Survey.State.CLOSED), state=Wave.State.OPEN
    )
    ended = sum(_end(wave, now) for wave in over.order_by("pk").values_list("pk", flat=True))
    _expire_old(now)
    return ended


def release_due(*, now: datetime) -> list[int]:
    """Tell the totals of anonymous rounds that have closed, and destroy their ballots and keys.

    :returns: ids of the rounds
    """
    over = Wave.objects.filter(ANONYMOUS, state=Wave.State.CLOSED, problem="").select_related("survey")
    released = []
    for wave in over.filter(ballot_key__isnull=False).order_by("pk"):
        try:
            release(wave, now=now)
            released.append(wave.pk)
        except KeyGone:
            wave.problem = "The key of this round is not here, so its ballots cannot be opened."
            wave.save(update_fields=["problem"])
    return released


def note_bounced(*, now: datetime) -> int:
    """Mark invitations whose mail did not arrive.

    :returns: how many
    """
    ended = OutgoingMail.objects.system("whose invitation did not arrive").filter(
        state__in=MAIL_ENDS, house__kind=MailKind.SURVEY, finished_at__gt=now - LOOKED_BACK
    )
    came_back = Invitation.objects.system(REASON).filter(
        mail_id__in=among(list(ended.values_list("pk", flat=True))),
        state=Invitation.State.SENT,
        wave__state=Wave.State.OPEN,
    )
    return came_back.update(state=Invitation.State.BOUNCED)


@transaction.atomic
def _end(wave_id: int, now: datetime) -> bool:
    wave = (
        Wave.objects.select_for_update(of=("self",))
        .select_related("survey")
        .filter(pk=wave_id, state=Wave.State.OPEN)
        .first()
    )
    if wave is not None:
        end_round(wave, actor=HOUSE, now=now)
    return wave is not None


def _expire_old(now: datetime) -> None:
    waiting = Invitation.objects.system(REASON).filter(
        wave__closes_at=None,
        wave__state=Wave.State.OPEN,
        state__in=(Invitation.State.SENT, Invitation.State.STARTED),
        sent_at__lte=now - GOOD_FOR,
    )
    waiting.update(state=Invitation.State.EXPIRED)


def _open(now: datetime) -> Iterator[Wave]:
    rounds: QuerySet[Wave] = Wave.objects.filter(
        state=Wave.State.OPEN, opens_at__lte=now, survey__state=Survey.State.LIVE
    )
    waiting = Invitation.objects.system(REASON).filter(wave=OuterRef("pk"))
    unsent = waiting.filter(state=Invitation.State.WAITING, due_at__lte=now)
    unreminded = waiting.filter(state__in=(Invitation.State.SENT, Invitation.State.STARTED), reminded_at=None)
    may_need = ANONYMOUS | Q(Exists(unsent)) | Q(Exists(unreminded), remind_after_days__gt=0)
    yield from rounds.filter(may_need).select_related("survey").order_by("pk")


def _has_mail_due(wave: Wave, now: datetime) -> bool:
    if wave.survey.mode == Survey.Mode.ANONYMOUS:
        due = due_participants(wave), due_ballot_reminders(wave, now)
    else:
        due = due_invitations(wave, now), due_reminders(wave, now)
    return any(rows.exists() for rows in due)
