"""Pictures that a mail shows from other computers: fetched by the house when somebody asks, in nobody’s name."""

from base64 import b64encode
from collections.abc import Mapping
from time import monotonic

from twofold.conversations.channels.mail.clean import remote_pictures
from twofold.core.egress import request
from twofold.core.errors import DomainError

MOST = 20
SECONDS = 8.0
EACH = 3.0
SHOWN = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


def fetch_pictures(html: str) -> Mapping[str, str]:
    """Address → the picture as a data: address. What is no picture, too large or too slow is left out."""
    fetched: dict[str, str] = {}
    until = monotonic() + SECONDS
    for address in remote_pictures(html)[:MOST]:
        if monotonic() > until:
            break
        picture = _fetch(address)
        if picture:
            fetched[address] = picture
    return fetched


def _fetch(address: str) -> str:
    try:
        answer = request("GET", address, seconds=EACH)
    except DomainError:
        return ""
    kind = next((kind for start, kind in SHOWN.items() if answer.body.startswith(start)), "")
    if not (answer.is_ok and answer.is_whole and kind):
        return ""
    return f"data:{kind};base64,{b64encode(answer.body).decode()}"
