"""“This is a complaint”, on every message that was received."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from twofold.cases.models import Case, CaseConversation
from twofold.cases.web.conversations.forms import ComplainForm
from twofold.conversations.models import Message
from twofold.core.access import get_visible, visible_list

TEMPLATE = "cases/web/conversations/message.html"


@require_GET
def message_complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """The form by which a message is handled as a complaint, or the case that does so already."""
    message = get_visible(Message, request.actor, pk)
    link = CaseConversation.objects.filter(conversation_id=message.conversation_id).first()
    case = visible_list(Case, request.actor).filter(pk=link.case_id).first() if link else None
    may_say = (
        message.direction == Message.Direction.IN
        and not message.is_complaint
        and message.withdrawn_at is None
        and (case is not None or link is None)
        and visible_list(Message, request.actor, "work").filter(pk=pk).exists()
    )
    form = ComplainForm([(message.pk, "")], prefix="complain", initial={"message": message.pk})
    context = {
        "message": message,
        "case": case,
        "field": form["remedy_sought"] if may_say else None,
        "name": form["message"].html_name,
        "action": reverse("cases:conversation-complain", args=[message.conversation_id]),
    }
    return render(request, TEMPLATE + ("#panel" if request.htmx else ""), context)
