"""Showing once more who one is."""

import json

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from twofold.accounts.actions.tries import TooSoon, claim_try, give_back
from twofold.accounts.models import User
from twofold.accounts.queries.devices import limits_on_user, network_of
from twofold.accounts.web.accounts.forms import CodeForm, PasskeyForm
from twofold.accounts.web.devices import token_of
from twofold.accounts.web.recent import carry_out, note_confirmed, waiting_form
from twofold.accounts.web.security.forms import PasswordForm
from twofold.accounts.web.side.views import local_address


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password, a code or a passkey; then carry out what waited, or go back."""
    ways = _ways(request)
    given = next((way for way in ways.values() if way.is_bound), None)
    if given and given.is_valid() and _is_right(request, given):
        note_confirmed(request)
        if waiting := waiting_form(request):
            return carry_out(request, waiting)
        return redirect(local_address(request, request.GET.get("next", "")))
    context = {"ways": ways, "has_waiting": waiting_form(request) is not None}
    if "passkey" in ways:
        context["options"] = json.dumps(dict(auth.begin_authentication(request.user)))
    status = 422 if any(way.errors for way in ways.values()) else 200
    return render(request, "accounts/web/security/confirm.html", context, status=status)


def _ways(request: HttpRequest) -> dict[str, forms.Form]:
    """How this user can show it; the form that was sent is bound."""
    user: User = request.user
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    sent = request.POST if request.method == "POST" else {}
    ways: dict[str, forms.Form] = {}
    if user.has_usable_password():
        ways["password"] = PasswordForm(sent if "password" in sent else None)
    if Authenticator.Type.TOTP in kinds:
        ways["code"] = CodeForm(sent if "code" in sent else None, user=user)
    if Authenticator.Type.WEBAUTHN in kinds:
        ways["passkey"] = PasskeyForm(sent if "credential" in sent else None, user=user)
    return ways


def _is_right(request: HttpRequest, form: forms.Form) -> bool:
    """Codes and passkeys are right when their form is valid; a password is looked at here, and wrong ones are counted."""
    if not isinstance(form, PasswordForm):
        return True
    now = timezone.now()
    limits = limits_on_user("again", request.user, token_of(request), network_of(request), now=now)
    try:
        claim_try(limits, now=now)
    except TooSoon as refusal:
        form.add_error("password", refusal.sentence)
        return False
    if not request.user.check_password(form.cleaned_data["password"]):
        form.add_error("password", _("This is not your password."))
        return False
    give_back(limits)
    return True
