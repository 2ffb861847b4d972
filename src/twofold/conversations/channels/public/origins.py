"""The websites on which a channel may be embedded, each named by its origin (RFC 6454): scheme, host and port."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

MOST = 20
USUAL_PORTS = {"http": 80, "https": 443}


def read_origins(text: str) -> list[str]:
    """Origins out of lines of text. What stands behind the host is left out: a browser never sends it.

    >>> read_origins("https://www.Alderfinch.example/contact/")
    ['https://www.alderfinch.example']

    :raises BadInput: naming the line that is none
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise BadInput(_("At most %(most)d websites. Remove some.") % {"most": MOST}, field="origins")
    return list(dict.fromkeys(_origin(line) for line in lines))


def _origin(line: str) -> str:
    try:
        address = urlsplit(line)
        host = (address.hostname or "").encode("idna").decode()
        port = address.port
    except ValueError:  # UnicodeError is one, too
        host, address, port = "", None, None
    if address is None or address.scheme not in USUAL_PORTS or not _is_host(host) or address.username:
        raise BadInput(
            _("“%(line)s” is no address of a website. Write it like https://www.example.org.")
            % {"line": line[:80]},
            field="origins",
        )
    host = f"[{host}]" if ":" in host else host
    shown = "" if port in (None, USUAL_PORTS[address.scheme]) else f":{port}"
    return f"{address.scheme}://{host}{shown}"


def _is_host(host: str) -> bool:
    return bool(host) and all(sign.isalnum() or sign in "-.:" for sign in host)
