"""Trying whether a mailbox can be read and written from, while somebody waits."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.conversations.actions.mailbox_states import note_trouble, note_working
from twofold.conversations.channels.mail.imap import MailboxTrouble, signed_in
from twofold.conversations.models import Mailbox
from twofold.conversations.outbox.outlets import server_of
from twofold.conversations.outbox.server import ServerTrouble
from twofold.conversations.outbox.smtp import Line
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import Conflict


def try_mailbox(mailbox: Mailbox, *, actor: Actor, now: datetime) -> str:
    """Sign in to both servers of a mailbox, and say what was found.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises Conflict: saying what does not work and what to do
    """
    get_visible(Mailbox, actor, mailbox.pk, "lead")
    said = [_try_reading(mailbox, now)] if mailbox.imap_host else []
    said.append(_try_sending(mailbox))
    return " ".join(said)


def _try_reading(mailbox: Mailbox, now: datetime) -> str:
    try:
        with signed_in(mailbox) as box:
            count = int(box.folder.status(mailbox.imap_folder, ["MESSAGES"])["MESSAGES"])
    except MailboxTrouble as trouble:
        note_trouble(mailbox, trouble.sentence, now=now)
        raise Conflict(trouble.sentence) from trouble
    note_working(mailbox, now=now)
    sentence = ngettext(
        "Signed in; there is %(count)s mail in the folder.",
        "Signed in; there are %(count)s mails in the folder.",
        count,
    )
    return sentence % {"count": count}


def _try_sending(mailbox: Mailbox) -> str:
    server = server_of(mailbox)
    if server is None:
        raise Conflict(
            _("There is no server to send by. Give one here, or one for the house in TWOFOLD_SMTP_URL.")
        )
    line = Line(server, own_name=mailbox.address.rpartition("@")[2])
    try:
        line.open()
    except ServerTrouble as trouble:
        raise Conflict(_("Sending does not work: %(answer)s") % {"answer": trouble.answer}) from trouble
    line.hang_up()
    return _("Sending works.")
