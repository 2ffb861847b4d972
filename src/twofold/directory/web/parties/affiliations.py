"""How a party belongs: added, corrected and ended from its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import change_visible, get_visible, visible_list
from twofold.directory.actions.affiliations import affiliate, change_affiliation, end_affiliation, today
from twofold.directory.models import Affiliation, Party
from twofold.directory.web.parties.forms import AffiliationChangeForm, AffiliationForm
from twofold.timeline.web.conflicts.page import conflict_page
from twofold.ui.undo import offer_undo

FIELDS = ("role_title", "from_on", "to_on", "is_primary", "portal_scope")


@require_http_methods(["GET", "POST"])
def affiliation_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a party to a unit or an organisation."""
    party = get_visible(Party, request.actor, pk, "work")
    usual = Affiliation.Kind.EMPLOYEE if party.is_colleague else Affiliation.Kind.CONTACT
    form = AffiliationForm(request.POST or None, actor=request.actor, party=party, initial={"kind": usual})
    if request.method == "POST" and form.carried_out(_add, request=request, form=form, pk=pk):
        offer_undo(request, _("Added."))
        return redirect("directory:party-detail", pk)
    return _form_page(request, form, party, None)


@require_http_methods(["GET", "POST"])
def affiliation_change(request: HttpRequest, pk: int, tie: int) -> HttpResponse:
    """Correct an affiliation, or end it today."""
    party = get_visible(Party, request.actor, pk, "work")
    ties = visible_list(Affiliation, request.actor, "work").select_related("group", "party")
    affiliation = get_object_or_404(ties, pk=tie, party_id=pk)
    initial = _stated(affiliation)
    is_ending = "end" in request.POST
    form = AffiliationChangeForm(initial if is_ending else request.POST or None, initial=initial)
    form.opened_on(initial)
    if request.method == "POST" and form.carried_out(
        _end if is_ending else _change, request=request, form=form, tie=affiliation
    ):
        offer_undo(request, _("Ended today.") if is_ending else _("Saved."))
        return redirect("directory:party-detail", pk)
    if form.clashes:
        return conflict_page(request, form, affiliation, back=reverse("directory:party-detail", args=[pk]))
    return _form_page(request, form, party, affiliation)


def _form_page(
    request: HttpRequest,
    form: AffiliationForm | AffiliationChangeForm,
    party: Party,
    affiliation: Affiliation | None,
) -> HttpResponse:
    context = {"form": form, "party": party, "affiliation": affiliation}
    if affiliation:
        context["may_end"] = affiliation.to_on is None or affiliation.to_on > today(timezone.now())
    return render(
        request,
        "directory/web/parties/affiliation_form.html",
        context,
        status=422 if form.errors else 200,
    )


def _stated(affiliation: Affiliation) -> dict:
    return {name: getattr(affiliation, name) for name in FIELDS}


def _add(*, request: HttpRequest, form: AffiliationForm, pk: int) -> Affiliation:
    values = {name: form.cleaned_data[name] for name in (*FIELDS, "kind")}
    with change_visible(Party, request.actor, pk) as party:
        return affiliate(party, group=form.group(), actor=request.actor, now=timezone.now(), **values)


def _change(*, request: HttpRequest, form: AffiliationChangeForm, tie: Affiliation) -> Affiliation:
    with change_visible(Party, request.actor, tie.party_id):
        tie.refresh_from_db(fields=FIELDS, from_queryset=visible_list(Affiliation, request.actor))
        form.settle(_stated(tie))
        values = {name: form.cleaned_data[name] for name in FIELDS}
        return change_affiliation(tie, actor=request.actor, now=timezone.now(), **values)


def _end(*, request: HttpRequest, form: AffiliationChangeForm, tie: Affiliation) -> Affiliation:
    now = timezone.now()
    with change_visible(Party, request.actor, tie.party_id):
        return end_affiliation(tie, to_on=today(now), actor=request.actor, now=now)
