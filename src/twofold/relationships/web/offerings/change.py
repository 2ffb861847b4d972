"""Adding and changing offerings and their families."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twofold.core.access import change_visible, get_visible, visible_list
from twofold.core.actor import Level
from twofold.core.errors import NotAllowed, NotVisible
from twofold.core.money import Money
from twofold.directory.web.forms import unit_choices
from twofold.relationships.actions.families import add_family, edit_family
from twofold.relationships.actions.offerings import add_offering, edit_offering
from twofold.relationships.models import Dealing, Offering, OfferingFamily, Side
from twofold.relationships.web.addresses import asked_id
from twofold.relationships.web.forms import FamilyForm, OfferingForm
from twofold.timeline.web.conflicts.page import conflict_page
from twofold.ui.undo import offer_undo

LATEST = 8
FORM = "relationships/web/offerings/offering_form.html"


@require_GET
def offering_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One offering: what it is, whom it is for, what it promises."""
    offering = (
        visible_list(Offering, request.actor).select_related("unit__party", "family").filter(pk=pk).first()
    )
    if offering is None:
        raise NotVisible
    level = request.actor.level_in(offering.unit_id)
    context = {
        "offering": offering,
        "price": None if offering.price_minor is None else Money(offering.price_minor, offering.currency),
        "crumbs": crumbs(),
        "may_work": level is not None and level >= Level.WORK,
        "dealings": visible_list(Dealing, request.actor)
        .filter(offering=offering)
        .select_related("relationship__customer", "unit__party", "offering")
        .order_by("-happened_at", "-pk")[:LATEST]
        if level is not None
        else None,
        "dealings_url": f"{reverse('lists:dealing')}?offering={pk}",
    }
    return render(request, "relationships/web/offerings/offering_detail.html", context)


@require_http_methods(["GET", "POST"])
def offering_add(request: HttpRequest) -> HttpResponse:
    """Say that a unit provides something."""
    units = unit_choices(request.actor)
    if not units:
        raise NotAllowed(_("You do not work in any unit that could offer something."))
    form = OfferingForm(units, request.POST or None, initial={"unit": asked_id(request, "unit")})
    del form.fields["is_offered"]
    if request.method == "POST":
        offering = form.carried_out(lambda: _add(request, form))
        if offering:
            offer_undo(request, _("%(name)s is offered from now on.") % {"name": offering.name})
            return redirect("relationships:offering-detail", offering.pk)
    return render(request, FORM, {"form": form, "crumbs": crumbs()}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def offering_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an offering, or stop offering it."""
    offering = get_visible(Offering, request.actor, pk, "work")
    form = OfferingForm([], request.POST or None, initial=_initial(offering))
    del form.fields["unit"]
    form.opened_on(_initial(offering))
    if request.method == "POST":
        with change_visible(Offering, request.actor, pk) as locked:
            changed = form.carried_out(lambda: _edit(request, form, locked))
        if changed:
            offer_undo(request, _("Saved."))
            return redirect("relationships:offering-detail", pk)
    if form.clashes:
        return conflict_page(
            request, form, offering, back=reverse("relationships:offering-detail", args=[pk])
        )
    context = {"form": form, "offering": offering, "crumbs": crumbs(offering)}
    return render(request, FORM, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def family_list(request: HttpRequest) -> HttpResponse:
    """All families with their windows, and adding one."""
    form = FamilyForm(request.POST or None)
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        if form.carried_out(add_family, actor=request.actor, now=timezone.now(), **given):
            offer_undo(request, _("The family is added."))
            return redirect("relationships:family-list")
    context = {
        "form": form,
        "families": OfferingFamily.objects.order_by("name", "pk"),
        "may_add": bool(request.actor.units(Level.WORK)),
        "may_edit": bool(request.actor.units(Level.LEAD)),
        "crumbs": crumbs(),
    }
    return render(
        request, "relationships/web/offerings/family_list.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def family_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a family or choose its window."""
    family = OfferingFamily.objects.filter(pk=pk).first()
    if family is None:
        raise NotVisible
    if not request.actor.units(Level.LEAD):
        raise NotAllowed(_("A family’s window changes figures everywhere, so only leads may edit families."))
    form = FamilyForm(request.POST or None, initial=_stated(family)).opened_on(_stated(family))
    if request.method == "POST" and form.carried_out(lambda: _edit_family(request, form, pk)):
        offer_undo(request, _("Saved."))
        return redirect("relationships:family-list")
    if form.clashes:
        return conflict_page(request, form, family, back=reverse("relationships:family-list"))
    context = {"form": form, "family": family, "crumbs": crumbs()}
    return render(
        request, "relationships/web/offerings/family_edit.html", context, status=422 if form.errors else 200
    )


def crumbs(offering: Offering | None = None) -> list[dict]:
    """The way here."""
    way = [{"label": _("What we offer"), "url": reverse("lists:offering")}]
    if offering:
        url = reverse("relationships:offering-detail", args=[offering.pk])
        way.append({"label": offering.name, "url": url})
    return way


def _add(request: HttpRequest, form: OfferingForm) -> Offering:
    given = form.values()
    return add_offering(unit_id=given.pop("unit"), actor=request.actor, now=timezone.now(), **given)


def _edit(request: HttpRequest, form: OfferingForm, offering: Offering) -> Offering:
    form.settle(_initial(offering))
    return edit_offering(offering, actor=request.actor, now=timezone.now(), **form.values())


@transaction.atomic
def _edit_family(request: HttpRequest, form: FamilyForm, pk: int) -> OfferingFamily:
    family = OfferingFamily.objects.select_for_update().get(pk=pk)
    form.settle(_stated(family))
    return edit_family(family, actor=request.actor, now=timezone.now(), **form.cleaned_data)


def _stated(family: OfferingFamily) -> dict:
    return {"name": family.name, "window_days": family.window_days}


def _initial(offering: Offering) -> dict:
    price = Money(offering.price_minor, offering.currency).amount if offering.currency else None
    sides = [side for side in Side if getattr(offering, f"is_for_{side}")]
    return {**vars(offering), "family": offering.family_id, "price": price, "sides": sides}
