"""Accounts of others: their memberships, their capabilities, closing and opening them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twofold.accounts.actions.accounts import deactivate_user, reactivate_user
from twofold.accounts.actions.capabilities import set_capabilities
from twofold.accounts.actions.factors import reset_factors
from twofold.accounts.actions.memberships import end_membership, set_membership
from twofold.accounts.models import CapabilityGrant, Membership
from twofold.accounts.queries.factors import own_factors
from twofold.accounts.queries.people import (
    accounts,
    manageable_user,
    manageable_users,
    matching,
    unit_choices,
)
from twofold.accounts.web.settings.forms import CapabilitiesForm, MembershipForm
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.access import get_visible
from twofold.core.errors import BadInput, NotVisible
from twofold.core.paging import keyset_page
from twofold.core.sensitive import sensitive
from twofold.directory.models import Unit


@require_safe
def user_list(request: HttpRequest) -> HttpResponse:
    """Everyone who signs in, as far as it is the actor's business."""
    words = request.GET.get("q", "").strip()
    users = matching(manageable_users(request.actor), words)
    page = keyset_page(users, order=("email", "pk"), token=request.GET.get("page", ""))
    context = {
        "tabs": tabs(request),
        "accounts": accounts(page.rows, request.actor),
        "newer_url": querystring(request, page.before),
        "older_url": querystring(request, page.after),
        "words": words,
    }
    return render(request, "accounts/web/settings/user_list.html", context)


@require_safe
def user_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account, and what may be changed about it."""
    user = manageable_user(request.actor, pk)
    (account,) = accounts([user], request.actor)
    administers = request.actor.may("administer")
    context = {
        "tabs": tabs(request),
        "account": account,
        "capabilities": [CapabilityGrant.Capability(name).label for name in account.capabilities],
        "membership_form": MembershipForm(unit_choices(request.actor)),
        "capabilities_form": CapabilitiesForm(initial={"capabilities": account.capabilities})
        if administers
        else None,
        "is_oneself": user.pk == request.user.pk,
        "has_second_step": administers and own_factors(user).exists(),
    }
    return render(request, "accounts/web/settings/user_detail.html", context)


@require_POST
@sensitive
def membership_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Make someone a member of a unit, or change how far they reach."""
    user = manageable_user(request.actor, pk)
    form = MembershipForm(unit_choices(request.actor), request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose a unit whose members you decide on, and a level."))
    unit = get_visible(Unit, request.actor, form.cleaned_data["unit"])
    level = form.cleaned_data["level"]
    set_membership(user, unit=unit, level=level, actor=request.actor, now=timezone.now())
    messages.success(request, _("Saved. It holds from the next page they open."))
    return redirect("accounts:user-detail", pk=pk)


@require_POST
@sensitive
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let someone belong to a unit no more."""
    membership = Membership.objects.select_related("unit__party", "user").filter(pk=pk).first()
    if membership is None:
        raise NotVisible
    user = manageable_user(request.actor, membership.user_id)
    end_membership(membership, actor=request.actor, now=timezone.now())
    messages.success(request, _("They belong to %(unit)s no more.") % {"unit": membership.unit})
    still_seen = manageable_users(request.actor).filter(pk=user.pk).exists()
    return redirect("accounts:user-detail", pk=user.pk) if still_seen else redirect("accounts:user-list")


@require_POST
@sensitive
def capabilities_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Let someone do exactly what is ticked."""
    user = manageable_user(request.actor, pk)
    names = request.POST.getlist("capabilities")
    set_capabilities(user, capabilities=names, actor=request.actor, now=timezone.now())
    messages.success(request, _("Saved. It holds from the next page they open."))
    return redirect("accounts:user-detail", pk=pk)


@require_POST
@sensitive
def factors_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second steps off the account of someone who has lost them."""
    user = manageable_user(request.actor, pk)
    reset_factors(user, actor=request.actor, now=timezone.now())
    messages.success(request, _("They sign in with their password alone now, and were told by mail."))
    return redirect("accounts:user-detail", pk=pk)


@require_POST
@sensitive
def user_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    user = manageable_user(request.actor, pk)
    deactivate_user(user, actor=request.actor, now=timezone.now())
    messages.success(request, _("The account is closed. Its sessions and API tokens are dead."))
    return redirect("accounts:user-detail", pk=pk)


@require_POST
@sensitive
def user_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    user = manageable_user(request.actor, pk)
    reactivate_user(user, actor=request.actor, now=timezone.now())
    messages.success(request, _("The account is open again."))
    return redirect("accounts:user-detail", pk=pk)


def querystring(request: HttpRequest, token: str) -> str:
    """The address of another page of the same list; "" without one."""
    if not token:
        return ""
    query = request.GET.copy()
    query["page"] = token
    return f"?{query.urlencode()}"
