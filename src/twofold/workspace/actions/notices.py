"""Telling people of an event: one row for each of them, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.core.plates import Notice
from twofold.timeline.models import Event
from twofold.workspace.models import Notification, NotificationChoice
from twofold.workspace.queries.notices import WATCHING, notice_of, told_events, watches_of
from twofold.workspace.queries.quiet import calendar_for, mail_due_at

ANY_OTHER = "watching"
"""The choice that holds for events nobody registered, of which only those are told who watch a record."""


@transaction.atomic
def spread(event: Event, *, now: datetime) -> int:
    """Tell whom the event concerns: not whoever did it, nobody whose account is closed, nobody who may not see it.

    :returns: how many were told; told again, nobody is
    """
    notice = notice_of(event.verb)
    reasons = _reasons(event, notice)
    users = User.objects.filter(pk__in=reasons, is_active=True).select_related("person").order_by("pk")
    choices = _choices(event.verb if notice else ANY_OTHER, reasons)
    rows = []
    for user in users:
        if _did_it(user, event) and not (notice and notice.is_for_actor):
            continue
        actor = actor_for(user, ActingSide.STAFF)
        if event.pk in told_events(actor, [(event, reasons[user.pk])]):
            rows.append(_row(event, user, reasons[user.pk], choices.get(user.pk), notice, now))
    wanted = [row for row in rows if row.in_bell or row.mail_due_at]
    Notification.objects.system("people are told of an event").bulk_create(wanted, ignore_conflicts=True)
    return len(wanted)


def _did_it(user: User, event: Event) -> bool:
    return event.person_id is not None and user.person_id == event.person_id


def _reasons(event: Event, notice: Notice | None) -> dict[int, str]:
    """Id of a user → why they are told; what the event's own room says goes before watching."""
    parties = list(event.mentions.values_list("party_id", flat=True))
    reasons = dict.fromkeys(watches_of(event, parties).values_list("user_id", flat=True), WATCHING)
    told = {one.person_id: one.reason for one in (notice.recipients(event.pk) if notice else ())}
    users = User.objects.filter(person_id__in=told, is_active=True).values_list("pk", "person_id")
    return reasons | {user: told[person] for user, person in users}


def _choices(verb: str, users: Iterable[int]) -> dict[int, NotificationChoice]:
    rows = NotificationChoice.objects.system("how people want to be told").filter(verb=verb, user__in=users)
    return {row.user_id: row for row in rows}


def _row(
    event: Event,
    user: User,
    reason: str,
    choice: NotificationChoice | None,
    notice: Notice | None,
    now: datetime,
) -> Notification:
    mail = choice.mail if choice else NotificationChoice.Mail.NEVER
    is_quiet = user.is_quiet_after_hours and not (notice and notice.is_urgent)
    due = None
    if mail != NotificationChoice.Mail.NEVER:
        due = mail_due_at(mail, calendar=calendar_for(user), is_quiet=is_quiet, now=now)
    return Notification(
        user=user,
        event_id=event.pk,
        verb=event.verb,
        reason=reason,
        in_bell=choice.in_bell if choice else True,
        created_at=now,
        mail_due_at=due,
    )


@transaction.atomic
def mark_seen(notifications: Iterable[int], *, user: User, now: datetime) -> int:
    """Remember that someone has read these.

    :returns: how many were unread
    """
    own = Notification.objects.system("one's own").filter(user=user, pk__in=list(notifications))
    return own.filter(seen_at=None).update(seen_at=now)


@transaction.atomic
def mark_all_seen(*, user: User, now: datetime) -> int:
    """Remember that someone has read everything.

    :returns: how many were unread
    """
    return Notification.objects.system("one's own").filter(user=user, seen_at=None).update(seen_at=now)


def forget_notices(*, before: datetime) -> int:
    """Delete what was told long ago.

    :returns: how many
    """
    return Notification.objects.system("housekeeping").filter(created_at__lt=before).delete()[0]
