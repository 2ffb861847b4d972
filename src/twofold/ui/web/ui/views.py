"""A living page of every component, for those who build pages and for the tests that look at them."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twofold.ui.web.ui import samples
from twofold.ui.web.ui.sample_forms import SampleForm, SampleSignInForm
from twofold.ui.web.ui.samples.record import FACTS


def for_builders(view):
    """Let in those who develop here and those who administer; to others there is nothing at this address."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if settings.DEBUG or (actor and actor.may("administer")):
            return view(request)
        raise Http404

    return guarded


@require_safe
@for_builders
def style_page(request: HttpRequest) -> HttpResponse:
    """Show every component with made-up content."""
    if "toast" in request.GET:
        messages.success(request, _("Saved. The customer will see it in their portal."))
    broken = SampleForm(data={"name": "", "email": "dana", "since": "2026-02-30"})
    return render(
        request, "ui/web/ui/style_page.html", {"form": SampleForm(), "broken": broken, **samples.page()}
    )


@require_safe
@for_builders
def style_panel(request: HttpRequest) -> HttpResponse:
    """Answer the style page's lazy panel."""
    return render(request, "ui/web/ui/style_panel.html", {"facts": FACTS})


@require_safe
@for_builders
def style_sign_in(request: HttpRequest) -> HttpResponse:
    """Show the card in the middle that sign-in, set-up and invitations use."""
    return render(request, "ui/web/ui/style_sign_in.html", {"form": SampleSignInForm()})
