"""One's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twofold.accounts.actions.accounts import end_sessions
from twofold.accounts.models import CapabilityGrant
from twofold.accounts.queries.people import accounts
from twofold.accounts.web.settings.tabs import tabs


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is here, what one may do, and how one signs in."""
    (account,) = accounts([request.user], request.actor)
    labels = [CapabilityGrant.Capability(name).label for name in account.capabilities]
    context = {"tabs": tabs(request), "account": account, "capabilities": labels}
    return render(request, "accounts/web/settings/profile.html", context)


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign oneself out everywhere but here."""
    user = end_sessions(request.user, actor=request.actor, now=timezone.now())
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("accounts:profile")
