"""How one signs in: the second steps, the recovery codes, and where one is signed in now."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from twofold.accounts.actions.accounts import end_session, end_sessions
from twofold.accounts.actions.factors import remove_factor, renew_recovery_codes
from twofold.accounts.queries.factors import own_factor, own_session, security_of
from twofold.accounts.web.devices import list_again
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.sensitive import sensitive


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Everything about how one signs in."""
    context = {
        "tabs": tabs(request),
        "security": security_of(request.user, session_key=request.session.session_key),
    }
    return render(request, "accounts/web/security/security.html", context)


@require_POST
@sensitive
def factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an app or a passkey be a second step no more."""
    remove_factor(own_factor(request.user, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("Removed. It opens nothing any more."))
    return redirect("accounts:security")


@never_cache
@require_POST
@sensitive
def codes_renew(request: HttpRequest) -> HttpResponse:
    """New recovery codes."""
    return show_codes(request, renew_recovery_codes(request.user, actor=request.actor, now=timezone.now()))


@require_POST
@sensitive
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one browser."""
    session: UserSession = own_session(request.user, pk)
    end_session(session, actor=request.actor, now=timezone.now())
    if session.session_key == request.session.session_key:
        return redirect("account_login")
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:security")


@require_POST
@sensitive
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign oneself out everywhere but here."""
    user = end_sessions(request.user, actor=request.actor, now=timezone.now())
    update_session_auth_hash(request, user)
    list_again(request)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("accounts:security")


@sensitive_variables("codes")
def show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Recovery codes, the only time they are seen."""
    context = {"tabs": tabs(request), "codes": codes}
    return render(request, "accounts/web/security/recovery_codes.html", context)
