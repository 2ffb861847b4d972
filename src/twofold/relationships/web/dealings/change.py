"""Recording a dealing, and taking one back."""

from datetime import UTC, date, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Level
from twofold.core.errors import NotVisible
from twofold.relationships.actions.dealings import record_dealing, reverse_dealing, reversed_quantity
from twofold.relationships.models import Dealing, Offering, Relationship
from twofold.relationships.web.addresses import asked_id
from twofold.relationships.web.forms import DealingForm, ReverseForm


@require_http_methods(["GET", "POST"])
def dealing_record(request: HttpRequest) -> HttpResponse:
    """Record what a customer was served."""
    relationship = get_visible(Relationship, request.actor, asked_id(request, "relationship") or 0, "work")
    offerings = visible_list(Offering, request.actor).filter(
        unit=relationship.provider_id, is_offered=True, **{f"is_for_{relationship.side}": True}
    )
    now = timezone.now()
    form = DealingForm(
        list(offerings.order_by("name", "pk").values_list("pk", "name")),
        request.POST or None,
        initial={"happened_on": now.date(), "offering": asked_id(request, "offering")},
    )
    if request.method == "POST" and form.carried_out(lambda: _record(request, relationship, form, now)):
        messages.success(request, _("The dealing is recorded."))
        return redirect("relationships:relationship-detail", relationship.pk)
    context = {"form": form, "relationship": relationship, "crumbs": _crumbs(relationship)}
    return render(
        request, "relationships/web/dealings/dealing_record.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def dealing_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """One dealing with what has become of it, and for those who serve: taking it back, wholly or in part."""
    dealing = (
        visible_list(Dealing, request.actor)
        .select_related("relationship__customer", "unit__party", "offering", "reverses")
        .filter(pk=pk)
        .first()
    )
    if dealing is None:
        raise NotVisible
    if request.method == "POST":
        get_visible(Dealing, request.actor, pk, "work")
    left = dealing.quantity - reversed_quantity(dealing)
    now = timezone.now()
    form = ReverseForm(
        request.POST or None, initial={"quantity": left.normalize(), "happened_on": now.date()}
    )
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        reversal = form.carried_out(
            reverse_dealing,
            dealing=dealing,
            quantity=given.get("quantity"),
            happened_at=moment_on(given.get("happened_on"), now, not_before=dealing.happened_at),
            reference=given.get("reference", ""),
            actor=request.actor,
            now=now,
        )
        if reversal:
            messages.success(request, _("The dealing is reversed."))
            return redirect("relationships:relationship-detail", dealing.relationship_id)
    level = request.actor.level_in(dealing.unit_id)
    context = {
        "dealing": dealing,
        "form": form,
        "may_reverse": level is not None and level >= Level.WORK and left > 0 and not dealing.is_reversal,
        "reversals": visible_list(Dealing, request.actor)
        .filter(reverses=dealing)
        .order_by("happened_at", "pk"),
        "crumbs": _crumbs(dealing.relationship),
    }
    return render(
        request,
        "relationships/web/dealings/dealing_reverse.html",
        context,
        status=422 if form.errors else 200,
    )


def moment_on(day: date | None, now: datetime, *, not_before: datetime | None = None) -> datetime:
    """A moment on a day that was chosen without a time: now if it is today, else noon, and never before what came first."""
    if day is None or day == now.date():
        return now
    noon = datetime.combine(day, time(12), UTC)
    return max(noon, not_before) if not_before and not_before.date() == day else noon


def _record(request: HttpRequest, relationship: Relationship, form: DealingForm, now: datetime) -> Dealing:
    given = form.cleaned_data
    offering = given["offering"]
    return record_dealing(
        relationship,
        happened_at=moment_on(given["happened_on"], now),
        offering=get_visible(Offering, request.actor, offering) if offering else None,
        quantity=given["quantity"],
        value=form.value(),
        reference=given["reference"],
        actor=request.actor,
        now=now,
    )


def _crumbs(relationship: Relationship) -> list[dict]:
    return [
        {"label": _("Whom we serve"), "url": reverse("lists:relationship")},
        {
            "label": relationship.customer.name,
            "url": reverse("relationships:relationship-detail", args=[relationship.pk]),
        },
    ]
