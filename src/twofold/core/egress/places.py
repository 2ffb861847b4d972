"""Where an address on the web leads: looked up once, checked, and connected to as checked."""

import re
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from twofold.core.egress.addresses import Address, is_public
from twofold.core.errors import BadInput

NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
HOST = re.compile(
    r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*|[0-9a-f:.]*:[0-9a-f:.]*"
)
LONGEST_HOST = 253
PORTS = {"https": 443, "http": 80}


class AddressRefused(BadInput):
    """Nothing is sent to this address."""


@dataclass(frozen=True)
class Place:
    """Where a request goes.

    :param addresses: checked network addresses of the host; empty when a proxy looks them up
    :param target: path and query
    """

    scheme: str
    host: str
    port: int
    target: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        """The host as the `Host` header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def find_place(url: str) -> Place:
    """Read an address and look its host up, once.

    Plain http is for networks that the operator has opened (`TWOFOLD_EGRESS_NETWORKS`), and so are private ones.

    :raises AddressRefused: when it is not such an address, or any of its host's network addresses may not be connected to
    """
    parts = _split(url)
    host = _host(parts)
    port = _port(parts) or PORTS[parts.scheme]
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    by_proxy = bool(settings.EGRESS_PROXY) and parts.scheme == "https"
    addresses = () if by_proxy and not _is_literal(host) else _look_up(host, port)
    allowed = settings.EGRESS_NETWORKS
    if not all(is_public(address, allowed) for address in addresses):
        raise AddressRefused(_("This address leads into a private network. Give one on the public internet."))
    if parts.scheme == "http" and not all(_is_in(address, allowed) for address in addresses):
        raise AddressRefused(_("Give an address that begins with https://."))
    checked = () if by_proxy else tuple(str(address) for address in addresses)
    return Place(parts.scheme, host, port, target, checked)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise AddressRefused(_("This is not an address on the web.")) from None
    if NOT_IN_ADDRESSES.search(url) or not _is_plain(parts):
        raise AddressRefused(_("This address holds characters that do not belong into one."))
    if parts.scheme not in PORTS or not parts.netloc:
        raise AddressRefused(_("Give an address that begins with https://."))
    if "@" in parts.netloc:
        raise AddressRefused(_("Leave the user name and password out of the address."))
    return parts


def _is_plain(parts: SplitResult) -> bool:
    """Whether all but the host is ASCII."""
    return (parts.path + parts.query + parts.fragment).isascii()


def _host(parts: SplitResult) -> str:
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii").rstrip(".").lower()
    except UnicodeError:
        host = ""
    if len(host) > LONGEST_HOST or not HOST.fullmatch(host):
        raise AddressRefused(_("This address names no host."))
    return host


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise AddressRefused(_("The port must be a number from 1 to 65535.")) from None


def _look_up(host: str, port: int) -> tuple[Address, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    addresses = dict.fromkeys(ip_address(entry[4][0].partition("%")[0]) for entry in found)
    if not addresses:
        raise AddressRefused(_("There is no host of this name: %(host)s.") % {"host": host})
    return tuple(addresses)


def _is_literal(host: str) -> bool:
    """Whether the host is written in numbers, in whichever of the many ways."""
    try:
        socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return False
    return True


def _is_in(address: Address, networks: tuple) -> bool:
    return any(address in network for network in networks)
