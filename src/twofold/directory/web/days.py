"""The day that an address asks for: ``?on=2025-03-01``."""

from datetime import date

from django.http import HttpRequest

from twofold.directory.actions.affiliations import EARLIEST, LATEST


def day_asked(request: HttpRequest) -> date | None:
    """The day, or None if there is none that can be read."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return day if EARLIEST <= day < LATEST else None
