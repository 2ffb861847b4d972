"""Editing many records of a list: what shall change, what will become of it, and then it is done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.core.plates import Asked, FieldKind
from twofold.ui.formats import number
from twofold.ui.undo import offer_undo
from twofold.workspace.actions.bulk_edit import AT_ONCE, carry_out, start_bulk_edit
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.lists.matching import matching
from twofold.workspace.queries.lists.previews import Preview, preview
from twofold.workspace.queries.lists.scopes import Scope, all_of, ticked
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.queries.lists.wording import written
from twofold.workspace.tasks import carry_out_bulk_edit
from twofold.workspace.web.lists import heads
from twofold.workspace.web.lists.asked import list_url, read_list, who_asks
from twofold.workspace.web.lists.bulk_form import BulkForm
from twofold.workspace.web.lists.cells import writer_of

TEMPLATE = "workspace/web/lists/bulk.html"
STAND_FOR_THEMSELVES = (FieldKind.DATE, FieldKind.MOMENT, FieldKind.NUMBER, FieldKind.MONEY)


@require_POST
def bulk_edit(request: HttpRequest, name: str) -> HttpResponse:
    """First the form, then (``step=preview``) what will change, then (``step=run``) it is done."""
    shown, asked = read_list(request, name), who_asks(request)
    if not shown.listed.is_edited:
        raise NotAllowed(_("This list is only to be read."))
    scope = read_asked_scope(request, shown, asked)
    step = request.POST.get("step", "")
    form = BulkForm(shown.listed, asked, request.POST if step in ("preview", "run", "back") else None)
    if step not in ("preview", "run") or not form.is_valid():
        return _page(request, shown, scope, form, asked, is_wrong=step in ("preview", "run"))
    try:
        if step == "run":
            return _run(request, shown, scope, form, asked)
        told = preview(scope, _chosen(form), asked)
    except BadInput as refusal:
        form.add_error(None, str(refusal.sentence))
        return _page(request, shown, scope, form, asked, is_wrong=True)
    return _page(request, shown, scope, form, asked, preview=_drawn(told, shown, form, asked))


@require_POST
def together(request: HttpRequest, name: str, act: str) -> HttpResponse:
    """Lead the ticked records to the page where something is done with several at once."""
    shown = read_list(request, name)
    ids = ticked(shown.listed, request.POST.getlist("ids")).ids or ()
    route = next((route for key, _label, route, _icon in shown.listed.type.together if key == act), None)
    if route is None:
        raise NotVisible
    return redirect(f"{reverse(route)}?ids={','.join(map(str, ids))}")


def read_asked_scope(request: HttpRequest, shown: Shown, asked: Asked) -> Scope:
    """The ticked records, or with ``scope=all`` all that match."""
    if request.POST.get("scope") == "all":
        return all_of(shown, asked)
    return ticked(shown.listed, request.POST.getlist("ids"))


def _chosen(form: BulkForm) -> dict[str, Any]:
    values = form.values()
    if not values:
        raise BadInput(_("Choose at least one field to change."))
    return values


def _run(request: HttpRequest, shown: Shown, scope: Scope, form: BulkForm, asked: Asked) -> HttpResponse:
    run = start_bulk_edit(scope, _chosen(form), actor=request.actor, now=asked.now)
    if run.total > AT_ONCE:
        carry_out_bulk_edit.enqueue(run_id=run.pk)
        return redirect("workspace:bulk-detail", run.pk)
    run = carry_out(run, actor=request.actor)
    if run.refused:
        messages.warning(request, _told(run))
        return redirect("workspace:bulk-detail", run.pk)
    offer_undo(request, _told(run))
    return redirect(list_url(shown.listed) + shown.address())


def _told(run: BulkRun) -> str:
    if run.refused:
        return ngettext(
            "Done, except for %(count)s record.", "Done, except for %(count)s records.", run.refused
        ) % {"count": number(run.refused)}
    return ngettext("%(count)s record is done.", "%(count)s records are done.", run.done) % {
        "count": number(run.done)
    }


def _page(
    request: HttpRequest,
    shown: Shown,
    scope: Scope,
    form: BulkForm,
    asked: Asked,
    *,
    is_wrong: bool = False,
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "shown": shown,
        "scope": scope,
        "total": scope.count(asked),
        "state": heads.hidden_state(shown),
        **(_all_that_match(shown, asked) if scope.ids is None else {}),
        "back": list_url(shown.listed) + shown.address(),
        **more,
    }
    return render(request, TEMPLATE, context, status=422 if is_wrong and form.errors else 200)


def _all_that_match(shown: Shown, asked: Asked) -> dict[str, Any]:
    """The rules that choose the records, and those that choose nothing because they cannot be used."""
    found = matching(shown, asked)
    return {"chips": heads.chips(shown, found, asked), "problems": heads.problems(shown, found)}


def _drawn(told: Preview, shown: Shown, form: BulkForm, asked: Asked) -> dict[str, Any]:
    """The preview with its values as pages write them."""
    fields = [name for name in form.values() if name in shown.listed.columns]
    writers = {name: writer_of(shown.listed.columns[name], asked) for name in fields}
    new = {name: _in_words(form, name) for name in fields}
    return {
        "told": told,
        "title": _("Each of them") if len(told.rows) == told.will_change else _("Some of them"),
        "labels": [shown.listed.columns[name].label for name in fields],
        "rows": [
            (row.name, [(writers[name](row.old.get(name), None), new[name]) for name in fields])
            for row in told.rows
        ],
    }


def _in_words(form: BulkForm, name: str) -> str:
    edit = form.edits[name]
    act, bound = form.cleaned_data[f"do-{edit.name}"], form[f"to-{edit.name}"]
    if act == "clear":
        return "–"
    choices = dict(getattr(bound.field, "choices", ()))
    to = form.cleaned_data[bound.name]
    values = to if isinstance(to, list) else [to]
    if edit.kind in STAND_FOR_THEMSELVES:
        return written(to)
    if edit.kind == "party" and not choices:
        words = str(bound.value())
    else:
        words = ", ".join(str(choices.get(str(one), choices.get(one, one))) for one in values)
    return {"add": f"+ {words}", "remove": f"− {words}"}.get(act, words)
