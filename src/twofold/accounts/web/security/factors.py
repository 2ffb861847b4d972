"""Adding an app or a passkey."""

import json
from base64 import b64encode

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twofold.accounts.actions.factors import add_app, add_passkey
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.security.forms import AppForm, PasskeyForm
from twofold.accounts.web.security.page import show_codes
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.errors import BadInput
from twofold.core.sensitive import sensitive


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive
def app_add(request: HttpRequest) -> HttpResponse:
    """Set up an app: its secret as a picture and as letters, and a form for its first code."""
    form, secret = AppForm(request.POST or None), get_totp_secret()
    if request.method == "POST" and form.is_valid():
        try:
            codes = add_app(
                request.user, secret=secret, **form.cleaned_data, actor=request.actor, now=timezone.now()
            )
        except BadInput as refusal:
            show_refusal(form, refusal)
        else:
            clear_totp_secret(request)
            return _added(request, codes, _("The app is set up. From now on you are asked for its code."))
    context = {
        "tabs": tabs(request),
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": _picture(request, secret),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/web/security/app_add.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Make a passkey."""
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = add_passkey(request.user, **form.cleaned_data, actor=request.actor, now=timezone.now())
        return _added(request, codes, _("The passkey is kept. You can sign in with it alone."))
    context = {
        "tabs": tabs(request),
        "form": form,
        "options": json.dumps(dict(auth.begin_registration(request.user, passwordless=True))),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/web/security/passkey_add.html", context, status=status)


def _added(request: HttpRequest, codes: list[str], sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return show_codes(request, codes) if codes else redirect("accounts:security")


def _picture(request: HttpRequest, secret: str) -> str:
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return "data:image/svg+xml;base64," + b64encode(drawing.encode()).decode()
