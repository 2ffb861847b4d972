"""Mail as it arrived: what waits for a decision, and the original of any message."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twofold.conversations.actions.held_mail import discard_mail, release_mail
from twofold.conversations.models import RawMessage
from twofold.conversations.queries.mailboxes import glanced_at, held_mail, raw_page
from twofold.core.access import get_visible
from twofold.core.errors import DomainError
from twofold.core.paging import keyset_page
from twofold.files.queries.paths import open_stored
from twofold.files.web.files.views import NEVER_RUN


@require_safe
def held_list(request: HttpRequest) -> HttpResponse:
    """Mail that was held back or set aside."""
    page = keyset_page(
        held_mail(request.actor), order=("pk",), token=request.GET.get("page", ""), descending=True
    )
    context = {
        "mails": list(glanced_at(page.rows)),
        "newer_url": page.before and f"?page={page.before}",
        "older_url": page.after and f"?page={page.after}",
    }
    return render(request, "conversations/web/mail/held_list.html", context)


@require_safe
def raw_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as it arrived, as text."""
    raw = get_visible(RawMessage, request.actor, pk)
    return render(request, "conversations/web/mail/raw_detail.html", {"page": raw_page(raw, request.actor)})


@require_safe
def raw_original(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes of a mail, to be saved and never shown or run by the browser."""
    raw = get_visible(RawMessage, request.actor, pk)
    return FileResponse(
        open_stored(raw.file.sha256),
        as_attachment=True,
        filename=f"mail-{raw.pk}.eml",
        content_type="application/octet-stream",
        headers=NEVER_RUN,
    )


@require_POST
def raw_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a mail in, or try it again."""
    return _decide(request, pk, release_mail, _("It is taken in now."))


@require_POST
def raw_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Make nothing of a mail."""
    return _decide(request, pk, discard_mail, _("Discarded. The original is kept."))


def _decide(request: HttpRequest, pk: int, verb, done: str) -> HttpResponse:
    raw = get_visible(RawMessage, request.actor, pk, "work")
    try:
        verb(raw, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("conversations:held-list")
