"""Mail as a kind of channel."""

from django.utils.translation import gettext_lazy as _

from twofold.conversations.channels.base import ChannelKind
from twofold.conversations.models import Message
from twofold.conversations.outbox.queueing import mail_obstacle, put_in_outbox

MAIL = ChannelKind(
    name="mail",
    label=_("Mail"),
    icon="mail",
    medium=Message.Medium.MAIL,
    deliver=put_in_outbox,
    obstacle=mail_obstacle,
    settings_url="conversations:mailbox-list",
)
