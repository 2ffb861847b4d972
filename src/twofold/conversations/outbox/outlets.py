"""By which mail server a mailbox sends, its own or else the one of the house, and how it signs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from twofold.conversations.models import Mailbox
from twofold.conversations.outbox.server import Server
from twofold.core.sealing import CannotUnseal, unseal

PURPOSE = "mailbox"
OUTBOX = "twofold.conversations.outbox.backend.OutboxBackend"


@dataclass(frozen=True)
class Outlet:
    """A mailbox, as far as mail leaves it."""

    server: Server
    address: str
    sender_name: str
    signature: str


Outlets = Mapping[int | None, Outlet]


def outlets() -> Outlets:
    """Id of each channel that can send → how it does; None is the house itself."""
    boxes = Mailbox.objects.system("the outbox serves every unit").select_related("channel").order_by("pk")
    house = house_server()
    of_house: dict[int | None, Outlet] = (
        {None: Outlet(house, settings.DEFAULT_FROM_EMAIL, "", "")} if house else {}
    )
    return of_house | {
        box.pk: Outlet(server, box.address, box.sender_name or box.channel.name, box.signature)
        for box in boxes
        if (server := server_of(box))
    }


def server_of(mailbox: Mailbox) -> Server | None:
    """The server; None when there is none, or its password cannot be read."""
    if not mailbox.smtp_host:
        return house_server()
    try:
        password = unseal(mailbox.smtp_secret, purpose=PURPOSE)
    except CannotUnseal:
        return None
    return Server(mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, mailbox.smtp_user, password)


def house_server() -> Server | None:
    """The server of `TWOFOLD_SMTP_URL`, if it was given."""
    host = getattr(settings, "EMAIL_HOST", "")
    if settings.EMAIL_BACKEND != OUTBOX or not host:
        return None
    security = "tls" if settings.EMAIL_USE_SSL else "starttls" if settings.EMAIL_USE_TLS else "none"
    return Server(host, settings.EMAIL_PORT, security, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
