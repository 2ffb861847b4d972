"""Which servers, and which domains behind them, are left in peace for a while because they did not take our mail."""

from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom

from twofold.conversations.outbox.patience import pause_after
from twofold.conversations.outbox.server import Server

MANY_LETTERS = 3
spread = SystemRandom().random


@dataclass
class Pause:
    """How something fares.

    :param failures: in a row
    :param until: when it may be tried again, if it is left in peace
    """

    failures: int = 0
    until: datetime | None = None


@dataclass
class Pauses:
    """What one sender has learnt. A server is left in peace at once; a domain after three letters in a row, since one
    letter alone may be put off for its own recipient's sake."""

    _known: dict[tuple[Server, str], Pause] = field(default_factory=dict)

    def note_trouble(self, server: Server, *, now: datetime) -> datetime:
        """The server did not let us in, or hung up.

        :returns: when to try again; failures while it is left in peace already are the same one
        """
        pause = self._known.setdefault((server, ""), Pause())
        if pause.until is None or pause.until <= now:
            pause.failures += 1
            pause.until = now + pause_after(pause.failures, spread())
        return pause.until

    def note_delay(self, server: Server, domain: str, *, now: datetime) -> datetime | None:
        """A letter for the domain was put off.

        :returns: when to try the domain again, if it is left in peace now
        """
        pause = self._known.setdefault((server, domain), Pause())
        pause.failures += 1
        if pause.failures >= MANY_LETTERS and (pause.until is None or pause.until <= now):
            pause.until = now + pause_after(pause.failures - MANY_LETTERS + 1, spread())
            return pause.until
        return None

    def note_success(self, server: Server, domain: str) -> None:
        """A letter was taken."""
        self._known.pop((server, ""), None)
        self._known.pop((server, domain), None)

    def paused(self, *, now: datetime) -> set[tuple[Server, str]]:
        """Servers (with "") and domains that are left in peace."""
        return {place for place, pause in self._known.items() if pause.until and pause.until > now}
