"""What the palette can do wherever one is: go, create, bring in, switch."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.accounts.models import User
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.plates import house
from twofold.ui.chips import SIDES
from twofold.workspace.queries.recents import times_opened

GROUPS = {
    "go": gettext_lazy("Go to"),
    "create": gettext_lazy("Create"),
    "act": gettext_lazy("Do"),
    "import": gettext_lazy("Bring in"),
    "switch": gettext_lazy("Switch"),
}
THEME_ICONS = {"light": "sun", "dark": "moon", "auto": "device-desktop"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the palette: a link, or with `sends` a form that is posted to the address.

    :param words: what else it is found by
    :param times: how often this person has opened it
    """

    label: str
    url: str
    icon: str
    words: str = ""
    key: str = ""
    times: int = 0
    sends: dict[str, str] = field(default_factory=dict)


def commands(request: HttpRequest) -> dict[str, list[Entry]]:
    """Label of the group → its entries, for whoever asks."""
    groups = {name: [] for name in GROUPS}
    groups["go"] = [*places(request), *settings_pages(request)]
    for command in house().every("commands"):
        if command.shown_to(request.actor) and (url := _address(command.url_name)):
            entry = Entry(
                label=str(command.label),
                url=url + command.query,
                icon=command.icon,
                words=str(command.keywords),
            )
            groups.setdefault(command.group, []).append(entry)
    groups["switch"] = switches(request)
    return {str(GROUPS.get(name, name)): entries for name, entries in groups.items() if entries}


def places(request: HttpRequest) -> list[Entry]:
    """The pages of the menu."""
    often = times_opened(request.actor)
    entries = sorted(house().every("navigation"), key=lambda entry: entry.order)
    return [
        Entry(
            label=str(entry.label),
            url=url,
            icon=entry.icon,
            key=entry.key,
            times=often.get(entry.url_name, 0),
        )
        for entry in entries
        if entry.shown_to(request.actor) and (url := _address(entry.url_name))
    ]


def settings_pages(request: HttpRequest) -> list[Entry]:
    """The pages of the settings."""
    return [
        Entry(label=str(tab["label"]), url=tab["url"], icon=tab["icon"], words=_("Settings"))
        for tab in tabs(request)
    ]


def switches(request: HttpRequest) -> list[Entry]:
    """What one changes in passing: the side, the theme, the language, the density."""
    user, one = request.user, reverse("accounts:preference-set")
    sides = [
        Entry(
            label=_("Show: %(what)s") % {"what": look.label},
            url=reverse("accounts:side"),
            icon=look.icon,
            words=_("Side"),
            sends={"side": side},
        )
        for side, look in SIDES.items()
        if side != request.shown_side
    ]
    themes = [
        Entry(
            label=_("Theme: %(what)s") % {"what": theme.label},
            url=one,
            icon=THEME_ICONS[theme],
            sends={"name": "theme", "value": theme.value},
        )
        for theme in User.Theme
        if theme != user.theme
    ]
    languages = [
        Entry(
            label=_("Language: %(what)s") % {"what": name},
            url=one,
            icon="language",
            words="language",
            sends={"name": "language", "value": code},
        )
        for code, name in settings.LANGUAGES
        if code != request.LANGUAGE_CODE
    ]
    densities = [
        Entry(
            label=_("Density: %(what)s") % {"what": density.label},
            url=one,
            icon="list",
            sends={"name": "density", "value": density.value},
        )
        for density in User.Density
        if density != user.density
    ]
    return [*sides, *themes, *densities, *languages]


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:  # the room is not in this house
        return ""
