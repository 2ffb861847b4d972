"""Forms and chats on a unit's website: which there are, and setting them up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.settings.tabs import tabs
from twofold.conversations.actions.website import add_channel, change_channel, reopen_channel, retire_channel
from twofold.conversations.models import Channel
from twofold.conversations.queries.website import snippet, units_of, website_channel, website_channels
from twofold.conversations.web.website.forms import ChatForm, FormForm, initial_of
from twofold.core.errors import DomainError, NotAllowed
from twofold.directory.access import require_staff

LIST = "conversations/web/website/website_list.html"
CHANNEL = "conversations/web/website/channel_form.html"
FORMS = {"form": FormForm, "chat": ChatForm}


@require_safe
def website_list(request: HttpRequest) -> HttpResponse:
    """The forms and chats of one's units."""
    require_staff(request.actor)
    context = {
        "tabs": tabs(request),
        "channels": website_channels(request.actor),
        "may_add": units_of(request.actor).exists(),
    }
    return render(request, LIST, context)


@require_http_methods(["GET", "POST"])
def form_new(request: HttpRequest) -> HttpResponse:
    """Set up a form."""
    return _new(request, "form")


@require_http_methods(["GET", "POST"])
def chat_new(request: HttpRequest) -> HttpResponse:
    """Set up a chat."""
    return _new(request, "chat")


@require_http_methods(["GET", "POST"])
def form_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a form, take it to one's website, and change it."""
    return _edit(request, website_channel(request.actor, pk, "form"))


@require_http_methods(["GET", "POST"])
def chat_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a chat, take it to one's website, and change it."""
    return _edit(request, website_channel(request.actor, pk, "chat"))


@require_POST
def channel_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take nothing in by it any more, or again (``again=1``)."""
    channel = website_channel(request.actor, pk)
    again = request.POST.get("again") == "1"
    try:
        (reopen_channel if again else retire_channel)(channel, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        done = _("It is open again.") if again else _("It is retired. Whoever comes to it is told so.")
        messages.success(request, done)
    return redirect("conversations:website-list")


def _new(request: HttpRequest, kind: str) -> HttpResponse:
    if not units_of(request.actor).exists():
        raise NotAllowed(_("Only those who lead a unit set up what stands on its website."))
    form = FORMS[kind](request.POST or None, actor=request.actor, channel=None)

    def save(**given) -> Channel:
        return add_channel(kind=kind, unit=form.cleaned_data["unit"], **given)

    return _save(request, form, save, kind)


def _edit(request: HttpRequest, channel: Channel) -> HttpResponse:
    form = FORMS[channel.kind](
        request.POST or None, actor=request.actor, channel=channel, initial=initial_of(channel)
    )
    return _save(request, form, lambda **given: change_channel(channel, **given), channel.kind, channel)


def _save(
    request: HttpRequest, form: FormForm | ChatForm, save, kind: str, channel: Channel | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given = {"name": form.cleaned_data["name"], "settings": form.settings()}
        try:
            saved = save(**given, actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"conversations:{kind}-edit", saved.pk)
    context = {
        "tabs": tabs(request),
        "form": form,
        "kind": kind,
        "channel": channel,
        "snippet": snippet(channel) if channel else "",
        "script": reverse(f"conversations:embed-{kind}-script"),
    }
    return render(request, CHANNEL, context, status=422 if form.errors else 200)
