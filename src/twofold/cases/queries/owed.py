"""What is owed: open cases in the order of their promises, and how many, set-wise."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet

from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.science.proportions import Share, share_of

PERIOD = timedelta(days=90)


@dataclass(frozen=True)
class Owed:
    """How much is owed at a moment.

    :param late: open cases whose promise has passed
    :param oldest_late: how long the longest of them has been late by the clock, or None
    """

    open: int
    late: int
    unassigned: int
    oldest_late: timedelta | None


def owed_cases(actor: Actor, *, side: str = "", unit_ids: Collection[int] | None = None) -> QuerySet[Case]:
    """Open cases that the actor may see, first promised first, those without a promise last.

    :param side: only this side; "" for both
    :param unit_ids: only these units'
    """
    cases = Case.objects.visible_to(actor).filter(state=Case.State.OPEN)
    if side:
        cases = cases.filter(relationship__side=side)
    if unit_ids is not None:
        cases = cases.filter(unit_id__in=unit_ids)
    return cases.order_by("due_at", "pk")


def late(cases: QuerySet[Case], now: datetime) -> QuerySet[Case]:
    """Those of open cases whose promise has passed."""
    return cases.filter(due_at__lt=now)


def count_owed(cases: QuerySet[Case], at: datetime) -> Owed:
    """What was owed at a moment, in one query. A case reopened since counts as open from its beginning.

    :param cases: scoped; open and resolved ones
    """
    was_open = Q(state=Case.State.OPEN) | Q(state=Case.State.RESOLVED, resolved_at__gt=at)
    was_late = Q(promised_at__lt=at)
    counted = cases.filter(was_open, opened_at__lte=at).aggregate(
        open=Count("pk"),
        late=Count("pk", filter=was_late),
        unassigned=Count("pk", filter=Q(assignee__isnull=True)),
        oldest=Min("promised_at", filter=was_late),
    )
    oldest = counted["oldest"]
    return Owed(counted["open"], counted["late"], counted["unassigned"], oldest and at - oldest)


def promises_kept(cases: QuerySet[Case], at: datetime, period: timedelta = PERIOD) -> Share:
    """The share of promises decided within the period that were kept, with Wilson's interval.

    A promise is decided when the case is resolved in time, or else when its moment passes, resolved or not: so cases that
    are late and still open count as broken, and cannot be hidden by leaving them open.

    :param cases: scoped
    """
    since = at - period
    in_time = Q(state=Case.State.RESOLVED, resolved_at__lte=F("promised_at"))
    kept = in_time & Q(resolved_at__gt=since) & Q(resolved_at__lte=at)
    broken = Q(promised_at__gt=since, promised_at__lte=at) & ~in_time
    counted = cases.filter(kept | broken).aggregate(
        kept=Count("pk", filter=kept), broken=Count("pk", filter=broken)
    )
    return share_of(counted["kept"], counted["kept"] + counted["broken"])
