"""Bounces and complaints: they change how a contact point delivers, if they are about a mail that we sent."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.actors import HOUSE
from twofold.conversations.channels.mail.parsed import ParsedMail, Returned
from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.tokens import mail_bounced_to
from twofold.conversations.outbox.undelivered import note_undelivered
from twofold.directory.models import ContactPoint
from twofold.timeline.actions import record

Delivery = ContactPoint.Delivery
WORSE_THAN = {
    Delivery.UNSURE: (Delivery.WORKS,),
    Delivery.BOUNCES: (Delivery.WORKS, Delivery.UNSURE),
    Delivery.OBJECTED: (Delivery.WORKS, Delivery.UNSURE, Delivery.BOUNCES),
}
"""What each news overrules: an objection stands whatever comes later."""


def heed_report(mail: ParsedMail, *, now: datetime) -> bool:
    """Take a bounce or a complaint to heart. Anyone can write one: it counts only with a return path that we signed.

    :returns: whether the mail was such a report; what is not is read like any other
    """
    if not mail.is_report and mail.complaint is None:
        return False
    outgoing = _the_mail(mail)
    return outgoing is not None and _heed(outgoing, mail, now)


@transaction.atomic
def _heed(outgoing: OutgoingMail, mail: ParsedMail, now: datetime) -> bool:
    if mail.complaint is not None:
        _mark(outgoing, Delivery.OBJECTED, _("Its reader marked it as unwanted."), now)
        _object(outgoing, now)
        return True
    news = _about(outgoing, mail)
    if news is None or news.action not in ("failed", "delayed"):
        return bool(mail.returned)
    _mark(
        outgoing,
        Delivery.BOUNCES if news.is_for_good else Delivery.UNSURE,
        news.diagnostic or news.status,
        now,
    )
    if news.action == "failed":
        _return(outgoing, news, now)
    return True


def _the_mail(mail: ParsedMail) -> OutgoingMail | None:
    """Which mail of ours a report is about, proven by the return path to which it came or which it quotes."""
    rows = OutgoingMail.objects.system("a report came back about it").select_related("message__conversation")
    for address in _paths(mail):
        number = mail_bounced_to(address)
        if number is not None and (found := rows.filter(pk=number).first()):
            return found
    return None


def _paths(mail: ParsedMail) -> Iterator[str]:
    if mail.complaint is not None:
        yield mail.complaint.mail_from
    for address in (*mail.delivered_to, *mail.to):
        yield address.email


def _about(outgoing: OutgoingMail, mail: ParsedMail) -> Returned | None:
    """What the report says of this mail's recipient; a forwarder may name another address."""
    mine = [one for one in mail.returned if one.recipient == outgoing.recipient]
    return next(iter(mine or mail.returned), None)


def _mark(outgoing: OutgoingMail, news: str, answer: str, now: datetime) -> None:
    points = ContactPoint.objects.system("mail to it came back").filter(
        kind=ContactPoint.Kind.EMAIL, normalized=outgoing.recipient, delivery__in=WORSE_THAN[news]
    )
    points.update(delivery=news, delivery_since=now, delivery_answer=answer[:300])


def _return(outgoing: OutgoingMail, news: Returned, now: datetime) -> None:
    """The mail did not arrive, whatever the first server said."""
    outgoing.state = OutgoingMail.State.FAILED
    outgoing.answer = (news.diagnostic or news.status)[:500]
    outgoing.finished_at = now
    outgoing.save(update_fields=["state", "answer", "finished_at"])
    note_undelivered({outgoing.pk: outgoing.answer}, now=now)


def _object(outgoing: OutgoingMail, now: datetime) -> None:
    if outgoing.message is None:
        return
    conversation = outgoing.message.conversation
    record(
        "conversations.mail_objected",
        subject=conversation,
        actor=HOUSE,
        now=now,
        unit_id=conversation.unit_id,
        parties=() if conversation.is_restricted else [conversation.party_id],
        details={"message": outgoing.message_id},
    )
