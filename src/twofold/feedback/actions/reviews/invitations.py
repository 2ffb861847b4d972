"""Whom a source asks for a review: everybody whose dealing or case came to its end, or a share of them left to chance.

Nothing here knows what anybody thinks: neither answers to surveys nor reviews are read, and a test holds it to that. Asking only
those who are content would be a lie, and the places where people write forbid it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.conversations.actions.contact_budget import take
from twofold.conversations.actions.contact_objections import objection_token
from twofold.conversations.models import Purpose
from twofold.conversations.queries.addresses import Reach
from twofold.conversations.queries.contact_budget import HeldBack
from twofold.core.house_mail import HouseMail, MailKind
from twofold.directory.queries.units import unit_tree
from twofold.feedback.models import ReviewInvitation, ReviewSource
from twofold.relationships.models import Dealing, Side

REASON = "everybody is asked alike"
AT_ONCE = 500
LOOKED_BACK = timedelta(days=60)
TOO_LATE = timedelta(days=30)
ASKED_AGAIN_AFTER = timedelta(days=90)
State = ReviewInvitation.State
FOR_GOOD = frozenset(
    {HeldBack.GONE, HeldBack.OBJECTED, HeldBack.NO_ADDRESS, HeldBack.BOUNCES, "too_late", "asked_lately"}
)


class Ended(NamedTuple):
    """A dealing or a case that came to its end."""

    pk: int
    at: datetime
    party_id: int
    relationship_id: int
    unit_id: int


def invite_to_review(*, now: datetime) -> int:
    """Note for every source that asks whom it will ask, for what has ended since.

    :returns: how many were noted
    """
    sources = ReviewSource.objects.system(REASON).filter(is_on=True).exclude(asks_after="")
    return sum(_invite(source, now) for source in sources.order_by("pk"))


def send_due_invitations(*, now: datetime) -> int:
    """Mail those whose time has come, as far as the contact budget lets each through.

    :returns: how many were looked at
    """
    return sum(iter(lambda: _send_some(now), 0))


def is_drawn(source: ReviewSource, subject_id: int) -> bool:
    """Whether chance has it that this one is asked: drawn by a keyed hash, so that nobody can choose and nothing but the
    number of the dealing or case goes in."""
    if source.ask_share >= 100:
        return True
    digest = salted_hmac(f"twofold.reviews.{source.key}", str(subject_id), algorithm="sha256").digest()
    return int.from_bytes(digest[:8]) % 100 < source.ask_share


@transaction.atomic
def _invite(source: ReviewSource, now: datetime) -> int:
    noted, asked = [], _asked_lately(source, now)
    for ended in _ended(source, now):
        state, why = State.WAITING, ""
        if not is_drawn(source, ended.pk):
            state = State.LEFT_OUT
        elif ended.party_id in asked:
            state, why = State.HELD_BACK, "asked_lately"
        else:
            asked.add(ended.party_id)
        noted.append(
            ReviewInvitation(
                source=source,
                unit_id=ended.unit_id,
                party_id=ended.party_id,
                relationship_id=ended.relationship_id,
                after=source.asks_after,
                subject_id=ended.pk,
                due_at=ended.at + timedelta(days=source.ask_after_days),
                state=state,
                why=why,
                settled_at=None if state == State.WAITING else now,
            )
        )
    ReviewInvitation.objects.bulk_create(noted, ignore_conflicts=True)
    return len(noted)


def _asked_lately(source: ReviewSource, now: datetime) -> set[int]:
    rows = ReviewInvitation.objects.system(REASON).filter(
        source=source, state__in=(State.WAITING, State.SENT), due_at__gte=now - ASKED_AGAIN_AFTER
    )
    return set(rows.values_list("party_id", flat=True))


def _ended(source: ReviewSource, now: datetime) -> Iterator[Ended]:
    """What ended since the source asks, of its unit and those below, and was not noted yet; the oldest first."""
    since = max(source.asks_since or now, now - LOOKED_BACK)
    noted = ReviewInvitation.objects.system(REASON).filter(
        source=source, after=source.asks_after, subject_id=OuterRef("pk")
    )
    units = unit_tree().subtree(source.unit_id)
    fresh = _ends(source.asks_after, since, now).filter(
        ~Exists(noted),
        unit_id__in=units,
        relationship__side=Side.EXTERNAL,
        relationship__customer__erased_at=None,
    )
    moment = "happened_at" if source.asks_after == ReviewSource.Asks.DEALING else "resolved_at"
    columns = ("pk", moment, "relationship__customer_id", "relationship_id", "unit_id")
    return (Ended(*row) for row in fresh.order_by(moment, "pk").values_list(*columns)[:AT_ONCE])


def _ends(after: str, since: datetime, now: datetime) -> QuerySet:
    if after == ReviewSource.Asks.DEALING:
        dealings = Dealing.objects.system(REASON).filter(happened_at__gte=since, happened_at__lte=now)
        return dealings.filter(
            is_completed=True, reversed_on=None, relationship__customer__is_unknown_buyer=False
        )
    return Case.objects.system(REASON).filter(state=Case.State.RESOLVED, resolved_at__gte=since)


@transaction.atomic
def _send_some(now: datetime) -> int:
    """Some of what is due, each settled in the transaction that puts its mail into the outbox."""
    due = ReviewInvitation.objects.system(REASON).filter(state=State.WAITING, due_at__lte=now)
    held = due.select_for_update(of=("self",))
    some = list(held.select_related("source", "party", "unit__party").order_by("due_at", "pk")[:AT_ONCE])
    late = {one.pk for one in some if not one.source.is_on or one.due_at < now - TOO_LATE}
    budgeted = take({one.party_id for one in some if one.pk not in late}, Purpose.SURVEY, now=now)
    mailed: set[int] = set()
    for one in some:
        why = "too_late" if one.pk in late else budgeted.held_back.get(one.party_id, "")
        if not why and one.party_id in mailed:
            why = "asked_lately"
        _settle(one, why, now)
        if not why:
            mailed.add(one.party_id)
            _mail(one, budgeted.reach[one.party_id])
    columns = ["state", "why", "settled_at", "due_at"]
    ReviewInvitation.objects.system(REASON).bulk_update(some, columns)
    return len(some)


def _settle(one: ReviewInvitation, why: str, now: datetime) -> None:
    """Sent; or held back for good; or, where the reason passes, looked at again tomorrow.

    Whoever has complained is left in peace for a while, and asked afterwards like everybody: else those would never be asked.
    """
    one.why = why
    if why and why not in FOR_GOOD:
        one.due_at = now + timedelta(days=1)
        return
    one.state, one.settled_at = (State.HELD_BACK if why else State.SENT), now


def _mail(invitation: ReviewInvitation, reach: Reach) -> None:
    source, party = invitation.source, invitation.party
    no_more = reverse(
        "conversations:no-more", args=[Purpose.SURVEY, objection_token(party.pk, Purpose.SURVEY)]
    )
    with translation.override(reach.language or settings.LANGUAGE_CODE):
        context = {
            "invitation": invitation,
            "source": source,
            "unit": invitation.unit.party.name,
            "no_more": settings.PUBLIC_URL + no_more,
        }
        text = render_to_string("feedback/web/reviews/invitation_mail.txt", context)
        subject = _("How was it? Write about %(unit)s, if you like") % {"unit": invitation.unit.party.name}
        headers = {"List-Unsubscribe": f"<{settings.PUBLIC_URL}{no_more}>"}
        HouseMail(MailKind.SURVEY, subject, text, reach.address, headers=headers, lasts=TOO_LATE).send()
