"""Sealed units, as administrators see them: that they exist, and how to join one openly."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twofold.accounts.access import require_administrator
from twofold.accounts.actions.memberships import join_sealed_unit
from twofold.accounts.queries.sealed import sealed_units
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.settings.forms import JoinForm
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.access import get_visible
from twofold.core.errors import DomainError
from twofold.core.sensitive import sensitive
from twofold.directory.models import Unit


@require_safe
def sealed_unit_list(request: HttpRequest) -> HttpResponse:
    """The sealed units and who leads them."""
    require_administrator(request.actor)
    context = {"tabs": tabs(request), "units": sealed_units(request.actor)}
    return render(request, "accounts/web/settings/sealed_unit_list.html", context)


@require_http_methods(["GET", "POST"])
@sensitive
def sealed_unit_join(request: HttpRequest, pk: int) -> HttpResponse:
    """Join a sealed unit, with a reason that its members read."""
    require_administrator(request.actor)
    unit = get_visible(Unit, request.actor, pk)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            join_sealed_unit(unit, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request, _("You belong to %(unit)s now, to view. Its members see it.") % {"unit": unit}
            )
            return redirect("accounts:sealed-unit-list")
    context = {"tabs": tabs(request), "unit": unit.party.name, "form": form}
    status = 422 if form.errors else 200
    return render(request, "accounts/web/settings/sealed_unit_join.html", context, status=status)
