"""What someone wants to be written to no more for: a panel of their page, and a page on which it is entered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.conversations.actions.entered_objections import (
    enter_consent,
    enter_objection,
    may_withdraw,
    withdraw_objection,
)
from twofold.conversations.models import ContactObjection
from twofold.conversations.queries.contact_objections import purposes_of
from twofold.conversations.web.contact.forms import ConsentForm, ObjectionForm
from twofold.core.access import change_visible, get_visible, visible_list
from twofold.directory.models import Party
from twofold.ui.undo import offer_undo

OBJECTIONS = "conversations/web/contact/party_objections.html"
LIFT = "conversations/web/contact/objection_lift.html"


@require_http_methods(["GET", "POST"])
def party_objections(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands, and the form for what someone has just said."""
    party = get_visible(Party, request.actor, pk, "work" if request.method == "POST" else "view")
    lines = purposes_of(party, request.actor)
    open_to = [line.purpose for line in lines if line.objection is None]
    form = ObjectionForm(open_to, request.POST or None)
    if request.method == "POST" and form.carried_out(_enter, request=request, form=form, pk=pk):
        offer_undo(request, _("Entered. It holds from now on."))
        return redirect("directory:party-detail", pk)
    may_work = visible_list(Party, request.actor, "work").filter(pk=pk).exists()
    context = {"party": party, "lines": lines, "may_work": may_work}
    context["form"] = form if may_work and open_to else None
    part = "#panel" if request.htmx else ""
    return render(request, OBJECTIONS + part, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def objection_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that they may be written to after all, or that they never said otherwise."""
    objection = get_visible(ContactObjection, request.actor, pk, "work")
    if "mistake" in request.POST:
        return _withdraw(request, objection)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.carried_out(_lift, request=request, form=form, pk=pk):
        offer_undo(request, _("Entered. They may be written to again."))
        return redirect("directory:party-detail", objection.party_id)
    context = {"form": form, "objection": objection, "party": objection.party}
    context["may_withdraw"] = may_withdraw(objection, request.actor)
    return render(request, LIFT, context, status=422 if form.errors else 200)


def _withdraw(request: HttpRequest, objection: ContactObjection) -> HttpResponse:
    with change_visible(Party, request.actor, objection.party_id):
        held = get_visible(ContactObjection, request.actor, objection.pk, "work")
        withdraw_objection(held, actor=request.actor, now=timezone.now())
    offer_undo(request, _("Taken back. It was entered by mistake."))
    return redirect("directory:party-detail", objection.party_id)


def _enter(*, request: HttpRequest, form: ObjectionForm, pk: int) -> bool:
    with change_visible(Party, request.actor, pk) as party:
        enter_objection(party, **form.cleaned_data, actor=request.actor, now=timezone.now())
    return True


def _lift(*, request: HttpRequest, form: ConsentForm, pk: int) -> bool:
    objection = get_visible(ContactObjection, request.actor, pk, "work")
    with change_visible(Party, request.actor, objection.party_id):
        said = {name: form.cleaned_data[name] for name in ("medium", "reason")}
        enter_consent(objection, **said, actor=request.actor, now=timezone.now())
    return True
