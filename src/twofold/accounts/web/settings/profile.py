"""One's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
