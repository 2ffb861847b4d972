"""“You said – we did”: a mail to everyone who raised what was made better."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.conversations.actions.contact_budget import take
from twofold.conversations.actions.contact_objections import objection_token
from twofold.conversations.models import Purpose
from twofold.conversations.queries.addresses import Reach
from twofold.core.house_mail import HouseMail, MailKind, send_mails
from twofold.relationships.actions.improvements import note_mailed
from twofold.relationships.models import Improvement
from twofold.relationships.queries.improvements import raised_by
from twofold.timeline.models import Event

REASON = "those who raised an improvement are told what came of it"
TEMPLATE = "conversations/web/mail/improvement_mail.txt"


@transaction.atomic
def mail_those_who_raised(event_id: int, *, now: datetime) -> int:
    """Write to everyone who raised the improvement of an event, as far as the contact budget allows. Repeated, nothing more.

    :returns: how many were written to
    """
    event = Event.objects.system(REASON).get(pk=event_id)
    improvement = (
        Improvement.objects.system(REASON).select_related("unit__party").filter(pk=event.subject_id).first()
    )
    if improvement is None or not note_mailed(improvement, now=now):
        return 0
    budgeted = take(raised_by(improvement), Purpose.ANNOUNCEMENT, now=now)
    send_mails([_mail(improvement, party, budgeted.reach[party]) for party in sorted(budgeted.allowed)])
    return len(budgeted.allowed)


def _mail(improvement: Improvement, party: int, reach: Reach) -> HouseMail:
    stop = settings.PUBLIC_URL + reverse(
        "conversations:no-more",
        args=(Purpose.ANNOUNCEMENT.value, objection_token(party, Purpose.ANNOUNCEMENT)),
    )
    with translation.override(reach.language or settings.LANGUAGE_CODE):
        return HouseMail(
            MailKind.ANNOUNCEMENT,
            _("You said – we did: %(title)s") % {"title": improvement.title},
            render_to_string(TEMPLATE, {"improvement": improvement, "stop": stop}),
            reach.address,
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
            sender=improvement.unit.party.name,
        )
