"""How often the house writes to people of its own accord, and the page by which they say that they want no more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.settings.tabs import tabs
from twofold.conversations.actions.contact_objections import (
    has_objected,
    lift_objection,
    object_to,
    objecting_party,
)
from twofold.conversations.actions.contact_rules import set_contact_rules
from twofold.conversations.models import Purpose
from twofold.conversations.web.contact.forms import ContactRulesForm
from twofold.core.errors import DomainError
from twofold.directory.access import require_staff

RULES = "conversations/web/contact/contact_rules.html"
NO_MORE = "conversations/web/contact/no_more.html"


@require_http_methods(["GET", "POST"])
def contact_rules(request: HttpRequest) -> HttpResponse:
    """The contact budget: for administrators to set, for senders to know."""
    require_staff(request.actor)
    form = ContactRulesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_contact_rules(**form.stated(), actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Kept. It holds from the next mail on."))
            return redirect("conversations:contact-rules")
    context = {"tabs": tabs(request), "form": form, "may_set": request.actor.may("administer")}
    return render(request, RULES, context, status=422 if form.errors else 200)


@csrf_exempt  # the link is the capability, and mail programs post it of their own accord (RFC 8058)
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def no_more(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """Say that one wants to be written to no more, by the link in a mail. Opening it changes nothing."""
    party = objecting_party(token, purpose)
    if party is None:
        raise Http404
    if request.method == "POST":
        change = lift_objection if request.POST.get("again") == "1" else object_to
        change(party, purpose, now=timezone.now())
    with translation.override(party.language or translation.get_language()):
        context = {"purpose": Purpose(purpose), "is_off": has_objected(party, purpose)}
        return render(request, NO_MORE, context)
