"""Stating, reviewing and withdrawing expectations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import change_visible, get_visible, visible_list
from twofold.core.actor import Level
from twofold.core.errors import NotVisible
from twofold.relationships.actions.expectations import (
    review_expectation,
    state_expectation,
    withdraw_expectation,
)
from twofold.relationships.models import Expectation, Relationship
from twofold.relationships.queries.evidence import evidence_of
from twofold.relationships.web.addresses import asked_id
from twofold.relationships.web.forms import ExpectationForm
from twofold.timeline.web.conflicts.page import conflict_page
from twofold.ui.undo import offer_undo

TEMPLATE = "relationships/web/expectations/expectation_form.html"


@require_http_methods(["GET", "POST"])
def expectation_state(request: HttpRequest) -> HttpResponse:
    """State what a customer expects."""
    relationship = get_visible(Relationship, request.actor, asked_id(request, "relationship") or 0, "work")
    form = ExpectationForm(request.POST or None)
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        stated = form.carried_out(
            state_expectation, relationship=relationship, actor=request.actor, now=timezone.now(), **given
        )
        if stated:
            offer_undo(request, _("The expectation is stated."))
            return redirect("relationships:relationship-detail", relationship.pk)
    context = {"form": form, "relationship": relationship, "may_work": True, "crumbs": _crumbs(relationship)}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def expectation_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One expectation: how we know, what we do about it, whether it is met by now."""
    expectation = (
        visible_list(Expectation, request.actor)
        .select_related("relationship__customer")
        .filter(pk=pk)
        .first()
    )
    if expectation is None:
        raise NotVisible
    relationship = expectation.relationship
    form = ExpectationForm(request.POST or None, initial=vars(expectation))
    del form.fields["statement"]
    form.opened_on(vars(expectation))
    if request.method == "POST":
        with change_visible(Expectation, request.actor, pk) as locked:
            reviewed = form.carried_out(lambda: _review(request, form, locked))
        if reviewed:
            offer_undo(request, _("Reviewed."))
            return redirect("relationships:relationship-detail", relationship.pk)
    if form.clashes:
        back = reverse("relationships:relationship-detail", args=[relationship.pk])
        return conflict_page(request, form, expectation, back=back)
    level = request.actor.level_in(relationship.provider_id)
    context = {
        "form": form,
        "expectation": expectation,
        "relationship": relationship,
        "may_work": level is not None
        and level >= Level.WORK
        and expectation.state != Expectation.State.WITHDRAWN,
        "borne": evidence_of(expectation, request.actor),
        "crumbs": _crumbs(relationship),
    }
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


@require_POST
def expectation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the customer no longer expects it."""
    with change_visible(Expectation, request.actor, pk) as expectation:
        withdraw_expectation(expectation, actor=request.actor, now=timezone.now())
    offer_undo(request, _("The expectation is withdrawn. It stays on record."))
    return redirect("relationships:relationship-detail", expectation.relationship_id)


def _review(request: HttpRequest, form: ExpectationForm, expectation: Expectation) -> Expectation:
    form.settle(vars(expectation))
    return review_expectation(expectation, actor=request.actor, now=timezone.now(), **form.cleaned_data)


def _crumbs(relationship: Relationship) -> list[dict]:
    return [
        {"label": _("What customers expect"), "url": reverse("lists:expectation")},
        {
            "label": relationship.customer.name,
            "url": reverse("relationships:relationship-detail", args=[relationship.pk]),
        },
    ]
