"""The settings of what is taken on: types of cases with their stages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.accounts.web.settings.tabs import tabs
from twofold.cases.access import require_may_promise
from twofold.cases.actions.case_types import (
    add_case_type,
    change_case_type,
    offer_case_type_again,
    retire_case_type,
)
from twofold.cases.actions.usual_types import add_usual_types
from twofold.cases.models import CaseType
from twofold.cases.web.case_types.forms import (
    Stages,
    TypeForm,
    stages_of_form,
    stated_stages,
    stated_type,
    typed_stages,
)
from twofold.core.access import get_visible, visible_list
from twofold.ui.undo import offer_undo

LIST = "cases/web/case_types/type_list.html"
FORM = "cases/web/case_types/type_form.html"


@require_safe
def type_list(request: HttpRequest) -> HttpResponse:
    """What is taken on, by whom."""
    require_may_promise(request.actor)
    mine = set(visible_list(CaseType, request.actor, "lead").values_list("pk", flat=True))
    seen = visible_list(CaseType, request.actor).select_related("unit__party", "handled_by__party")
    types = list(seen.prefetch_related("stages").order_by("order", "name", "pk"))
    context = {
        "tabs": tabs(request),
        "types": [(one, one.pk in mine) for one in types if one.retired_at is None],
        "retired": [(one, one.pk in mine) for one in types if one.retired_at],
        "may_add_usual": request.actor.may("administer"),
    }
    return render(request, LIST, context)


@require_http_methods(["GET", "POST"])
def type_new(request: HttpRequest) -> HttpResponse:
    """Take on something."""
    require_may_promise(request.actor)
    return _type_page(request, None)


@require_http_methods(["GET", "POST"])
def type_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it on in another way."""
    return _type_page(request, get_visible(CaseType, request.actor, pk, "lead"))


@require_POST
def type_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it no more, or again."""
    case_type = get_visible(CaseType, request.actor, pk, "lead")
    act = offer_case_type_again if case_type.retired_at else retire_case_type
    case_type = act(case_type, actor=request.actor, now=timezone.now())
    sentence = (
        _("“%(name)s” is not offered any more.")
        if case_type.retired_at
        else _("“%(name)s” is offered again.")
    )
    offer_undo(request, sentence % {"name": case_type.name})
    return redirect("cases:type-list")


@require_POST
def type_usual(request: HttpRequest) -> HttpResponse:
    """Begin with the usual types."""
    added = add_usual_types(actor=request.actor, now=timezone.now())
    names = ", ".join(one.name for one in added)
    offer_undo(request, _("Added: %(names)s.") % {"names": names} if added else _("They are all there."))
    return redirect("cases:type-list")


def _type_page(request: HttpRequest, case_type: CaseType | None) -> HttpResponse:
    if request.method != "POST":
        form = TypeForm(request.actor, initial=stated_type(case_type))
        return _drawn(request, case_type, form, stages_of_form(None, stated_stages(case_type)))
    if "do" in request.POST:  # a button that adds a line: nothing is saved
        form = TypeForm(request.actor, initial=_typed(request))
        return _drawn(request, case_type, form, stages_of_form(None, typed_stages(request.POST), 2))
    form = TypeForm(request.actor, request.POST, initial=stated_type(case_type))
    stages = stages_of_form(request.POST, ())
    if stages.is_valid() and form.carried_out(
        _keep, request=request, case_type=case_type, form=form, stages=stages
    ):
        offer_undo(request, _("Saved."))
        return redirect("cases:type-list")
    return _drawn(request, case_type, form, stages, 422)


def _keep(request: HttpRequest, case_type: CaseType | None, form: TypeForm, stages: Stages) -> CaseType:
    stated, who = form.stated(stages.stages()), {"actor": request.actor, "now": timezone.now()}
    return change_case_type(case_type, stated, **who) if case_type else add_case_type(stated, **who)


def _typed(request: HttpRequest) -> dict:
    names = TypeForm.base_fields
    return {name: request.POST.get(name) for name in names} | {
        "attributes": request.POST.getlist("attributes")
    }


def _drawn(
    request: HttpRequest, case_type: CaseType | None, form: TypeForm, stages: Stages, status: int = 200
) -> HttpResponse:
    address = reverse("cases:type-edit", args=[case_type.pk]) if case_type else reverse("cases:type-new")
    context = {
        "tabs": tabs(request),
        "case_type": case_type,
        "form": form,
        "stages": stages,
        "address": address,
    }
    return render(request, FORM, context, status=status)
