"""Raising an expectation from an answer, a review, a case or whatever else a customer was heard in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.directory.access import require_staff
from twofold.directory.models import Party
from twofold.directory.web.forms import unit_choices
from twofold.relationships.actions.raise_expectation import raise_expectation
from twofold.relationships.models import Relationship, Side
from twofold.relationships.queries.evidence import Heard, heard_in
from twofold.relationships.web.addresses import asked_id
from twofold.relationships.web.forms import RaiseForm
from twofold.ui.undo import offer_undo

TEMPLATE = "relationships/web/expectations/expectation_raise.html"


@dataclass(frozen=True)
class Whose:
    """Whose expectation it is, as far as the record tells the asker.

    :param relationship: by which they are served, when the asker works where that is done
    """

    relationship: Relationship | None
    customer: Party | None


@require_http_methods(["GET", "POST"])
def expectation_raise(request: HttpRequest) -> HttpResponse:
    """State what a customer expects, with the record in which it was heard as evidence."""
    require_staff(request.actor)
    heard = heard_in(request.GET.get("kind", ""), asked_id(request, "id"), request.actor)
    units = unit_choices(request.actor)
    if not units:
        raise NotVisible  # they are stated by those who work in a unit
    whose = _whose(heard, request.actor)
    form = RaiseForm(units, whose, request.actor, request.POST or None, initial=_initial(heard, whose))
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        expectation = form.carried_out(
            raise_expectation,
            heard_in=heard.record,
            actor=request.actor,
            now=timezone.now(),
            relationship=whose.relationship,
            **{"customer": whose.customer} | given,
        )
        if expectation:
            offer_undo(request, _("The expectation is stated, and what you heard is kept with it."))
            return redirect("relationships:expectation-review", expectation.pk)
    context = {"form": form, "heard": heard, "whose": whose}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def _whose(heard: Heard, actor: Actor) -> Whose:
    said = heard.said
    served = visible_list(Relationship, actor, "work").select_related("customer", "provider__party")
    if said.relationship_id:
        served = served.filter(pk=said.relationship_id)
    else:
        told = {"customer": said.customer_id, "provider": said.unit_id, "side": said.side}
        served = served.filter(**{name: value for name, value in told.items() if value})
    relationship = served.order_by("pk").first() if said.relationship_id or said.customer_id else None
    if relationship:
        return Whose(relationship, relationship.customer)
    known = visible_list(Party, actor, "name").filter(pk=said.customer_id or 0)
    return Whose(None, known.first())


def _initial(heard: Heard, whose: Whose) -> dict:
    said, customer = heard.said, whose.customer
    inside = customer and (customer.is_colleague or customer.kind == Party.Kind.UNIT)
    return {
        "unit": said.unit_id,
        "side": said.side or (Side.INTERNAL if inside else Side.EXTERNAL),
        "evidence": said.words[: RaiseForm.LONGEST_EVIDENCE],
    }
