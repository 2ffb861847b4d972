"""How long to wait before the next try, and when to give up: pure functions."""

from datetime import datetime, timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=5)


def pause_after(failures: int, spread: float = 0.5) -> timedelta:
    """How long to leave a server or a domain in peace after so many failures in a row: a minute, then twice as long each time.

    :param spread: from 0 to 1, so that a crowd disperses: the pause is up to a tenth longer or shorter
    """
    doubled = FIRST * 2 ** min(failures - 1, 20)
    return min(doubled, LONGEST) * (0.9 + 0.2 * spread)


def gives_up(created_at: datetime, now: datetime) -> bool:
    """Whether a mail has waited for as long as mail waits (RFC 5321 §4.5.4.1: four to five days)."""
    return now - created_at >= GIVE_UP_AFTER
