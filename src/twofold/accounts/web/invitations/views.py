"""Accepting an invitation."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from twofold.accounts.actions.invitations import accept_invitation, open_invitation
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.invitations.forms import AcceptForm
from twofold.core.errors import BadInput


@sensitive_post_parameters("password")
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account that the invitation promises and sign it in."""
    invitation = open_invitation(token, now=timezone.now())
    name = invitation.person.name if invitation.person else invitation.name
    form = AcceptForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(
                token=token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                now=timezone.now(),
            )
        except BadInput as refusal:
            show_refusal(form, refusal)
        else:
            login(request, user)
            messages.success(request, _("Welcome. You belong to %(unit)s now.") % {"unit": invitation.unit})
            return redirect("/")
    context = {"form": form, "invitation": invitation, "unit": invitation.unit.party.name}
    return render(
        request,
        "accounts/web/invitations/invitation_accept.html",
        context,
        status=422 if form.errors else 200,
    )
