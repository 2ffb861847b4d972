"""What stands at the head of each stream of a unit's queue: one seek in an index each, however many wait."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from twofold.cases.models import Case, HandOut, Stream
from twofold.core.setwise import moment

CASES, HAND_OUTS = Case._meta.db_table, HandOut._meta.db_table
NOT_HANDED_BACK = f"""NOT EXISTS (
    SELECT 1 FROM {HAND_OUTS} h WHERE h.case_id = c.id AND h.person_id = %s AND h.handed_back_reason <> ''
)"""
STREAMS = " UNION ALL ".join(f"SELECT '{stream}' AS stream" for stream in Stream.values)
AT_ONCE = 200
COUNTED = 1000
"""Beyond this many those that wait are not counted."""


@dataclass(frozen=True)
class Head:
    """One case at the head of its stream.

    :param at: when it is due, or when it became too old
    """

    case_id: int
    at: datetime


@dataclass(frozen=True)
class Heads:
    """The heads of the streams in which something waits.

    :param urgent: stream → its most urgent case
    :param aged: stream → the case that is too old for longest, where there is one
    """

    urgent: Mapping[str, Head]
    aged: Mapping[str, Head]


def heads_of(unit_id: int, *, now: datetime, person_id: int | None = None) -> Heads:
    """Look at the heads of a unit's streams.

    :param person_id: leave out what this person has handed back
    """
    sql, parameters = heads_sql(unit_id, now, person_id)
    found: dict[str, dict[str, Head]] = {"due": {}, "aged": {}}
    for what, stream, case_id, at in _fetch(sql, parameters):
        found[what][stream] = Head(case_id, _moment(at))
    return Heads(found["due"], found["aged"])


def heads_sql(unit_id: int, now: datetime, person_id: int | None) -> tuple[str, list]:
    """The question, with its parameters. One seek for each stream is planned once for all of them."""
    back = f"AND {NOT_HANDED_BACK}" if person_id else ""
    parts, parameters = [], []
    for what, column, until in (
        ("due", "queue_due_at", ""),
        ("aged", "queue_ages_at", "AND c.queue_ages_at <= %s"),
    ):
        first = (
            f"SELECT c.id FROM {CASES} c WHERE c.is_in_queue AND c.unit_id = %s AND c.stream = s.stream {until} {back} "  # nosec B608
            f"ORDER BY c.{column}, c.id LIMIT 1"
        )
        parts.append(
            f"SELECT '{what}' AS what, head.stream, one.id, one.{column} AS at "  # nosec B608
            f"FROM (SELECT s.stream, ({first}) AS case_id FROM ({STREAMS}) s) head "
            f"JOIN {CASES} one ON one.id = head.case_id"
        )
        moments = [moment(now)] if until else []
        parameters += [unit_id, *moments, *([person_id] if person_id else [])]
    return " UNION ALL ".join(parts), parameters


def place_by_age(case: Case) -> int | None:
    """How many in the unit's queue have waited at least as long, itself counted; None if more than can be counted at once."""
    older = Case.objects.system("a place in a queue says nothing of those before it").filter(
        is_in_queue=True, unit_id=case.unit_id, opened_at__lt=case.opened_at
    )
    count = older.order_by("opened_at")[:COUNTED].count()
    return count + 1 if count < COUNTED else None


def waiting_in(places: Sequence[tuple[int, str]]) -> list[int]:
    """How many wait in streams of units, each counted up to a limit; a stream "" is all of the unit's."""
    counts = []
    for start in range(0, len(places), AT_ONCE):
        parts, parameters = [], []
        for number, (unit, stream) in enumerate(places[start : start + AT_ONCE]):
            of_stream = "AND c.stream = %s" if stream else ""
            parts.append(
                f"SELECT {number} AS place, COUNT(*) FROM (SELECT 1 FROM {CASES} c "  # nosec B608
                f"WHERE c.is_in_queue AND c.unit_id = %s {of_stream} LIMIT {COUNTED}) AS some_{number}"
            )
            parameters += [unit, stream] if stream else [unit]
        counts += [count for _place, count in sorted(_fetch(" UNION ALL ".join(parts), parameters))]
    return counts


def _fetch(sql: str, parameters: Iterable) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _moment(value: Any) -> datetime:
    """A moment as the database gave it."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo else at.replace(tzinfo=UTC)
