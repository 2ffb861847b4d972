"""The switch in the top bar: which kind of customer one is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.accounts.web.middleware import SIDES
from twofold.core.errors import BadInput


@require_POST
def side(request: HttpRequest) -> HttpResponse:
    """Remember the choice for this session, and go back to where it was made."""
    chosen = request.POST.get("side", "")
    if chosen not in SIDES:
        raise BadInput(_("Choose internal, external or both."))
    request.session["shown_side"] = chosen
    return redirect(local_address(request, request.POST.get("next", "")))


def local_address(request: HttpRequest, address: str) -> str:
    """The address if it leads to this site, else home."""
    local = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if local else "/"
