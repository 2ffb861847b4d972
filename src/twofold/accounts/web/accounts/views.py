"""Changing one's password, and signing in with a passkey."""

from allauth.account.views import PasswordChangeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

change = PasswordChangeView.as_view(template_name="accounts/web/accounts/password_change.html")


class PasskeySignIn(LoginWebAuthnView):
    """allauth's, saying in our words when a passkey is none of ours."""

    def form_invalid(self, form) -> HttpResponse:
        messages.error(
            self.request,
            _("This passkey is not known here, or took too long. Try again, or use your password."),
        )
        return redirect("account_login")


passkey = PasskeySignIn.as_view()
step = AuthenticateView.as_view(template_name="accounts/web/accounts/second_step.html")


def password_change(request: HttpRequest) -> HttpResponse:
    """Choose a new password, knowing the old one. Whoever has none gets one by mail instead."""
    if not request.user.has_usable_password():
        return redirect("account_reset_password")
    return change(request)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """GET: what the browser asks a passkey, as JSON; POST: what the passkey answered."""
    return passkey(request)


@login_not_required
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """After the password: a code or a passkey."""
    return step(request)
