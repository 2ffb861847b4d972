"""The portal as a kind of channel: nothing is handed over, since whoever asked comes and reads."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.conversations.channels.base import ChannelKind
from twofold.conversations.models import Channel, Conversation, Message

PORTAL = ChannelKind(
    name="portal",
    label=gettext_lazy("Portal"),
    icon="door-enter",
    medium=Message.Medium.PORTAL,
    obstacle=lambda conversation: _obstacle(conversation),
)
NAME = "Portal"


def portal_of(unit_id: int, now: datetime) -> Channel:
    """The portal of a unit, which is there once somebody has used it."""
    channel, _is_new = Channel.objects.system("each unit has one portal").get_or_create(
        unit_id=unit_id, kind=PORTAL.name, name=NAME, defaults={"created_at": now}
    )
    return channel


def _obstacle(conversation: Conversation) -> str:
    if conversation.party_id and conversation.party.erased_at is None:
        return ""
    return _("Whoever asked is not here any more: nobody would read the answer.")
