"""The acts of one request that can be taken back, so that its page can offer to."""

from collections.abc import Sequence
from contextvars import ContextVar

_acts: ContextVar[list[int] | None] = ContextVar("acts", default=None)


def begin_noting() -> None:
    """Begin anew: a request has come in."""
    _acts.set([])


def note_act(event_id: int) -> None:
    """Note an event that kept what it did to stored rows. Outside requests nobody asks, and nothing is noted."""
    acts = _acts.get()
    if acts is not None and event_id not in acts:
        acts.append(event_id)


def noted_acts() -> Sequence[int]:
    """Ids of the events noted since the request came in, oldest first."""
    return tuple(_acts.get() or ())
