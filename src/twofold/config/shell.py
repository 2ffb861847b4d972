"""What the shell around every page shows: the menu, who is here, and on which side of the house."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.ui.shapes import NavigationItem


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for `ui/shell/page.html`. Nothing is computed until a template asks, so fragments pay nothing."""
    return {
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "home_url": "/",
        "search_url": address("workspace:search"),
        "side": getattr(request, "shown_side", "both"),
        "side_switch": address("accounts:side"),
        "user_name": SimpleLazyObject(lambda: user_name(request)),
        "account_url": address("accounts:profile"),
        "sign_out_url": address("account_logout"),
        "looks": SimpleLazyObject(lambda: looks(request)),
        "languages": settings.LANGUAGES,
        "language_switch": address("accounts:language"),
        "preferences_url": address("accounts:preferences"),
        "preference_set": address("accounts:preference-set"),
        "palette_url": address("workspace:palette"),
        "palette_found_url": address("workspace:palette-found"),
        "opened_url": address("workspace:page-opened"),
        "undo_route": undo_route(),
        "portal_url": address("portal:home"),
        "bell": {
            part: address(f"workspace:notice-{name}")
            for part, name in (("page", "list"), ("popover", "popover"), ("count", "count"))
        },
    }


def undo_route() -> str:
    """The route at which an event is taken back, or "" where no room does."""
    desk = house().undo_desk()
    return desk.url_name if desk else ""


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """The menu entries of all rooms that this actor is shown, in their order, what stands aside last."""
    actor = getattr(request, "actor", None) or Actor.nobody()
    entries = sorted(house().every("navigation"), key=lambda entry: (entry.is_aside, entry.order))
    shown = ((entry, address(entry.url_name)) for entry in entries if entry.shown_to(actor))
    return [
        NavigationItem(
            label=entry.label,
            url=url,
            icon=entry.icon,
            key=entry.key,
            section=_("Behind the scenes") if entry.is_aside else "",
            active=is_active(url, request.path),
        )
        for entry, url in shown
        if url
    ]


def is_active(url: str, path: str) -> bool:
    """Whether the page at `path` is the entry's own or below it."""
    return path == url or (url != "/" and path.startswith(url))


def address(url_name: str) -> str:
    """The address of a route, or "" when its room is not in this house."""
    return _address(url_name, get_urlconf())


@lru_cache(maxsize=200)
def _address(url_name: str, of_house: str | None) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def looks(request: HttpRequest) -> User | None:
    """Who has chosen theme, density and keys; None for someone who is not signed in."""
    user = getattr(request, "user", None)
    return user if user and user.is_authenticated else None


def user_name(request: HttpRequest) -> str:
    """The person's name, or the login's address when no person is known."""
    user = getattr(request, "user", None)
    return str(getattr(user, "person", None) or user or "") if user and user.is_authenticated else ""
