"""Answering by mail who wrote on a website: which mailbox the answer leaves from, and to whom it goes."""

from django.utils.translation import gettext as _

from twofold.conversations.models import Channel, Conversation, ConversationParty, Mailbox

REASON = "answers leave from a mailbox of the unit"
Role = ConversationParty.Role


def mailbox_of(channel: Channel) -> Channel | None:
    """The channel of mail that answers for this one: the chosen one, else the first that is open in its unit."""
    open_boxes = Mailbox.objects.system(REASON).filter(channel__is_open=True).select_related("channel")
    chosen = open_boxes.filter(pk=channel.settings.get("mailbox") or 0).first()
    found = chosen or open_boxes.filter(channel__unit_id=channel.unit_id).order_by("pk").first()
    return found.channel if found else None


def address_given(conversation: Conversation) -> str:
    """The address that whoever wrote has left, or ""."""
    rows = ConversationParty.objects.filter(conversation=conversation, role=Role.REQUESTER)
    return rows.exclude(address="").order_by("pk").values_list("address", flat=True).first() or ""


def mail_obstacle(conversation: Conversation) -> str:
    """Why whoever wrote cannot be answered by mail, or ""."""
    if not address_given(conversation):
        return _("Whoever wrote left no e-mail address, so there is nowhere to send an answer.")
    if mailbox_of(conversation.channel) is None:
        return _("No mailbox answers for this channel. Choose one in Settings, On your website.")
    return ""
