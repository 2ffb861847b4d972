"""Runs within Django, for `next_case` of the bench: 100,000 open cases that wait in one queue, and taking what is next."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from statistics import quantiles
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from inside import REASON, cookie  # sets Django up

from twofold.accounts.models import Membership, User
from twofold.accounts.queries.actors import actor_for
from twofold.cases.actions.next_case import next_case
from twofold.cases.models import Case, CaseParty, CaseType, Stream, StreamShare, UnitQueue
from twofold.cases.queries.queue_heads import heads_of
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.setwise import insert_many, moment, reserve_ids
from twofold.directory.models import Unit
from twofold.relationships.models import Relationship
from twofold.science.queueing import QueueState, Waiting, next_stream

TIMES = 200
AT_ONCE = 10_000
COLUMNS = (
    "id", "relationship_id", "unit_id", "type_id", "kind", "severity", "title", "description", "state", "is_major",
    "is_restricted", "attributes", "opened_at", "promised_at", "next_due_at", "stream", "is_in_queue", "queue_due_at",
    "queue_ages_at", "resolution", "times_reopened",
)  # fmt: skip


def fill(count: int) -> dict[str, Any]:
    """Let so many cases wait in the queue of one unit; some are there already from the time before.

    :returns: who may look, and where
    """
    unit, user = unit_and_lead()
    UnitQueue.objects.update_or_create(unit=unit, defaults={"takes_plain": True})
    for stream in Stream.values:
        StreamShare.objects.get_or_create(unit=unit, stream=stream)
    waiting = Case.objects.system(REASON).filter(unit=unit, is_in_queue=True).count()
    for missing in range(count - waiting, 0, -AT_ONCE):
        with transaction.atomic():
            write(unit, min(missing, AT_ONCE))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"cookie": cookie(user), "unit": unit.pk}


def unit_and_lead() -> tuple[Unit, User]:
    """The unit that serves the most customers outside, and someone who leads it."""
    led = Membership.objects.filter(level=Level.LEAD, unit__is_sealed=False).order_by("unit_id")
    counts = {
        one: Relationship.objects.system(REASON).filter(provider_id=one.unit_id, side="external").count()
        for one in led.select_related("unit", "user")
    }
    most = max(counts, key=counts.get)
    return most.unit, most.user


def write(unit: Unit, count: int) -> None:
    """Plain rows, half of them promised sooner or later, one in a hundred too old."""
    now, any_of = timezone.now(), Random(7)  # nosec B311: made up
    bonds = list(
        Relationship.objects.system(REASON).filter(provider=unit).values_list("pk", "customer_id", "side")
    )
    kind = CaseType.objects.system(REASON).filter(unit=None, way="pulled").order_by("pk").first()
    ids = reserve_ids(Case, count)
    chosen = [any_of.choice(bonds) for _id in ids]
    rows = (
        row(pk, unit.pk, bond, kind and kind.pk, now, any_of) for pk, bond in zip(ids, chosen, strict=True)
    )
    insert_many(Case, COLUMNS, rows)
    parties = ((pk, bond[1], "requester") for pk, bond in zip(ids, chosen, strict=True))
    insert_many(CaseParty, ("case_id", "party_id", "role"), parties)


def row(pk: int, unit: int, bond: tuple, kind: int | None, now: datetime, any_of: Random) -> tuple:
    """One case that waits."""
    opened = now - timedelta(minutes=any_of.randrange(20_000))
    due = opened + timedelta(minutes=any_of.randrange(10_000, 60_000)) if any_of.random() < 0.5 else None
    ages = now - timedelta(minutes=1) if any_of.random() < 0.01 else now + timedelta(days=30)
    standing = any_of.choice(("current", "current", "past", "potential"))
    never = moment(datetime.fromisoformat("9000-01-01T00:00:00+00:00"))
    return (
        pk, bond[0], unit, kind, "request", 2, f"Measured {pk}", "", "open", False, False, "{}", moment(opened),
        due and moment(due), due and moment(due), f"{bond[2]}_{standing}", True, moment(due) if due else never,
        moment(ages), "", 0,
    )  # fmt: skip


def measure() -> dict[str, float]:
    """Milliseconds: looking at the heads and choosing among them, and the whole of taking what is next."""
    unit, user = unit_and_lead()
    actor = actor_for(user, ActingSide.STAFF)
    picks = list(timed(lambda: pick(unit.pk, actor)))
    taken = list(timed(lambda: next_case(unit.pk, actor=actor, now=timezone.now())))
    return {"pick": middle(picks), "pick_p95": late(picks), "next": middle(taken), "next_p95": late(taken)}


def pick(unit: int, actor: Actor) -> None:
    """Choose who would be next, and take nothing."""
    heads = heads_of(unit, now=timezone.now(), person_id=actor.person_id)
    waiting = {
        stream: Waiting(
            head.at.timestamp(), heads.aged[stream].at.timestamp() if stream in heads.aged else None
        )
        for stream, head in heads.urgent.items()
    }
    if next_stream(waiting, QueueState(), {}) is None:
        raise SystemExit("Nothing waits.")


def timed(act: Callable[[], object]) -> Iterator[float]:
    """How long it takes, again and again; the first times do not count."""
    for number in range(TIMES + 5):
        began = time.perf_counter()
        act()
        if number >= 5:
            yield (time.perf_counter() - began) * 1000


def middle(times: list[float]) -> float:
    return quantiles(times, n=20)[9]


def late(times: list[float]) -> float:
    return quantiles(times, n=20)[18]


if __name__ == "__main__":
    asked = {one.__name__: one for one in (fill, measure)}[sys.argv[1]]
    print(json.dumps(asked(*map(int, sys.argv[2:]))))
