"""One's API tokens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twofold.accounts.actions.api_tokens import issue_token, revoke_token
from twofold.accounts.models import ApiToken
from twofold.accounts.queries.tokens import own_tokens, revocable_token
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.settings.forms import TokenForm
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.errors import DomainError
from twofold.core.sensitive import sensitive


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive
def token_list(request: HttpRequest) -> HttpResponse:
    """One's tokens. Making one answers with the token itself, the only time it is seen."""
    form = TokenForm(request.POST or None)
    made = raw = None
    if request.method == "POST" and form.is_valid():
        try:
            made, raw = issue_token(**form.cleaned_data, actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            form = TokenForm()
    context = {
        "tabs": tabs(request),
        "form": form if request.actor.levels else None,
        "made": made,
        "raw": raw,
        "tokens": own_tokens(request.actor, now=timezone.now()),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/web/settings/token_list.html", context, status=status)


@require_POST
@sensitive
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a token useless."""
    token: ApiToken = revocable_token(request.actor, pk)
    revoke_token(token, actor=request.actor, now=timezone.now())
    messages.success(request, _("The token is revoked. Programs that use it are refused from now on."))
    return redirect("accounts:token-list")
