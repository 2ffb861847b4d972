"""The web form as a kind of channel: it is answered by mail, from a mailbox of the unit."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from twofold.conversations.channels.base import ChannelKind
from twofold.conversations.channels.public.answers import mail_obstacle, mailbox_of
from twofold.conversations.models import Message
from twofold.conversations.outbox.queueing import put_in_outbox


def answer_by_mail(message: Message, now: datetime) -> None:
    """Hand an answer over to the mailbox."""
    message.medium = Message.Medium.MAIL
    message.save(update_fields=["medium"])
    put_in_outbox(message, now, channel=mailbox_of(message.conversation.channel))


FORM = ChannelKind(
    name="form",
    label=_("Web form"),
    icon="forms",
    medium=Message.Medium.FORM,
    deliver=answer_by_mail,
    obstacle=mail_obstacle,
    settings_url="conversations:website-list",
)
