"""What is done with an attribute by a button: moving it, making it filterable, retiring it, deleting it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.accounts.access import require_administrator
from twofold.core.errors import DomainError
from twofold.directory.actions.attribute_index import make_filterable, make_unfilterable
from twofold.directory.actions.attribute_life import (
    bring_back_attribute,
    delete_attribute,
    move_attribute,
    retire_attribute,
)
from twofold.directory.models import Attribute


@require_POST
def attribute_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an attribute up or down."""
    return _decide(request, pk, move_attribute, "", up="up" in request.POST)


@require_POST
def attribute_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an attribute filterable, or filterable no more (``on=0``)."""
    if request.POST.get("on") == "0":
        return _decide(request, pk, make_unfilterable, _("It can be filtered by no more."))
    return _decide(request, pk, make_filterable, _("It will be filterable in a moment."))


@require_POST
def attribute_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Retire an attribute, or bring it back (``back=1``)."""
    if request.POST.get("back") == "1":
        return _decide(request, pk, bring_back_attribute, _("It is back, with its values."))
    return _decide(request, pk, retire_attribute, _("It is shown nowhere any more. Its values are kept."))


@require_POST
def attribute_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an attribute that no record uses."""
    return _decide(request, pk, delete_attribute, _("Deleted."))


def _decide(request: HttpRequest, pk: int, verb: Callable, done: str, **values: object) -> HttpResponse:
    require_administrator(request.actor)
    attribute = get_object_or_404(Attribute, pk=pk)
    try:
        verb(attribute, actor=request.actor, now=timezone.now(), **values)
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        if done:
            messages.success(request, done)
    return redirect("accounts:attribute-list")
