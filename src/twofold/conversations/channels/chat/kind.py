"""The chat as a kind of channel: an answer is read on the visitor's page, or mailed to whoever left an address and is gone."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.conversations.channels.base import ChannelKind
from twofold.conversations.channels.chat.say import key_of
from twofold.conversations.channels.chat.visitors import is_here, may_return
from twofold.conversations.channels.public.answers import mail_obstacle, mailbox_of
from twofold.conversations.models import Conversation, Message, Visitor
from twofold.conversations.outbox.queueing import put_in_outbox


def show_or_mail(message: Message, now: datetime) -> None:
    """Let the visitor's page find the answer; if nobody looks at it and there is an address, mail it too."""
    conversation = message.conversation
    message.external_key = key_of(conversation.pk, "out", message.pk)
    message.save(update_fields=["external_key"])
    visitor = Visitor.objects.filter(conversation=conversation).first()
    if not (visitor and is_here(visitor, now=now)) and not mail_obstacle(conversation):
        put_in_outbox(message, now, channel=mailbox_of(conversation.channel))


def chat_obstacle(conversation: Conversation) -> str:
    """Why nobody would read an answer, or ""."""
    visitor = Visitor.objects.filter(conversation=conversation).first()
    if (visitor and may_return(visitor, now=timezone.now())) or not mail_obstacle(conversation):
        return ""
    return _("The visitor has left and gave no address, so nobody would read an answer.")


CHAT = ChannelKind(
    name="chat",
    label=gettext_lazy("Chat"),
    icon="message-2",
    medium=Message.Medium.CHAT,
    deliver=show_or_mail,
    obstacle=chat_obstacle,
    settings_url="conversations:website-list",
)
