"""Saved replies and macros, in the settings."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.accounts.web.settings.tabs import tabs
from twofold.conversations.actions.macros import save_macro
from twofold.conversations.actions.saved_replies import delete_shared, save_reply
from twofold.conversations.models import Macro, SavedReply
from twofold.conversations.queries.variables import LABELS
from twofold.conversations.web.replies.forms import HOUSE, MacroForm, ReplyForm, values_of
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import DomainError, NotAllowed
from twofold.directory.access import require_staff
from twofold.directory.queries.names import party_names

FORM = "conversations/web/replies/reply_form.html"


@require_safe
def reply_list(request: HttpRequest) -> HttpResponse:
    """What one's units say and do again and again."""
    require_staff(request.actor)
    rows = {
        name: list(
            model.objects.visible_to(request.actor).select_related("unit__party").order_by("name", "pk")
        )
        for name, model in (("replies", SavedReply), ("macros", Macro))
    }
    leads = set(request.actor.units(Level.LEAD)) | ({None} if request.actor.may("administer") else set())
    for row in (*rows["replies"], *rows["macros"]):
        row.may_change = row.unit_id in leads
    context = {"tabs": tabs(request), "may_add": bool(leads), **rows}
    return render(request, "conversations/web/replies/reply_list.html", context)


@require_http_methods(["GET", "POST"])
def reply_new(request: HttpRequest) -> HttpResponse:
    """Write a saved reply."""
    return _write_reply(request, None)


@require_http_methods(["GET", "POST"])
def reply_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it anew."""
    return _write_reply(request, get_visible(SavedReply, request.actor, pk, "lead"))


@require_POST
def reply_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete it."""
    return _delete(request, get_visible(SavedReply, request.actor, pk, "lead"))


@require_http_methods(["GET", "POST"])
def macro_new(request: HttpRequest) -> HttpResponse:
    """Write a macro."""
    return _write_macro(request, None)


@require_http_methods(["GET", "POST"])
def macro_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it anew."""
    return _write_macro(request, get_visible(Macro, request.actor, pk, "lead"))


@require_POST
def macro_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete it."""
    return _delete(request, get_visible(Macro, request.actor, pk, "lead"))


def _write_reply(request: HttpRequest, reply: SavedReply | None) -> HttpResponse:
    initial = {"unit": reply.unit_id or HOUSE, "name": reply.name, "body": reply.body} if reply else {}
    form = ReplyForm(_units(request.actor), request.POST or None, initial=initial)

    def save(**who) -> None:
        save_reply(
            reply, unit_id=form.unit_id, name=form.cleaned_data["name"], body=form.cleaned_data["body"], **who
        )

    return _write(request, form, save, reply, _("A saved reply"))


def _write_macro(request: HttpRequest, macro: Macro | None) -> HttpResponse:
    replies = visible_list(SavedReply, request.actor).order_by("name", "pk").values_list("pk", "name")
    initial = {"unit": macro.unit_id or HOUSE, "name": macro.name, **values_of(macro.steps)} if macro else {}
    form = MacroForm(_units(request.actor), replies, request.POST or None, initial=initial)

    def save(**who) -> None:
        save_macro(macro, unit_id=form.unit_id, name=form.cleaned_data["name"], steps=form.steps(), **who)

    return _write(request, form, save, macro, _("A macro"))


def _write(request: HttpRequest, form: Form, save: Callable[..., None], row, title: str) -> HttpResponse:
    if not form.fields["unit"].choices:
        raise NotAllowed(_("Those who lead a unit write its replies and macros."))
    if row is not None:
        form.fields["unit"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            save(actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("conversations:reply-list")
    context = {
        "tabs": tabs(request),
        "form": form,
        "row": row,
        "title": row.name if row else title,
        "is_macro": isinstance(form, MacroForm),
        "variables": LABELS.items(),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def _delete(request: HttpRequest, row: SavedReply | Macro) -> HttpResponse:
    try:
        delete_shared(row, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Deleted. What was sent from it stays."))
    return redirect("conversations:reply-list")


def _units(actor: Actor) -> list[tuple[str, str]]:
    names = sorted(party_names(actor.units(Level.LEAD), None).items(), key=lambda unit: unit[1].casefold())
    choices = [(str(pk), name) for pk, name in names]
    return [(HOUSE, _("All units")), *choices] if actor.may("administer") else choices
