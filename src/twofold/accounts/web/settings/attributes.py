"""The fields that the enterprise adds to its records."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.accounts.access import require_administrator
from twofold.accounts.web.forms import show_refusal
from twofold.accounts.web.settings.attribute_forms import (
    WITH_CHOICES,
    AttributeEditForm,
    AttributeForm,
    choices_of,
)
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.errors import DomainError
from twofold.directory.actions.attributes import add_attribute, edit_attribute
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attributes import attributed_kinds, attributed_named, registry
from twofold.directory.web.attributes.fields import WithAttributes
from twofold.directory.web.attributes.page import ICONS

TEMPLATE = "accounts/web/settings/attribute_form.html"


class Preview(WithAttributes, Form):
    """An attribute as a form will ask for it."""


@require_safe
def attribute_list(request: HttpRequest) -> HttpResponse:
    """All attributes, by the kind of record that has them."""
    require_administrator(request.actor)
    every = registry().every
    context = {
        "tabs": tabs(request),
        "groups": [(kind, registry().of(kind.name)) for kind in attributed_kinds()],
        "retired": [(one, attributed_named(one.applies_to)) for one in every if one.retired_at],
        "is_building": any(one.index == Attribute.Index.BUILDING for one in every),
        "icons": ICONS,
    }
    return render(request, "accounts/web/settings/attribute_list.html", context)


@require_http_methods(["GET", "POST"])
def attribute_new(request: HttpRequest) -> HttpResponse:
    """Add an attribute."""
    require_administrator(request.actor)
    kind = request.GET.get("for", "")
    form = AttributeForm(request.POST or None, initial={"applies_to": kind})
    if request.method == "POST" and form.is_valid():
        attribute = _carried_out(form, lambda **who: add_attribute(**form.cleaned_data, **who), request)
        if attribute:
            messages.success(request, _("%(label)s was added.") % {"label": attribute.label})
            return redirect("accounts:attribute-list")
    return _form_page(request, form, None, Attribute(kind=Kind.TEXT, label=_("Label")))


@require_http_methods(["GET", "POST"])
def attribute_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an attribute is called and how it is asked for."""
    require_administrator(request.actor)
    attribute = get_object_or_404(Attribute, pk=pk)
    initial = {name: getattr(attribute, name) for name in ("label", "help", "is_required", "is_sensitive")}
    initial["choices"] = choices_of(attribute)
    form = AttributeEditForm(request.POST or None, initial=initial).for_kind(attribute.kind)
    if request.method == "POST" and form.is_valid():
        saved = _carried_out(
            form, lambda **who: edit_attribute(attribute, **form.cleaned_data, **who), request
        )
        if saved:
            messages.success(request, _("Saved."))
            return redirect("accounts:attribute-list")
    return _form_page(request, form, attribute, attribute)


@require_POST
def attribute_preview(request: HttpRequest) -> HttpResponse:
    """The field as it would be asked for, while its form is being filled in. Nothing is changed."""
    require_administrator(request.actor)
    of = request.GET.get("of", "")
    kept = Attribute.objects.filter(pk=int(of) if of.isdecimal() and len(of) < 19 else None).first()
    form = AttributeForm(request.POST)
    form.is_valid()
    told = form.cleaned_data
    kind = kept.kind if kept else told.get("kind", Kind.TEXT)
    offered = [one for one in told.get("choices", ()) if one.is_offered and one.label.strip()]
    attribute = Attribute(
        key="preview",
        label=told.get("label") or _("Label"),
        help=told.get("help", ""),
        kind=kind,
        choices=[[one.label, one.label] for one in offered] if kind in WITH_CHOICES else [],
        is_required=told.get("is_required", False),
    )
    context = {"preview": _preview(request, attribute)}
    return render(request, f"{TEMPLATE}#preview", context)


def _carried_out(form: Form, verb: Callable[..., Attribute], request: HttpRequest) -> Attribute | None:
    try:
        return verb(actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        show_refusal(form, refusal)
        return None


def _form_page(request: HttpRequest, form: Form, kept: Attribute | None, shown: Attribute) -> HttpResponse:
    context = {
        "tabs": tabs(request),
        "form": form,
        "attribute": kept,
        "kind": attributed_named(kept.applies_to) if kept else None,
        "preview": _preview(request, shown),
    }
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, attribute: Attribute) -> Preview:
    form = Preview(auto_id="preview_%s")
    form.ask_attributes([attribute], request.actor)
    return form
