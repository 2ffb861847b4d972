"""The entrance of the portal: an address, then the code that was sent there. And the way out."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twofold.accounts.actions.sign_in_codes import use_sign_in_code
from twofold.accounts.actions.tries import Limit, TooSoon, claim_try, give_back
from twofold.accounts.models import User
from twofold.accounts.portal.entrance.forms import AddressForm, CodeForm
from twofold.accounts.queries.devices import network_of
from twofold.accounts.tasks import mail_sign_in_code
from twofold.core.errors import DomainError

HOME = "/portal/"
ASKED, NEXT = "code_asked_for", "code_next"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address. The answer, and the time it takes, are the same whether or not anyone has it."""
    if request.user.is_authenticated:
        return redirect(HOME)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim_try([Limit(("code-ask", network_of(request)), free=10)], now=timezone.now())
        except TooSoon as refusal:
            form.add_error(None, refusal.sentence)
        else:
            _send(form.cleaned_data["email"])
            request.session[ASKED] = form.cleaned_data["email"]
            request.session[NEXT] = _local(request, request.GET.get("next", ""))
            return redirect("entrance:code")
    context = {"form": form, "next": _local(request, request.GET.get("next", ""))}
    return render(request, "accounts/portal/entrance/sign_in.html", context, status=_status(form))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code."""
    address = request.session.get(ASKED, "")
    if not address:
        return redirect("entrance:sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = _user_behind(request, address, form.cleaned_data["code"])
        except DomainError as refusal:
            form.add_error("code", refusal.sentence)
        else:
            after = request.session.pop(NEXT, HOME)
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            request.session.pop(ASKED, None)
            return redirect(after)
    context = {"form": form, "address": address}
    return render(request, "accounts/portal/entrance/code.html", context, status=_status(form))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, and back to the entrance."""
    logout(request)
    return redirect("entrance:sign-in")


def _send(address: str) -> None:
    """Leave the rest to the worker; an address that was sent many codes of late gets no further one, and nobody is told."""
    try:
        claim_try([Limit(("code-ask", "address", address), free=5)], now=timezone.now())
    except TooSoon:
        return
    mail_sign_in_code.enqueue(email=address, language=get_language() or "")


def _user_behind(request: HttpRequest, address: str, typed: str) -> User:
    limits = [
        Limit(("mail-code", "pair", address, network_of(request)), free=10),
        Limit(("mail-code", "network", network_of(request)), free=30),
    ]
    claim_try(limits, now=timezone.now())
    user = use_sign_in_code(address, typed, now=timezone.now())
    give_back(limits)
    return user


def _local(request: HttpRequest, address: str) -> str:
    """Where to go afterwards: a page of the portal."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_ours and address.startswith(HOME) else HOME


def _status(form: AddressForm | CodeForm) -> int:
    return 422 if form.errors else 200
