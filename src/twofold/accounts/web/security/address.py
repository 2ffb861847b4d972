"""Changing the e-mail address one signs in with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twofold.accounts.actions.addresses import asked_address, change_address, link_token
from twofold.accounts.actions.tries import Limit, claim_try
from twofold.accounts.tasks import mail_new_address
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.security.forms import AddressForm
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.errors import DomainError
from twofold.core.sensitive import sensitive


@require_http_methods(["GET", "POST"])
@sensitive
def address(request: HttpRequest) -> HttpResponse:
    """Ask for a link to a new address. The answer is the same whether or not someone else has it."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        try:
            link_token(request.user, email)
            claim_try([Limit(("address", request.user.pk), free=5)], now=timezone.now())
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            mail_new_address.enqueue(user_id=request.user.pk, email=email)
            sent = _(
                "We have sent a link to %(email)s, unless someone has it already. Open it within half an hour."
            )
            messages.info(request, sent % {"email": email})
            return redirect("accounts:profile")
    context = {"tabs": tabs(request), "form": form}
    status = 422 if form.errors else 200
    return render(request, "accounts/web/security/address.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: a button, so that nothing that follows links changes an address."""
    new = asked_address(request.user, token)
    if request.method == "POST":
        change_address(request.user, token, now=timezone.now())
        messages.success(request, _("You sign in with %(email)s from now on.") % {"email": new})
        return redirect("accounts:profile")
    context = {"tabs": tabs(request), "new": new}
    return render(request, "accounts/web/security/address_confirm.html", context)
