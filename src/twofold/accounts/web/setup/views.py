"""The first page of a new installation."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from twofold.accounts.actions import setup
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.setup.forms import SetUpForm
from twofold.core.errors import BadInput


@sensitive_post_parameters("password")
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Found the enterprise, make the first account and sign it in."""
    setup.open_setup_link(token, now=timezone.now())
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = setup.set_up(
                token=token,
                enterprise_name=form.cleaned_data["enterprise_name"],
                person_name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                password=form.cleaned_data["password"],
                now=timezone.now(),
            )
        except BadInput as refusal:
            show_refusal(form, refusal)
        else:
            login(request, user)
            return redirect("/")
    return render(
        request, "accounts/web/setup/set_up.html", {"form": form}, status=422 if form.errors else 200
    )
