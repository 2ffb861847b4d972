"""Pictures that came along with a mail and stand in its text: shown from the mail itself, fetched from nowhere."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import quote

from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.models import Message
from twofold.files.queries.paths import open_stored

SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
MOST_BYTES = 8_000_000
LARGEST_MAIL = 40_000_000


def inline_pictures(message: Message) -> Mapping[str, str]:
    """Content id, as the HTML may write it → the picture as a data: address. What is no picture by its bytes is left out.

    Some 8 MB of them are shown, the first ones; the others stand among the files.
    """
    if message.raw_id is None or "cid:" not in message.html.lower():
        return {}
    if message.raw.file.size > LARGEST_MAIL:
        return {}
    with open_stored(message.raw.file.sha256) as content:
        mail = parse_mail(content.read())
    found: dict[str, str] = {}
    left = MOST_BYTES
    for file in mail.files:
        if file.content_type not in SHOWN or not file.content_id or len(file.content) > left:
            continue
        left -= len(file.content)
        shown = f"data:{file.content_type};base64,{b64encode(file.content).decode()}"
        found |= dict.fromkeys((file.content_id, quote(file.content_id), quote(file.content_id, "@")), shown)
    return found
