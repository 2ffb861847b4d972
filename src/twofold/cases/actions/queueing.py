"""Keeping true which cases wait in the queue of their unit, in which stream, and how urgent they are."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from twofold.cases.models import Case, CaseBlock, CaseType, UnitQueue
from twofold.cases.models.case import NEVER
from twofold.cases.queries.waiting_on import inherited, waits_around
from twofold.core.setwise import among
from twofold.relationships.models import Relationship, Side
from twofold.relationships.queries.windows import counts_since, window_on

REASON = "the queue is the same whoever looks"
AGES = 2
"""How many times its promised time a case waits before it is too old."""
AGES_UNPROMISED = timedelta(days=14)
"""After how long it is where nothing was promised."""
FIELDS = ("is_in_queue", "stream", "queue_due_at", "queue_ages_at")
AT_ONCE = 500


def refresh_queue(ids: Iterable[int], *, now: datetime) -> None:
    """Store of cases, and of those on which they bear, whether and where they wait; in as many queries however many they are.

    Call it in the transaction in which they changed.
    """
    ids = set(ids)
    waits = waits_around(ids)
    blocked = CaseBlock.objects.filter(blocked_by_id__in=among(ids), cleared_at=None)
    around = ids | {case for pair in waits for case in pair} | set(blocked.values_list("case_id", flat=True))
    asked = Case.objects.system(REASON).filter(pk__in=among(around))
    cases = list(_with_place(asked).select_related("relationship"))
    due = inherited({case.pk: own_promise(case) for case in cases if case.is_open}, waits)
    streams = _streams([case for case in cases if case.waits_now and not case.is_in_queue], now)
    changed = []
    for case in cases:
        before = [getattr(case, name) for name in FIELDS]
        case.is_in_queue, case.stream = bool(case.waits_now), streams.get(case.pk, case.stream)
        case.queue_due_at, case.queue_ages_at = due.get(case.pk, NEVER), _ages_at(case)
        if before != [getattr(case, name) for name in FIELDS]:
            changed.append(case)
    Case.objects.system(REASON).bulk_update(changed, FIELDS, batch_size=200)


def queue_open_cases(unit_id: int | None, *, now: datetime) -> int:
    """Look at every open case again that nobody looks after: of a unit, or of all that let plain cases wait.

    :returns: how many were looked at
    """
    units = UnitQueue.objects.filter(takes_plain=True).values("unit") if unit_id is None else [unit_id]
    cases = Case.objects.system(REASON).filter(state=Case.State.OPEN, assignee=None, unit_id__in=units)
    ids = list(cases.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            held = Case.objects.system(REASON).filter(pk__in=among(ids[start : start + AT_ONCE]))
            refresh_queue(
                held.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True), now=now
            )
    return len(ids)


def renew_streams(*, now: datetime) -> int:
    """Move those that wait to the stream of their customer's standing today, set-wise: by night, as it changes with the days.

    :returns: how many moved
    """
    today, moved = timezone.localdate(now), 0
    waiting = Case.objects.system(REASON).filter(is_in_queue=True)
    for side in Side.values:
        boundary = counts_since(window_on(side, today), today)
        for standing, served in _served(boundary).items():
            stream = f"{side}_{standing}"
            moved += (
                waiting.filter(served, relationship__side=side).exclude(stream=stream).update(stream=stream)
            )
    return moved


def own_promise(case: Case) -> datetime:
    """What was promised on the case itself; NEVER where nothing was."""
    return case.next_due_at or case.promised_at or NEVER


def _ages_at(case: Case) -> datetime:
    own = own_promise(case)
    promised = own - case.opened_at if own < NEVER else AGES_UNPROMISED / AGES
    return case.opened_at + AGES * max(promised, timedelta(0))


def _with_place(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases that say by `waits_now` whether they wait to be pulled: open, unrestricted, nobody's, neither paused nor blocked."""
    blocked = CaseBlock.objects.filter(
        case=OuterRef("pk"), cleared_at=None, blocked_by__state=Case.State.OPEN
    )
    plain = UnitQueue.objects.filter(unit=OuterRef("unit_id"), takes_plain=True)
    waits = (
        Q(state=Case.State.OPEN, assignee__isnull=True, is_restricted=False)
        & (Q(type__way=CaseType.Way.PULLED) | Q(Exists(plain), type__isnull=True))
        & (Q(stage__isnull=True) | Q(stage__pauses=False))
        & ~Exists(blocked)
    )
    return cases.annotate(waits_now=ExpressionWrapper(waits, BooleanField()))


def _streams(cases: Iterable[Case], now: datetime) -> dict[int, str]:
    """Case → its stream today. Standing is looked up only for those that begin to wait."""
    cases, today = list(cases), timezone.localdate(now)
    sides = {case.relationship.side for case in cases}
    since = {side: counts_since(window_on(side, today), today) for side in sides}
    return {case.pk: stream_of(case.relationship, since[case.relationship.side]) for case in cases}


def stream_of(relationship: Relationship, boundary: date) -> str:
    """The stream of a relationship's cases, where whoever was served on the boundary or later is current."""
    last_on = relationship.last_served_on
    standing = "potential" if last_on is None else "current" if last_on >= boundary else "past"
    return f"{relationship.side}_{standing}"


def _served(boundary: date) -> dict[str, Q]:
    last_on = "relationship__last_served_on"
    return {
        "current": Q(**{f"{last_on}__gte": boundary}),
        "past": Q(**{f"{last_on}__lt": boundary}),
        "potential": Q(**{f"{last_on}__isnull": True}),
    }
