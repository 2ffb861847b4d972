"""The tabs of the settings."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.accounts.access import can_manage_people
from twofold.core.plates import house


def tabs(request: HttpRequest) -> list[dict]:
    """The settings pages that this actor has, the one they are on marked."""
    pages = [
        ("accounts:profile", _("Your account"), "user-circle"),
        ("accounts:security", _("Signing in"), "shield-lock"),
        ("accounts:preferences", _("Preferences"), "adjustments-horizontal"),
    ]
    if request.actor.levels:
        pages.append(("accounts:token-list", _("API tokens"), "key"))
    if can_manage_people(request.actor):
        pages.append(("accounts:user-list", _("People"), "users"))
        pages.append(("accounts:invitation-list", _("Invitations"), "mail"))
    if request.actor.may("administer"):
        pages.append(("accounts:attribute-list", _("Attributes"), "forms"))
        pages.append(("accounts:sealed-unit-list", _("Sealed units"), "shield-lock"))
    more = sorted(house().every("settings_pages"), key=lambda entry: entry.order)
    pages += [(entry.url_name, entry.label, entry.icon) for entry in more if entry.shown_to(request.actor)]
    return [
        {"label": label, "url": url, "icon": icon, "active": request.path.startswith(url)}
        for name, label, icon in pages
        for url in [reverse(name)]
    ]
