"""The browsers that people use, and how much may be tried from where."""

import re
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from twofold.accounts.actions.tries import Limit
from twofold.accounts.models import KnownDevice, User
from twofold.accounts.models.secret import digest

USUAL_FOR = timedelta(days=90)
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|Chromium/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def in_words(user_agent: str) -> str:
    """What a browser says of itself, short: "Firefox on Linux"."""
    browser = next((name for name, sign in BROWSERS if re.search(sign, user_agent)), "")
    system = next((name for name, sign in SYSTEMS if re.search(sign, user_agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from: the first 24 bits of an IPv4 address, the first 64 of an IPv6 one."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    return str(ip_network((address, 24 if address.version == 4 else 64), strict=False).network_address)


def limits_on(act: str, whom: Q, name: str, token: str, network: str, *, now: datetime) -> list[Limit]:
    """How often someone's secret may be tried from this browser.

    A browser in which they have signed in before counts for itself, so that nobody else can slow it down. Any other counts with
    its network, and with all strangers unless they have signed in from this network before.

    :param act: ``password`` or ``code``
    :param whom: the user, as a condition; of an unknown address nothing is known, and the same is asked
    :param name: what the user is counted under
    """
    known = KnownDevice.objects.filter(whom, last_at__gt=now - USUAL_FOR)
    ties = list(known.values_list("token_hash", "network"))
    device = digest(token) if token else ""
    if device in {token_hash for token_hash, _network in ties}:
        return [Limit((act, "device", name, device), free=10, longest=timedelta(minutes=5))]
    limits = [Limit((act, "pair", name, network), free=5), Limit((act, "network", network), free=30)]
    if network not in {usual for _token, usual in ties}:
        limits.append(Limit((act, "strangers", name), free=12, longest=timedelta(minutes=5)))
    return limits


def limits_on_address(email: str, token: str, network: str, *, now: datetime) -> list[Limit]:
    """How often a password may be tried for an address."""
    return limits_on("password", Q(user__email__iexact=email), email, token, network, now=now)


def limits_on_user(act: str, user: User, token: str, network: str, *, now: datetime) -> list[Limit]:
    """How often a code, or the password once more, may be tried for a user."""
    return limits_on(act, Q(user=user.pk), str(user.pk), token, network, now=now)
