from twofold.conversations.models.channel import Channel, Mailbox
from twofold.conversations.models.contact import (
    ContactMade,
    ContactObjection,
    ContactRule,
    Purpose,
    SilenceRule,
)
from twofold.conversations.models.conversation import Conversation, ConversationParty, InboxTick
from twofold.conversations.models.house_mail import HouseMail
from twofold.conversations.models.message import Draft, Message
from twofold.conversations.models.note import Note
from twofold.conversations.models.noted_person import NotedPerson
from twofold.conversations.models.outgoing_mail import AutomaticAnswer, OutgoingMail
from twofold.conversations.models.raw_message import RawMessage
from twofold.conversations.models.reply import Macro, SavedReply
from twofold.conversations.models.visitor import Visitor

__all__ = [
    "AutomaticAnswer",
    "Channel",
    "ContactMade",
    "ContactObjection",
    "ContactRule",
    "Conversation",
    "ConversationParty",
    "Draft",
    "HouseMail",
    "InboxTick",
    "Macro",
    "Mailbox",
    "Message",
    "Note",
    "NotedPerson",
    "OutgoingMail",
    "Purpose",
    "RawMessage",
    "SavedReply",
    "SilenceRule",
    "Visitor",
]
