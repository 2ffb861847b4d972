"""Opening a case: first the customer, by search, then what is owed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.cases.actions.cases import open_case
from twofold.cases.models import Case, CaseType
from twofold.cases.queries.case_types import offered_types
from twofold.cases.queries.customers import Candidate, find_customers, offerings_of, units_to_owe, usual_side
from twofold.cases.web.cases.forms import NewCaseForm
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.errors import DomainError
from twofold.core.ids import read_id
from twofold.directory.access import require_staff
from twofold.directory.actions.set_attributes import Given
from twofold.directory.models import Party
from twofold.directory.queries.attributes import attributes_of
from twofold.relationships.models import Offering

TEMPLATE = "cases/web/cases/case_new.html"


@require_http_methods(["GET", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    """Open a case."""
    require_staff(request.actor)
    chosen = request.POST.get("party") or request.GET.get("party", "")
    party_id = read_id(chosen)
    if party_id is None:
        return _choose(request)
    party = get_visible(Party, request.actor, party_id, "name")
    form = _form(request, party)
    if request.method == "POST" and form.is_valid():
        try:
            case = _open(request.actor, party, form.cleaned_data, form.given_attributes())
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Case #%(pk)s is open.") % {"pk": case.pk})
            if visible_list(Case, request.actor).filter(pk=case.pk).exists():
                return redirect("cases:case-detail", pk=case.pk)
            return redirect("lists:case")  # it went to a unit whose cases others do not see
    context = {"party": party, "form": form, "crumbs": _crumbs()}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def _choose(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "")
    found: list[Candidate] = find_customers(request.actor, asked)
    context = {"asked": asked, "found": found, "crumbs": _crumbs()}
    return render(request, TEMPLATE + ("#found" if request.htmx else ""), context)


def _crumbs() -> list[dict]:
    return [{"label": _("Cases"), "url": reverse("lists:case")}]


def _form(request: HttpRequest, party: Party) -> NewCaseForm:
    units = units_to_owe(request.actor, party)
    initial = {"party": party.pk, "side": usual_side(request.actor, party)} | {
        name: request.GET[name] for name in ("side", "unit", "kind", "title") if name in request.GET
    }
    ids = [pk for pk, _ in units]
    types = list(offered_types(request.actor, ids))
    form = NewCaseForm(
        units,
        offerings_of(ids),
        request.POST or None,
        types=[(str(one.pk), one.name) for one in types],
        initial=initial,
    )
    form.ask_attributes(attributes_of("case"), request.actor)
    return form


def _open(actor: Actor, party: Party, given: dict, attributes: Given) -> Case:
    offering = given.get("offering")
    chosen = read_id(given["kind"])
    case_type = None if chosen is None else get_visible(CaseType, actor, chosen)
    return open_case(
        party=party,
        unit_id=given["unit"],
        side=given["side"],
        kind=case_type.kind if case_type else given["kind"],
        case_type=case_type,
        remedy_sought=given["remedy_sought"],
        title=given["title"],
        description=given["description"],
        offering=Offering.objects.visible_to(actor).get(pk=offering) if offering else None,
        is_restricted=given["is_restricted"],
        attributes=attributes,
        actor=actor,
        now=timezone.now(),
    )
