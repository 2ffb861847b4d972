"""A small HTTP client that goes exactly where it was told and nowhere else."""

import http.client
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from twofold.core.egress.places import Place, find_place
from twofold.core.errors import DomainError

SECONDS = 10.0
LONGEST_ANSWER = 100_000  # bytes
PROXY_PORT = 3128
OURS = ("host", "connection", "accept-encoding", "content-length", "transfer-encoding")


class NoAnswer(DomainError):
    """The other side could not be reached, or said nothing that can be read, in time."""


@dataclass(frozen=True)
class Answer:
    """What the other side said. A redirect is an answer like any other: nobody follows it.

    :param is_whole: False when the body was longer than is read
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool = True

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300


def request(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    longest: int = LONGEST_ANSWER,
) -> Answer:
    """Ask once, and read at most 100 KB of the answer, or as much as is said.

    :param seconds: for everything after the host was looked up
    :param longest: bytes of the answer that are read
    :raises AddressRefused: when nothing may be sent there
    :raises NoAnswer: when it is not known whether the other side has heard
    """
    place = find_place(url)
    given = {name: value for name, value in (headers or {}).items() if name.lower() not in OURS}
    sent = {"Host": place.authority, "User-Agent": "Twofold"} | given
    sent |= {"Accept-Encoding": "identity", "Connection": "close"}
    connection = _connection(place, seconds)
    try:
        with _ended_after(seconds, connection):
            connection.request(method, place.target, body or None, sent)
            answer = connection.getresponse()
            read = answer.read(longest + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(
            _("%(host)s did not answer in a way that can be read.") % {"host": place.host}
        ) from error
    finally:
        connection.close()
    whole = len(read) <= longest
    return Answer(answer.status, dict(answer.headers), read[:longest], whole)


def _connection(place: Place, seconds: float) -> http.client.HTTPConnection:
    kind = CheckedHTTPS if place.scheme == "https" else CheckedHTTP
    if place.addresses:
        return kind(place, place.host, place.port, timeout=seconds)
    proxy = urlsplit(settings.EGRESS_PROXY)
    connection = kind(place, proxy.hostname, proxy.port or PROXY_PORT, timeout=seconds)
    connection.set_tunnel(place.host, place.port)
    return connection


class CheckedHTTP(http.client.HTTPConnection):
    """Connects to the network addresses that were checked, or to the proxy if there is one."""

    def __init__(self, place: Place, host: str, port: int, *, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.place = place

    def connect(self) -> None:
        """Take the first address that answers."""
        if not self.place.addresses:
            super().connect()
            return
        failures = []
        for address in self.place.addresses:
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                failures.append(error)
            else:
                return
        raise failures[-1]


class CheckedHTTPS(CheckedHTTP):
    """The same with TLS: the certificate must be for the name that was asked for, whatever the address."""

    def connect(self) -> None:
        """Connect, then have the other side prove who it is."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.place.host)


@contextmanager
def _ended_after(seconds: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Cut the line when time is up: a server that sends one byte now and then would never run into a time-out.

    :raises TimeoutError: when it was cut
    """
    is_cut = Event()

    def cut() -> None:
        is_cut.set()
        with suppress(OSError):
            if connection.sock:
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if is_cut.is_set():
        raise TimeoutError
