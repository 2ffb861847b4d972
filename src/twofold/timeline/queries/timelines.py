"""One timeline for a party: events, and what other rooms have to tell, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from twofold.core.actor import Actor
from twofold.core.plates import TimelineRow, house


@dataclass(frozen=True)
class TimelinePage:
    """A stretch of a timeline, newest first.

    :param before: the moment from which to go on, or None at the beginning of time
    """

    rows: list[TimelineRow]
    before: datetime | None


def party_timeline(
    actor: Actor, party_ids: Sequence[int], *, before: datetime | None = None, limit: int = 30
) -> TimelinePage:
    """The newest rows about a party that the actor may see, from all sources, each through its own gate.

    Rows of one moment are never torn apart: where the cut would fall among them, all of them come.

    :param party_ids: the party and its aliases
    :param before: only rows that happened earlier than this
    """
    sources = list(house().every("timeline_sources"))
    offered = [row for source in sources for row in source.rows(actor, party_ids, before, limit + 1)]
    newest = nlargest(limit + 1, offered, key=_age)
    if len(newest) <= limit:
        return TimelinePage(newest, None)
    edge = newest[limit - 1].at
    rows = sorted((row for row in offered if row.at >= edge), key=_age, reverse=True)
    return TimelinePage(rows, edge)


def _age(row: TimelineRow) -> tuple[datetime, str]:
    return row.at, row.key
