"""The tabs of the settings."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.accounts.access import can_manage_people
from twofold.core.plates import NavItem, house

OWN, OFFICE = range(50), range(50, 1000)
"""Orders of the pages that are about oneself, and of those that are about the house."""


def tabs(request: HttpRequest) -> list[dict]:
    """The settings pages that this actor has, the one they are on marked."""
    own = [
        ("accounts:profile", _("Your account"), "user-circle"),
        ("accounts:security", _("Signing in"), "shield-lock"),
        ("accounts:preferences", _("Preferences"), "adjustments-horizontal"),
    ]
    own += [(page.url_name, page.label, page.icon) for page in _of_other_rooms(OWN, request)]
    if request.actor.levels:
        own.append(("accounts:token-list", _("API tokens"), "key"))
    pages = []
    if can_manage_people(request.actor):
        pages.append(("accounts:user-list", _("People"), "users"))
        pages.append(("accounts:invitation-list", _("Invitations"), "mail"))
    if request.actor.may("administer"):
        pages.append(("accounts:attribute-list", _("Attributes"), "forms"))
        pages.append(("accounts:sealed-unit-list", _("Sealed units"), "shield-lock"))
    pages += [(page.url_name, page.label, page.icon) for page in _of_other_rooms(OFFICE, request)]
    return [_tab(page, request) for page in own] + [
        _tab(page, request) | {"apart": place == 0} for place, page in enumerate(pages)
    ]


def _tab(page: tuple[str, str, str], request: HttpRequest) -> dict:
    name, label, icon = page
    url = reverse(name)
    return {"label": label, "url": url, "icon": icon, "active": request.path.startswith(url)}


def _of_other_rooms(orders: range, request: HttpRequest) -> list[NavItem]:
    """The pages that rooms above have put here, for this actor."""
    entries = sorted(house().every("settings_pages"), key=lambda entry: entry.order)
    return [entry for entry in entries if entry.order in orders and entry.shown_to(request.actor)]
