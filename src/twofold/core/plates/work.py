"""What a room wants done: on a schedule, or when something has happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from threading import Event
from typing import Any

EVERY_VERB = "*"


@dataclass(frozen=True)
class Schedule:
    """A task that recurs.

    :param name: unique in the house, e.g. ``relationships.refresh_standing``
    :param task: dotted path of a `django_tasks` task without arguments
    :param every: time between two runs; or
    :param at: the time of day (UTC) of a daily run
    """

    name: str
    task: str
    every: timedelta | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"{self.name}: a schedule runs either every so often or at a time of day")


@dataclass(frozen=True)
class Loop:
    """Work that never ends, e.g. sending mail: every worker runs it in a thread of its own, beside its jobs.

    :param run: (told to stop) → comes back soon after that is set; when it raises, it is started again
    """

    name: str
    run: Callable[[Event], None]


@dataclass(frozen=True)
class Destination:
    """Where what is handed in by a form may lead besides a conversation, e.g. to a case of some type.

    :param name: stored with the form
    :param choices: (who sets the form up, ids of units) → what can be chosen, as pairs of a key and a label
    :param take: (the message, the chosen key, the side, now), in the transaction that takes the message in
    """

    name: str
    choices: Callable[[Any, Sequence[int]], Sequence[tuple[str, str]]]
    take: Callable[[Any, str, str, datetime], None]


@dataclass(frozen=True)
class Listener:
    """A task that runs after an event, as one job written in the event's own transaction.

    :param verb: the event's name, e.g. ``cases.case_resolved``, or `EVERY_VERB`
    :param task: dotted path of a `django_tasks` task that takes ``event_id``
    :param wants: (the event, ids of the parties on whose timeline it belongs) → whether to write the job at all
    """

    verb: str
    task: str
    wants: Callable[[Any, Sequence[int]], bool] = lambda event, parties: True

    def hears(self, event: Any, parties: Sequence[int]) -> bool:
        """Whether this event concerns it."""
        return self.verb in (event.verb, EVERY_VERB) and self.wants(event, parties)
