"""What helps in writing an answer: drafts, files, saved replies, and the words of articles."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twofold.conversations.actions.draft_files import attach_to_draft, own_files, remove_from_draft
from twofold.conversations.actions.drafts import keep_draft
from twofold.conversations.actions.saved_replies import words_of_reply
from twofold.conversations.models import Conversation
from twofold.conversations.queries.reach import leaves_the_house
from twofold.conversations.web.conversations.doing import keep_what_is_written, show, uploaded
from twofold.core.access import get_visible
from twofold.core.errors import DomainError, NotVisible
from twofold.core.ids import read_id
from twofold.core.plates import house
from twofold.files.queries.links import link_to

FOLDER = "conversations/web/conversations/"


@require_POST
def conversation_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being written."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    if request.FILES:
        return conversation_attach(request, pk)
    keep_what_is_written(request, conversation)
    if request.htmx:
        return render(request, f"{FOLDER}draft_kept.html", {"at": timezone.now()})
    messages.success(request, _("Your draft is kept."))
    return redirect("conversations:conversation-detail", pk=pk)


@require_POST
def conversation_insert(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a saved reply, or an article or the way to it, behind what is written already."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    given = {name: request.POST.get(f"reply-{name}", "") for name in ("body", "to", "cc")}
    chosen = request.POST.get("insert", "")
    if chosen:
        words = _inserted(request, conversation, chosen, given)
    else:
        reply = read_id(request.POST.get("saved_reply", "")) or 0
        words = words_of_reply(reply, conversation, actor=request.actor)
    given["body"] = f"{given['body'].rstrip()}\n\n{words}".lstrip()
    if not request.htmx:
        keep_draft(conversation, body=given["body"], actor=request.actor, now=timezone.now())
        return redirect("conversations:conversation-detail", pk=pk)
    return show(request, pk, reply=given, open_form="reply")


@never_cache
@require_safe
def conversation_offers(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be put into the answer and fits the words that are typed: nothing that its readers may not read."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    leaves = leaves_the_house(conversation, request.GET.get("reply-to", ""), request.GET.get("reply-cc", ""))
    words = request.GET.get("words", "")[:200]
    found = [
        (insert, one)
        for insert in house().every("inserts")
        for one in insert.find(words, request.actor, leaves)
    ]
    context = {"conversation": conversation, "found": found, "words": words.strip(), "leaves": leaves}
    return render(request, f"{FOLDER}offers.html" + ("#found" if request.htmx else ""), context)


@require_POST
def conversation_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep files with the answer, to go along with it."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    keep_what_is_written(request, conversation)
    try:
        attach_to_draft(conversation, uploaded(request), actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        return _files(request, conversation, refusal.sentence)
    return _files(request, conversation)


@require_POST
def draft_file_remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Leave a file out after all."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    keep_what_is_written(request, conversation)
    remove_from_draft(conversation, file, actor=request.actor)
    return _files(request, conversation)


@require_safe
def draft_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Look at a file again before it is sent: by a link that is good for a few minutes."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    found = own_files(conversation, request.actor).filter(pk=file).first()
    if found is None or request.actor.user_id is None:
        raise NotVisible
    return redirect(link_to(found, user_id=request.actor.user_id))


def _inserted(request: HttpRequest, conversation: Conversation, chosen: str, given: dict) -> str:
    """The words of what was chosen, e.g. ``article:7:link``."""
    name, _sign, rest = chosen.partition(":")
    number, _sign, how = rest.partition(":")
    insert = house().one("inserts", lambda insert: insert.name == name)
    if insert is None:
        raise NotVisible
    leaves = leaves_the_house(conversation, given["to"], given["cc"])
    one = insert.take(read_id(number) or 0, request.actor, leaves)
    return f"{one.title}\n{settings.PUBLIC_URL}{one.path}" if how == "link" else one.words


def _files(request: HttpRequest, conversation: Conversation, problem: str = "") -> HttpResponse:
    """The files of the answer, anew."""
    if not request.htmx:
        if problem:
            messages.error(request, problem)
        return redirect("conversations:conversation-detail", pk=conversation.pk)
    context = {
        "conversation": conversation,
        "files": own_files(conversation, request.actor),
        "problem": problem,
    }
    return render(request, f"{FOLDER}draft_files.html", context)
