"""The page of a relationship: who serves whom, how they stand and why, what they expect, what was dealt."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotVisible
from twofold.directory.web.parties.page import panels
from twofold.relationships.models import Dealing, Expectation, Relationship
from twofold.relationships.queries.relationship_standing import standing_in
from twofold.relationships.queries.value import value_of
from twofold.relationships.web.forms import KindForm
from twofold.ui.formats import money, number, when
from twofold.ui.shapes import Fact

LATEST = 8


@require_GET
def relationship_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One relationship."""
    relationship = (
        visible_list(Relationship, request.actor)
        .select_related("provider__party", "customer")
        .filter(pk=pk)
        .first()
    )
    if relationship is None:
        raise NotVisible
    level = request.actor.level_in(relationship.provider_id)
    context = {
        "relationship": relationship,
        "crumbs": [{"label": _("Whom we serve"), "url": reverse("lists:relationship")}],
        "facts": facts(relationship),
        "standings": standing_in(relationship, timezone.now().date()),
        "expectations": expectations_of(request.actor, relationship),
        "dealings": visible_list(Dealing, request.actor)
        .filter(relationship=relationship)
        .select_related("offering")
        .order_by("-happened_at", "-pk")[:LATEST],
        "may_work": level is not None and level >= Level.WORK,
        "kind_form": KindForm(relationship.side, initial={"kind": relationship.kind}),
        "record_url": f"{reverse('relationships:dealing-record')}?relationship={pk}",
        "dealings_url": f"{reverse('lists:dealing')}?relationship={pk}",
        "state_url": f"{reverse('relationships:expectation-state')}?relationship={pk}",
        "panels": panels("relationship", pk),
    }
    return render(request, "relationships/web/relationships/relationship_detail.html", context)


def expectations_of(actor: Actor, relationship: Relationship) -> QuerySet[Expectation]:
    """What the customer expects of this unit: unmet first, then by importance; what was withdrawn is left out."""
    expectations = visible_list(Expectation, actor).filter(relationship=relationship)
    return expectations.exclude(state=Expectation.State.WITHDRAWN).order_by("-state", "-importance", "pk")


def facts(relationship: Relationship) -> list[Fact]:
    """What stands beside the names."""
    unit = relationship.provider
    said = [
        Fact(
            label=_("Served by"),
            value=unit.party.name,
            url=reverse("directory:unit-detail", args=[unit.pk]),
            icon="sitemap",
        ),
        Fact(label=_("Since"), value=when(relationship.first_served_on), icon="calendar")
        if relationship.first_served_on
        else None,
        Fact(label=_("Orders"), value=number(relationship.references_count), icon="receipt"),
        *(Fact(label=_("Value"), value=money(sum_), icon="credit-card") for sum_ in value_of(relationship)),
    ]
    return [fact for fact in said if fact]
