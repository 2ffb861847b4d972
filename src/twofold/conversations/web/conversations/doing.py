"""How an act in a conversation is carried out and answered."""

from collections.abc import Callable
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from twofold.conversations.actions.drafts import keep_draft
from twofold.conversations.actions.withdraw import can_be_taken_back
from twofold.conversations.models import Conversation, Message
from twofold.conversations.queries.recipients import read_recipients
from twofold.conversations.web.answers import said
from twofold.conversations.web.conversations.page import conversation_page
from twofold.conversations.web.conversations.views import TEMPLATE
from twofold.core.access import get_visible, visible_list
from twofold.core.errors import BadInput, DomainError
from twofold.core.ids import read_id
from twofold.ui.undo import offer_undo

Act = Callable[..., object]


def act_on(
    request: HttpRequest,
    pk: int,
    act: Act,
    done: str,
    *,
    box: str = "",
    given: dict | None = None,
    is_over: bool = False,
) -> HttpResponse:
    """Act, and show the conversation: anew after a success, else with what is wrong where it was written.

    :param act: what it returns may be a message that was sent, which can then be taken back for a while
    :param is_over: whether it then asks for nothing more, so that whoever goes through the list can go on
    """
    conversation = get_visible(Conversation, request.actor, pk)
    keep_what_is_written(request, conversation, but=box)
    try:
        came_of_it = act(actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        if refusal.status == 403:
            raise
        boxes = {box: (given or {}) | {"error": refusal.sentence}} if box else {}
        return show(request, pk, status=422, open_form=box, problem="" if box else refusal.sentence, **boxes)
    if visible_list(Conversation, request.actor).filter(pk=pk).exists() and request.htmx:
        undo = _undo_of(came_of_it)
        return said(request, show(request, pk), done, undo=undo, over=pk if is_over else None)
    offer_undo(request, done)
    if request.htmx:
        return HttpResponseClientRedirect(reverse("conversations:inbox"))
    if visible_list(Conversation, request.actor).filter(pk=pk).exists():
        return redirect("conversations:conversation-detail", pk=pk)
    return redirect("conversations:inbox")


def _undo_of(came_of_it: object) -> str:
    """Where what was sent just now can be taken back: before what was done along with it."""
    if not isinstance(came_of_it, Message) or came_of_it.direction != Message.Direction.OUT:
        return ""
    return (
        reverse("conversations:message-withdraw", args=[came_of_it.pk])
        if can_be_taken_back(came_of_it)
        else ""
    )


def show(
    request: HttpRequest, pk: int, *, status: int = 200, open_form: str = "", problem: str = "", **boxes
) -> HttpResponse:
    """The conversation: the part of the page that htmx swaps, or all of it."""
    page = conversation_page(request.actor, pk, timezone.now(), **boxes)
    page.open_form = open_form
    part = "#conversation" if request.htmx else ""
    context = {"page": page, "problem": problem, "is_part": bool(part)}
    return render(request, TEMPLATE + part, context, status=status)


def keep_what_is_written(request: HttpRequest, conversation: Conversation, but: str = "") -> None:
    """Keep what stands in the boxes of the page, as far as it was sent along."""
    who = {"actor": request.actor, "now": timezone.now()}
    if "reply-body" in request.POST and but != "reply":
        try:
            recipients = read_recipients(request.POST.get("reply-to", ""), request.POST.get("reply-cc", ""))
        except BadInput:
            recipients = None  # half an address: kept once it is whole
        keep_draft(conversation, body=request.POST["reply-body"], recipients=recipients, **who)
    if "note-body" in request.POST and but != "note":
        keep_draft(conversation, body=request.POST["note-body"], is_note=True, **who)


def newest_seen(request: HttpRequest) -> int:
    """The newest message that stood on the page. Who does not say has read nothing."""
    return read_id(request.POST.get("seen", "")) or 0


def uploaded(request: HttpRequest) -> list[tuple[str, BinaryIO]]:
    """Name and content of each file that was sent along."""
    return [(file.name or "", file.file) for file in request.FILES.getlist("files")]
