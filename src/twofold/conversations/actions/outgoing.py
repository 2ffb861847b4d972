"""What people decide about mails that the outbox could not bring to an end by itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.models import HouseMail, OutgoingMail
from twofold.conversations.outbox.claiming import unwanted_among
from twofold.conversations.outbox.outcomes import forget_words
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.timeline.actions import record

State = OutgoingMail.State
STUCK = (State.UNCONFIRMED, State.FAILED)


def retry_mail(mail: OutgoingMail, *, actor: Actor, now: datetime) -> OutgoingMail:
    """Send it again, under the same Message-ID, or try at once what waits for its next try.

    :raises NotAllowed: if the actor may not work on its conversation, or does not run the house
    :raises Conflict: if it is on its way or done, if its address must not be written to, or if its words are erased
    """
    get_visible(OutgoingMail, actor, mail.pk, "work")
    if HouseMail.objects.filter(mail=mail, content="").exists():
        raise Conflict(
            _("What this mail said is erased already. Let whoever waits for it ask for another one.")
        )
    if unwanted_among([mail.recipient]):
        raise Conflict(
            _(
                "This address bounces or has marked our mail as unwanted. Correct it on the page of its owner first."
            )
        )
    change = {"state": State.WAITING, "send_after": now, "finished_at": None, "created_at": now}
    return _decide(mail, (*STUCK, State.WAITING, State.SUPPRESSED), change, "mail_retried", actor, now)


def give_up_mail(mail: OutgoingMail, *, actor: Actor, now: datetime) -> OutgoingMail:
    """Do not send it. Raises as :func:`retry_mail`."""
    change = {"state": State.WITHDRAWN, "finished_at": now}
    return _decide(mail, (*STUCK, State.WAITING), change, "mail_given_up", actor, now)


def confirm_mail(mail: OutgoingMail, *, actor: Actor, now: datetime) -> OutgoingMail:
    """It arrived, as the recipient or the server's log has it. Raises as :func:`retry_mail`."""
    change = {"state": State.SENT, "finished_at": now}
    return _decide(mail, (State.UNCONFIRMED,), change, "mail_confirmed", actor, now)


@transaction.atomic
def _decide(
    mail: OutgoingMail, states: tuple[str, ...], change: Mapping, verb: str, actor: Actor, now: datetime
) -> OutgoingMail:
    get_visible(OutgoingMail, actor, mail.pk, "work")
    rows = OutgoingMail.objects.system("the actor may work on its conversation, or runs the house")
    mail = rows.select_for_update(of=("self",)).select_related("message__conversation").get(pk=mail.pk)
    if mail.state not in states:
        raise Conflict(_("This mail has moved on. Reload the page to see where it stands."))
    for field, value in change.items():
        setattr(mail, field, value)
    mail.save(update_fields=[*change])
    forget_words([mail.pk])
    conversation = mail.message.conversation if mail.message else None
    record(
        f"conversations.{verb}",
        subject=conversation or mail,
        actor=actor,
        now=now,
        unit_id=conversation.unit_id if conversation else None,
        parties=[conversation.party_id] if conversation and not conversation.is_restricted else (),
        details={"message": mail.message_id, "mail": mail.pk} if conversation else {"mail": mail.pk},
    )
    return mail
