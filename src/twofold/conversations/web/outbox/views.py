"""Mail on its way, and mail that did not arrive or of which nobody knows."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twofold.conversations.actions.outgoing import confirm_mail, give_up_mail, retry_mail
from twofold.conversations.models import OutgoingMail
from twofold.conversations.queries.outbox import outbox
from twofold.core.access import get_visible
from twofold.core.errors import Conflict


@require_safe
def outbox_page(request: HttpRequest) -> HttpResponse:
    """What leaves by mail and has not left."""
    return render(request, "conversations/web/outbox/outbox.html", {"page": outbox(request.actor)})


@require_POST
def mail_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it again, or at once."""
    return _decide(request, pk, retry_mail, _("It will be sent in a moment."))


@require_POST
def mail_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not send it."""
    return _decide(request, pk, give_up_mail, _("It will not be sent."))


@require_POST
def mail_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """It arrived."""
    return _decide(request, pk, confirm_mail, _("Marked as sent."))


def _decide(request: HttpRequest, pk: int, verb: Callable[..., OutgoingMail], done: str) -> HttpResponse:
    mail = get_visible(OutgoingMail, request.actor, pk, "work")
    try:
        verb(mail, actor=request.actor, now=timezone.now())
    except Conflict as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("conversations:outbox")
