"""From a parsed mail to what every channel hands on."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import ngettext

from twofold.conversations.channels.base import Arrived
from twofold.conversations.channels.mail.clean import plain_text
from twofold.conversations.channels.mail.loops import is_by_machine
from twofold.conversations.channels.mail.parsed import Address, ParsedMail
from twofold.conversations.channels.mail.quotes import split_quoted
from twofold.conversations.channels.mail.vouching import is_vouched
from twofold.conversations.models import Conversation, ConversationParty, Message, RawMessage
from twofold.conversations.queries.mail_people import without_tag
from twofold.directory.models import Party

MOST_TAKING_PART = 50
Role = ConversationParty.Role


def understood(
    mail: ParsedMail,
    raw: RawMessage,
    *,
    conversation: Conversation | None,
    own: Collection[str],
    people: Mapping[str, Party],
    happened_at: datetime,
) -> Arrived:
    """What a mail means here.

    :param conversation: where it belongs; None begins one
    :param own: the addresses of all mailboxes
    :param people: address → the person to whom it belongs, for the senders among others
    """
    mailbox = raw.channel.mailbox if hasattr(raw.channel, "mailbox") else None
    others = [one for one in mail.recipients if without_tag(one.email) not in own]
    sender = mail.sender or Address("")
    body, quoted = split_quoted(mail.text or plain_text(mail.html))
    files, left_out = _files(mail)
    return Arrived(
        channel=raw.channel,
        unit_id=conversation.unit_id if conversation else raw.channel.unit_id,
        medium=Message.Medium.MAIL,
        body=body,
        quoted=quoted,
        html=mail.html,
        happened_at=happened_at,
        conversation=conversation,
        author=None if mail.is_from_list else people.get(sender.email),
        author_name=sender.name,
        author_address=sender.email,
        subject=mail.subject,
        recipients=_recipients(mail),
        participants=[] if mail.is_from_list else _participants(sender, others, begins=conversation is None),
        header_id=mail.message_id[:300],
        references=list(dict.fromkeys((*mail.references, *mail.in_reply_to)))[-100:],
        is_automatic=is_by_machine(mail),
        is_list_mail=mail.is_from_list,
        is_verified=bool(mailbox) and is_vouched(mail, trusted_server=mailbox.trusted_server),
        problem=" ".join(filter(None, (raw.problem, mail.problem, left_out)))[:300],
        raw=raw,
        files=files,
    )


def _recipients(mail: ParsedMail) -> dict[str, list[str]]:
    given = {"to": mail.to, "cc": mail.cc, "reply_to": mail.reply_to}
    return {kind: [one.email for one in addresses] for kind, addresses in given.items() if addresses}


def _participants(sender: Address, others: Iterable[Address], *, begins: bool) -> list[tuple[str, str]]:
    copied = [(one.email, Role.COPIED) for one in others if one.email != sender.email]
    begun = [(sender.email, Role.REQUESTER)] if begins and sender.email else []
    return list(dict.fromkeys(begun + copied))[:MOST_TAKING_PART]


def _files(mail: ParsedMail) -> tuple[list[tuple[str, bytes]], str]:
    """What can be attached, and a sentence about what is too large to be."""
    kept = [(one.name, one.content) for one in mail.files if len(one.content) <= settings.UPLOAD_LIMIT]
    too_large = len(mail.files) - len(kept)
    if not too_large:
        return kept, ""
    sentence = ngettext(
        "%(count)s file was too large to be attached; the original mail holds it.",
        "%(count)s files were too large to be attached; the original mail holds them.",
        too_large,
    )
    return kept, sentence % {"count": too_large}
