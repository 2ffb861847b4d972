"""The language in which a browser is spoken to before anyone has signed in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.accounts.web.side.views import local_address
from twofold.core.errors import BadInput

A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the choice in this browser, and go back to where it was made."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise BadInput(_("Choose one of the languages."))
    return remember_language(redirect(local_address(request, request.POST.get("next", ""))), chosen)


def remember_language(answer: HttpResponse, code: str) -> HttpResponse:
    """Tell the browser to ask for this language from now on; "" for its own."""
    if not code:
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return answer
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return answer
