"""Writing to customers who are for an idea what becomes of it. Colleagues are told where they work."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.conversations.queries.addresses import reach_of
from twofold.core.house_mail import HouseMail, MailKind, send_mails
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.feedback.models import Idea
from twofold.feedback.queries.ideas.told import REASON, those_for
from twofold.feedback.queries.ideas.words import label_of

TEXT = "feedback/portal/ideas/answer_mail.txt"


@transaction.atomic
def mail_supporters(idea_id: int) -> int:
    """Tell the customers who proposed an idea or are for it.

    :returns: how many were written to
    """
    idea = Idea.objects.system(REASON).filter(pk=idea_id).first()
    if idea is None:
        return 0
    colleagues = Party.objects.system(REASON).filter(is_colleague=True).values("pk")
    customers = (
        Party.objects.system(REASON).filter(pk__in=among(those_for(idea_id))).exclude(pk__in=colleagues)
    )
    reached = reach_of(list(customers.order_by("pk").values_list("pk", flat=True)))
    mails = [_mail(idea, one.address, one.language) for _pk, one in sorted(reached.items()) if one.address]
    send_mails(mails)
    return len(mails)


def _mail(idea: Idea, address: str, language: str) -> HouseMail:
    link = settings.PUBLIC_URL + reverse("portal-ideas:detail", args=[idea.pk])
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        state = label_of(Idea.State, idea.state)
        subject = _("“%(title)s”: %(state)s") % {"title": idea.title, "state": state}
        text = render_to_string(TEXT, {"idea": idea, "state": state, "link": link})
        return HouseMail(MailKind.PORTAL, subject, text, address)
