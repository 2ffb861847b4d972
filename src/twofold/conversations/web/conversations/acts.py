"""What can be done in a conversation: each posts one form and shows the conversation again."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from twofold.conversations.actions import conversations as verbs
from twofold.conversations.actions.drafts import forget_draft, keep_draft
from twofold.conversations.actions.macros import apply_macro
from twofold.conversations.actions.merge import merge_conversations, split_conversation
from twofold.conversations.actions.notes import add_note
from twofold.conversations.actions.saved_replies import words_of_reply
from twofold.conversations.actions.send import send_message
from twofold.conversations.actions.withdraw import withdraw_message
from twofold.conversations.models import Conversation, Macro, Message
from twofold.conversations.queries.recipients import read_recipients
from twofold.conversations.queries.snoozing import moment_of
from twofold.conversations.web.answers import read_moment, said
from twofold.conversations.web.conversations.page import conversation_page
from twofold.conversations.web.conversations.views import TEMPLATE
from twofold.core.access import get_visible, visible_list
from twofold.core.errors import BadInput, DomainError
from twofold.core.ids import read_id
from twofold.ui.undo import offer_undo

Act = Callable[..., object]


@require_POST
def conversation_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer. It leaves after a few seconds, in which it can be taken back."""
    conversation = get_visible(Conversation, request.actor, pk)
    given = {name: request.POST.get(f"reply-{name}", "") for name in ("body", "to", "cc")}

    @transaction.atomic
    def send(**who) -> None:
        recipients = read_recipients(given["to"], given["cc"])
        send_message(conversation, body=given["body"], recipients=recipients, seen=_seen(request), **who)
        forget_draft(conversation, actor=request.actor)
        if request.POST.get("then") == "close":
            verbs.close_conversation(conversation, **who)

    return _do(request, pk, send, _("Your answer is on its way."), box="reply", given=given)


@require_POST
def conversation_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note among colleagues."""
    conversation = get_visible(Conversation, request.actor, pk)
    given = {"body": request.POST.get("note-body", "")}

    @transaction.atomic
    def note(**who) -> None:
        add_note(
            party=conversation.party,
            unit_id=conversation.unit_id,
            body=given["body"],
            subject=conversation,
            **who,
        )
        forget_draft(conversation, actor=request.actor, is_note=True)

    return _do(
        request, pk, note, _("The note is kept. It will never be sent to anyone."), box="note", given=given
    )


@require_POST
def conversation_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being written."""
    _keep_drafts(request, get_visible(Conversation, request.actor, pk, "work"))
    if request.htmx:
        return render(request, "conversations/web/conversations/draft_kept.html", {"at": timezone.now()})
    messages.success(request, _("Your draft is kept."))
    return redirect("conversations:conversation-detail", pk=pk)


@require_POST
def conversation_insert(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a saved reply behind what is written already."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    given = {name: request.POST.get(f"reply-{name}", "") for name in ("body", "to", "cc")}
    words = words_of_reply(
        read_id(request.POST.get("saved_reply", "")) or 0, conversation, actor=request.actor
    )
    given["body"] = f"{given['body'].rstrip()}\n\n{words}".lstrip()
    if not request.htmx:
        keep_draft(conversation, body=given["body"], actor=request.actor, now=timezone.now())
        return redirect("conversations:conversation-detail", pk=pk)
    return _show(request, pk, reply=given, open_form="reply")


@require_POST
def conversation_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who looks after it."""
    conversation = get_visible(Conversation, request.actor, pk)
    person = read_id(request.POST.get("assignee", ""))
    done = _("It is settled who looks after it.")
    return _do(
        request, pk, lambda **who: verbs.assign_conversation(conversation, person_id=person, **who), done
    )


@require_POST
def conversation_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is left to say."""
    return _turn(request, pk, verbs.close_conversation, _("Closed. It opens again when somebody writes."))


@require_POST
def conversation_open(request: HttpRequest, pk: int) -> HttpResponse:
    """There is something left to say after all."""
    return _turn(request, pk, verbs.open_conversation, _("It is open again."))


@require_POST
def conversation_spam(request: HttpRequest, pk: int) -> HttpResponse:
    """It is nothing anyone needs to read."""
    return _turn(request, pk, verbs.mark_spam, _("Marked as spam."))


@require_POST
def conversation_snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it out of sight until a moment, or until somebody writes."""
    conversation = get_visible(Conversation, request.actor, pk)
    preset, waits_for = request.POST.get("preset", ""), request.POST.get("waits_for", "")

    def snooze(**who) -> None:
        until = moment_of(preset, conversation.unit_id, who["now"]) if preset else None
        until = until or read_moment(request.POST.get("until", ""))
        if until is None:
            raise BadInput(_("Choose until when."))
        verbs.snooze_conversation(conversation, until=until, waits_for=waits_for, **who)

    return _do(request, pk, snooze, _("Snoozed. It comes back by itself, or when somebody writes."))


@require_POST
def conversation_macro(request: HttpRequest, pk: int) -> HttpResponse:
    """Do several things at once."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    macro = get_visible(Macro, request.actor, read_id(request.POST.get("macro", "")) or 0)
    return _do(
        request,
        pk,
        lambda **who: apply_macro(conversation, macro, seen=_seen(request), **who),
        _("Done: %(name)s") % {"name": macro.name},
    )


@require_POST
def conversation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the messages of other conversations follow into this one."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    others = [
        read_id(text.lstrip("#")) or 0 for text in request.POST.get("other", "").replace(",", " ").split()
    ]

    def merge(**who) -> None:
        found = [get_visible(Conversation, request.actor, other, "work") for other in others]
        merge_conversations(found, into=conversation, **who)

    return _do(request, pk, merge, _("Merged. Replies to any of them arrive here from now on."))


@require_POST
def conversation_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the ticked messages begin a conversation of their own."""
    conversation = get_visible(Conversation, request.actor, pk)
    chosen = [read_id(text) or 0 for text in request.POST.getlist("messages")]

    def split(**who) -> None:
        split_conversation(conversation, message_ids=chosen, **who)

    return _do(request, pk, split, _("Split. The chosen messages are a conversation of their own."))


@require_POST
def message_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a message that has not left yet."""
    message = get_visible(Message, request.actor, pk)
    done = _("Taken back. Nobody was sent it; your words are in the box again.")
    return _do(request, message.conversation_id, lambda **who: withdraw_message(message, **who), done)


def _turn(request: HttpRequest, pk: int, verb: Act, done: str) -> HttpResponse:
    conversation = get_visible(Conversation, request.actor, pk)
    return _do(request, pk, lambda **who: verb(conversation, **who), done)


def _do(
    request: HttpRequest, pk: int, act: Act, done: str, *, box: str = "", given: dict | None = None
) -> HttpResponse:
    """Act, and show the conversation: anew after a success, else with what is wrong where it was written."""
    conversation = get_visible(Conversation, request.actor, pk)
    _keep_drafts(request, conversation, but=box)
    try:
        act(actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        if refusal.status == 403:
            raise
        boxes = {box: (given or {}) | {"error": refusal.sentence}} if box else {}
        return _show(request, pk, status=422, open_form=box, problem="" if box else refusal.sentence, **boxes)
    if visible_list(Conversation, request.actor).filter(pk=pk).exists() and request.htmx:
        return said(request, _show(request, pk), done)
    offer_undo(request, done)
    if request.htmx:
        return HttpResponseClientRedirect(reverse("conversations:inbox"))
    if visible_list(Conversation, request.actor).filter(pk=pk).exists():
        return redirect("conversations:conversation-detail", pk=pk)
    return redirect("conversations:inbox")


def _show(
    request: HttpRequest, pk: int, *, status: int = 200, open_form: str = "", problem: str = "", **boxes
) -> HttpResponse:
    page = conversation_page(request.actor, pk, timezone.now(), **boxes)
    page.open_form = open_form
    part = "#conversation" if request.htmx else ""
    context = {"page": page, "problem": problem, "is_part": bool(part)}
    return render(request, TEMPLATE + part, context, status=status)


def _keep_drafts(request: HttpRequest, conversation: Conversation, but: str = "") -> None:
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


def _seen(request: HttpRequest) -> int:
    """The newest message that stood on the page. Who does not say has read nothing."""
    return read_id(request.POST.get("seen", "")) or 0
