"""Ways to reach a party: added and removed from its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import change_visible, get_visible, visible_list
from twofold.directory.actions.contact_points import add_contact_point, remove_contact_point
from twofold.directory.models import ContactPoint, Party
from twofold.directory.models.normal_forms import ADDRESS_PARTS
from twofold.directory.web.parties.forms import AddressForm, ContactPointForm
from twofold.ui.undo import offer_undo


@require_http_methods(["GET", "POST"])
def contact_point_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Note an e-mail address, phone number, handle or postal address."""
    party = get_visible(Party, request.actor, pk, "work")
    is_address = request.GET.get("kind") == ContactPoint.Kind.ADDRESS
    form_type = AddressForm if is_address else ContactPointForm
    form = form_type(
        request.POST or None, initial={"country": party.country, "kind": request.GET.get("kind")}
    )
    if request.method == "POST" and form.carried_out(_add, request=request, form=form, pk=pk):
        offer_undo(request, _("Added."))
        return redirect("directory:party-detail", pk)
    context = {"form": form, "party": party, "is_address": is_address}
    return render(
        request,
        "directory/web/parties/contact_point_new.html",
        context,
        status=422 if form.errors else 200,
    )


@require_POST
def contact_point_remove(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Forget a way to reach a party."""
    with change_visible(Party, request.actor, pk):
        points = visible_list(ContactPoint, request.actor, "work").select_related("party")
        remove_contact_point(
            get_object_or_404(points, pk=point, party_id=pk), actor=request.actor, now=timezone.now()
        )
    offer_undo(request, _("Removed."))
    return redirect("directory:party-detail", pk)


def _add(*, request: HttpRequest, form: AddressForm | ContactPointForm, pk: int) -> ContactPoint:
    values = form.cleaned_data
    with change_visible(Party, request.actor, pk) as party:
        return add_contact_point(
            party,
            kind=values.get("kind", ContactPoint.Kind.ADDRESS),
            value=values.get("value", ""),
            parts={part: values[part] for part in ADDRESS_PARTS if part in values},
            label=values["label"],
            is_primary=values.get("is_primary", False),
            actor=request.actor,
            now=timezone.now(),
        )
