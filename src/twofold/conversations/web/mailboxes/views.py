"""The mailboxes of units: which there are, how they do, and setting them up."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.settings.tabs import tabs
from twofold.conversations.actions.mailboxes import add_mailbox, change_mailbox, pause_mailbox, resume_mailbox
from twofold.conversations.actions.try_mailbox import try_mailbox
from twofold.conversations.models import Mailbox
from twofold.conversations.queries.mailboxes import mailboxes, units_to_set_up
from twofold.conversations.web.mailboxes.forms import MailboxEditForm, MailboxForm, initial_of
from twofold.core.access import get_visible
from twofold.core.errors import DomainError, NotAllowed
from twofold.core.sensitive import sensitive

LIST = "conversations/web/mailboxes/mailbox_list.html"
FORM = "conversations/web/mailboxes/mailbox_form.html"


@require_safe
def mailbox_list(request: HttpRequest) -> HttpResponse:
    """Every mailbox of one's units, and how it does."""
    context = {
        "tabs": tabs(request),
        "mailboxes": mailboxes(request.actor),
        "may_add": units_to_set_up(request.actor).exists(),
    }
    return render(request, LIST, context)


@require_http_methods(["GET", "POST"])
@sensitive
def mailbox_new(request: HttpRequest) -> HttpResponse:
    """Let a unit be reached by mail."""
    if not units_to_set_up(request.actor).exists():
        raise NotAllowed(_("Only those who lead a unit set up its mailboxes."))
    form = MailboxForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        mailbox = _carried_out(request, form, lambda **who: add_mailbox(**form.stated(), **who))
        if mailbox:
            return _try(request, mailbox)
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
@sensitive
def mailbox_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how a mailbox is reached and what it says."""
    mailbox = get_visible(Mailbox, request.actor, pk, "lead")
    form = MailboxEditForm(request.POST or None, initial=initial_of(mailbox))
    if request.method == "POST" and form.is_valid():
        changed = _carried_out(request, form, lambda **who: change_mailbox(mailbox, **form.stated(), **who))
        if changed:
            messages.success(request, _("Saved."))
            return redirect("conversations:mailbox-list")
    return _page(request, form, mailbox)


@require_POST
def mailbox_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in to its servers now, and say how it went."""
    return _try(request, get_visible(Mailbox, request.actor, pk, "lead"))


@require_POST
def mailbox_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a mailbox alone, or read it again (``again=1``)."""
    mailbox = get_visible(Mailbox, request.actor, pk, "lead")
    again = request.POST.get("again") == "1"
    done = _("It is read again.") if again else _("It is left alone. What comes waits on its server.")
    _carried_out(
        request, None, lambda **who: (resume_mailbox if again else pause_mailbox)(mailbox, **who), done=done
    )
    return redirect("conversations:mailbox-list")


def _try(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    try:
        said = try_mailbox(mailbox, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("conversations:mailbox-list")


def _carried_out(
    request: HttpRequest, form: Form | None, verb: Callable, *, done: str = ""
) -> Mailbox | None:
    try:
        result = verb(actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        if form is None:
            messages.error(request, refusal.sentence)
        else:
            show_refusal(form, refusal)
        return None
    if done:
        messages.success(request, done)
    return result


def _page(request: HttpRequest, form: Form, mailbox: Mailbox | None) -> HttpResponse:
    context = {"tabs": tabs(request), "form": form, "mailbox": mailbox}
    return render(request, FORM, context, status=422 if form.errors else 200)
