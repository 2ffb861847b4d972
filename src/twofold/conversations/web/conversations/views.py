"""A conversation: its page, the part of it that is looked after while one reads, and how a message looked when it came."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from twofold.conversations.actions.ticks import tick_number
from twofold.conversations.channels.mail.clean import SANDBOX, safe_html
from twofold.conversations.models import Conversation, Message
from twofold.conversations.queries.inbox import lines_of
from twofold.conversations.queries.inline_pictures import inline_pictures
from twofold.conversations.queries.pictures import fetch_pictures
from twofold.conversations.web.conversations.page import conversation_page
from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.errors import NotVisible
from twofold.core.plates.lists import Asked
from twofold.directory.models import Party
from twofold.files.models import Attachment
from twofold.files.queries.links import link_to
from twofold.ui.assets import asset_url

TEMPLATE = "conversations/web/conversations/conversation_detail.html"
SHOWN = 8
FORMATTED = "conversations/web/conversations/message_formatted.html"


@require_safe
def conversation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, by whom, and what to do about it. One that became part of another leads there."""
    conversation = get_visible(Conversation, request.actor, pk)
    if conversation.merged_into_id and not request.htmx:
        return redirect("conversations:conversation-detail", pk=conversation.merged_into_id)
    page = conversation_page(
        request.actor,
        conversation.merged_into_id or pk,
        timezone.now(),
        is_whole=request.GET.get("whole") == "1",
    )
    part = "#conversation" if request.htmx else ""
    return render(request, TEMPLATE + part, {"page": page, "is_part": bool(part)})


@require_safe
def party_conversations(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said with a party, newest first, as far as the asker may see."""
    party = get_visible(Party, request.actor, pk, "name")
    seen = Conversation.objects.visible_to(request.actor).filter(party=party, merged_into=None)
    found = list(seen.order_by("-last_message_at", "-pk")[:SHOWN])
    new_url = (
        f"{reverse('conversations:conversation-new')}?party={pk}" if request.actor.units(Level.WORK) else ""
    )
    context = {
        "party": party,
        "lines": lines_of(found, Asked(request.actor, timezone.now())),
        "new_url": new_url,
    }
    part = "#panel" if request.htmx else ""
    return render(request, "conversations/web/conversations/party_conversations.html" + part, context)


@never_cache
@require_safe
def conversation_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, if something changed since it was last asked for; 204 if nothing did."""
    conversation = get_visible(Conversation, request.actor, pk)
    if request.GET.get("since") == str(tick_number(conversation.unit_id)):
        return HttpResponse(status=204)
    page = conversation_page(request.actor, pk, timezone.now())
    return render(request, TEMPLATE + "#thread", {"page": page})


@require_http_methods(["GET", "POST"])
def message_formatted(request: HttpRequest, pk: int) -> HttpResponse:
    """A message as it was designed, in a frame in which nothing runs. Pictures elsewhere are fetched only by a POST."""
    message = get_visible(Message, request.actor, pk)
    fetched = fetch_pictures(message.html) if request.method == "POST" else {}
    shown = safe_html(
        message.html, inline=inline_pictures(message), fetched=fetched, styles=asset_url("mail.css")
    )
    context = {"message": message, "shown": shown, "sandbox": SANDBOX}
    return render(request, FORMATTED + ("#frame" if request.htmx else ""), context)


@require_safe
def message_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Fetch what came along with a message: by a link that is good for a few minutes."""
    message = get_visible(Message, request.actor, pk)
    attached = Attachment.objects.system("the actor may see its message").filter(
        pk=file, subject_kind=Message._meta.label_lower, subject_id=message.pk
    )
    found = attached.first()
    if found is None or request.actor.user_id is None:
        raise NotVisible
    return redirect(link_to(found, user_id=request.actor.user_id))
