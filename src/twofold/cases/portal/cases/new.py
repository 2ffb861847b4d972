"""Asking for something: whom (chosen before), what kind of thing it is, and a short form."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from twofold.cases.actions.self_service import ask_service
from twofold.cases.models import Case, CaseType
from twofold.cases.portal.cases.forms import AskForm
from twofold.cases.portal.context import in_portal, show
from twofold.cases.queries.case_types import asked_attributes
from twofold.cases.queries.services import Service, service_named, types_for
from twofold.core.errors import DomainError
from twofold.core.ids import read_id

TEMPLATE = "cases/portal/cases/case_new.html"
PLAIN = {
    Case.Kind.QUESTION: gettext_lazy("I want to know something."),
    Case.Kind.REQUEST: gettext_lazy("I need something."),
    Case.Kind.COMPLAINT: gettext_lazy("Something went wrong, and I want it made good."),
}
ICONS = {
    Case.Kind.QUESTION: "help-circle",
    Case.Kind.REQUEST: "inbox",
    Case.Kind.COMPLAINT: "thumb-down",
    Case.Kind.CONFLICT: "scale",
}


@dataclass(frozen=True)
class Choice:
    """One kind of thing that can be asked for: a type of the house, or a plain one of its kind."""

    kind: str
    name: str
    description: str
    case_type: CaseType | None = None

    @property
    def key(self) -> str:
        """What names it in an address."""
        return str(self.case_type.pk) if self.case_type else self.kind

    @property
    def icon(self) -> str:
        """The sign of its kind."""
        return ICONS[Case.Kind(self.kind)]


@in_portal
@require_http_methods(["GET", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    """Choose what kind of thing it is, then write."""
    service = _service(request)
    if service is None:
        return redirect("portal:ask")
    choices = choices_for(service)
    choice = next((one for one in choices if one.key == request.GET.get("type")), None)
    if choice is None:
        return show(request, TEMPLATE, "ask", {"service": service, "choices": choices})
    form = _form(request, service, choice)
    if request.method == "POST" and form.is_valid():
        try:
            case = _ask(request, service, choice, form)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("We have it. Its number is #%(number)s.") % {"number": case.pk})
            return redirect("portal:case-detail", case.pk)
    context = {"service": service, "choice": choice, "form": form}
    return show(request, TEMPLATE, "ask", context, status=422 if form.errors else 200)


def choices_for(service: Service) -> list[Choice]:
    """The types that the house offers in its portal; where it has none of a kind, the plain one."""
    types = [Choice(one.kind, one.name, one.description, one) for one in types_for(service)]
    kinds = {one.kind for one in types}
    plain = [Choice(kind, str(kind.label), str(words)) for kind, words in PLAIN.items() if kind not in kinds]
    return [
        Choice(one.kind, one.name, one.description or str(PLAIN.get(Case.Kind(one.kind), "")), one.case_type)
        for one in [*types, *plain]
    ]


def _service(request: HttpRequest) -> Service | None:
    unit, customer = read_id(request.GET.get("unit", "")), read_id(request.GET.get("for", ""))
    if unit is None or customer is None:
        return None
    side = request.GET.get("side", "")
    today = timezone.now().date()
    return service_named(request.actor, unit_id=unit, side=side, customer_id=customer, today=today)


def _form(request: HttpRequest, service: Service, choice: Choice) -> AskForm:
    form = AskForm(
        request.POST or None,
        request.FILES or None,
        offerings=service.offerings,
        is_complaint=choice.kind == Case.Kind.COMPLAINT,
    )
    form.ask_attributes(asked_attributes(choice.case_type, of_customer=True), request.actor)
    for name in form.attribute_names:  # a type asks only for what it needs
        form.fields[name].required = True
    form.order_fields(["title", "offering", *form.attribute_names, "words", "remedy_sought", "files"])
    return form


def _ask(request: HttpRequest, service: Service, choice: Choice, form: AskForm) -> Case:
    given = form.cleaned_data
    offering = next((one for one in service.offerings if one.pk == given.get("offering")), None)
    return ask_service(
        service,
        case_type=choice.case_type,
        kind=choice.kind,
        title=given["title"],
        words=given["words"],
        offering=offering,
        attributes=form.given_attributes() if form.attribute_names else None,
        remedy_sought=given.get("remedy_sought", ""),
        files=given["files"],
        actor=request.actor,
        now=timezone.now(),
    )
