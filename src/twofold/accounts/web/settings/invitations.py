"""Inviting people."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twofold.accounts.actions.invitation_mail import mail_invitation
from twofold.accounts.actions.invitations import invite, withdraw_invitation
from twofold.accounts.queries.invitations import manageable_invitation, manageable_invitations, state_of
from twofold.accounts.queries.people import unit_choices
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.settings.forms import AdministratorsInvitationForm, InvitationForm
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.access import get_visible
from twofold.core.errors import DomainError
from twofold.core.sensitive import sensitive
from twofold.directory.models import Unit

SHOWN = 50


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Who is invited. Inviting answers with the link itself, the only time it is seen."""
    rows, now = manageable_invitations(request.actor), timezone.now()
    form_type = AdministratorsInvitationForm if request.actor.may("administer") else InvitationForm
    form = form_type(unit_choices(request.actor), request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _invite(request, form.cleaned_data)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            form = form_type(unit_choices(request.actor))
    context = {
        "tabs": tabs(request),
        "form": form,
        "made": made,
        "invitations": [(row, state_of(row, now)) for row in rows[:SHOWN]],
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/web/settings/invitation_list.html", context, status=status)


@require_POST
@sensitive
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = manageable_invitation(request.actor, pk)
    withdraw_invitation(invitation, actor=request.actor, now=timezone.now())
    messages.success(request, _("The invitation is withdrawn; its link is dead."))
    return redirect("accounts:invitation-list")


def _invite(request: HttpRequest, given: dict) -> dict:
    invitation, token = invite(
        email=given["email"],
        name=given["name"],
        unit=get_visible(Unit, request.actor, given["unit"]),
        level=given["level"],
        capabilities=given.get("capabilities", ()),
        actor=request.actor,
        now=timezone.now(),
    )
    link = settings.PUBLIC_URL + reverse("accounts:invitation-accept", args=[token])
    return {"email": invitation.email, "link": link, "mailed": mail_invitation(invitation, link)}
