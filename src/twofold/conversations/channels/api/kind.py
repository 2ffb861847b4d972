"""Another system as a kind of channel: nothing is handed over, since its program comes and fetches the answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.conversations.channels.base import ChannelKind
from twofold.conversations.models import Conversation, Message

API = ChannelKind(
    name="api",
    label=gettext_lazy("Another system"),
    icon="braces",
    medium=Message.Medium.API,
    obstacle=lambda conversation: _obstacle(conversation),
)


def _obstacle(conversation: Conversation) -> str:
    if conversation.channel.is_open:
        return ""
    return _("This channel is closed: no program fetches answers from it.")
