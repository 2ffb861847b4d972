"""Editing one cell of a list where it stands."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.conflicts import EditedMeanwhile
from twofold.core.errors import DomainError, NotAllowed, NotVisible
from twofold.core.plates import Asked, EditField
from twofold.ui.originals import ORIGINAL, Compared
from twofold.ui.undo import offer_undo
from twofold.workspace.actions.edit_record import edit_record
from twofold.workspace.queries.lists.listed import Listed, listed
from twofold.workspace.queries.lists.values import values_of
from twofold.workspace.web.lists.asked import list_url, who_asks
from twofold.workspace.web.lists.cells import RowWriter, writer_of
from twofold.workspace.web.lists.inputs import input_of, stated
from twofold.workspace.web.lists.toasts import toasted

TEMPLATE = "workspace/web/lists/cell_edit.html"
APART = "no-form"
"""The inputs stand inside the form of the table, and belong to none."""


class CellForm(Compared, forms.Form):
    """The one field of a cell."""

    def __init__(self, edit: EditField, asked: Asked, current: Any, *args: Any) -> None:
        start = {"value": stated(edit, current)}
        super().__init__(*args, initial=start)
        self.fields["value"] = input_of(edit, asked, current=current)
        self.opened_on(start)
        for field in self.fields.values():
            field.widget.attrs["form"] = APART


@require_http_methods(["GET", "POST"])
def cell_edit(request: HttpRequest, name: str, pk: int, field: str) -> HttpResponse:
    """The input in place of the cell; posted, the cell with its new value, or the input with what is wrong."""
    found, asked = listed(name, request.actor), who_asks(request)
    edit, row = found.edits.get(field), _row(found, pk, asked)
    if edit is None or found.type.edit is None or field not in found.columns:
        raise NotAllowed(_("This is not changed here. Open the record."))
    form = CellForm(edit, asked, _current(found, row, field, asked), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _save(found, edit, pk, form, asked)
        except EditedMeanwhile:
            _tell_of_theirs(form, found, _row(found, pk, asked), field, asked)
        except DomainError as refusal:
            form.add_error("value", str(refusal.sentence))
        else:
            return _done(request, found, _row(found, pk, asked), field, asked)
    context = {
        "form": form,
        "edit": edit,
        "listed": found,
        "pk": pk,
        "name": _name(found, row, asked),
        "back": list_url(found),
    }
    part = "#cell" if request.htmx else ""
    return render(request, TEMPLATE + part, context, status=422 if form.errors else 200)


@transaction.atomic
def _save(found: Listed, edit: EditField, pk: int, form: CellForm, asked: Asked) -> None:
    row = _row(found, pk, asked, lock=True)
    form.settle({"value": stated(edit, _current(found, row, edit.name, asked))})
    edit_record(found, pk, {edit.name: form.cleaned_data["value"]}, asked)


def _row(found: Listed, pk: int, asked: Asked, *, lock: bool = False) -> Model:
    rows = found.type.rows(asked).filter(pk=pk)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise NotVisible
    return row


def _current(found: Listed, row: Model, field: str, asked: Asked) -> Any:
    return values_of([row], [found.columns[field]], asked)[field].get(row.pk)


def _name(found: Listed, row: Model, asked: Asked) -> str:
    return str(values_of([row], [found.link], asked)[found.link.name].get(row.pk, ""))


def _tell_of_theirs(form: CellForm, found: Listed, row: Model, field: str, asked: Asked) -> None:
    """Both changed this one value: what was typed stays, and saving once more is a decision."""
    column = found.columns[field]
    content = strip_tags(writer_of(column, asked)(_current(found, row, field, asked), row))
    form.data = form.data.copy()
    form.data[ORIGINAL] = form.token(form.theirs)
    sentence = _("Somebody has changed this to “%(theirs)s” meanwhile. Save once more to have yours.")
    form.add_error("value", sentence % {"theirs": content or "–"})


def _done(request: HttpRequest, found: Listed, row: Model, field: str, asked: Asked) -> HttpResponse:
    sentence = _("Saved.")
    if not request.htmx:
        offer_undo(request, sentence)
        return redirect(list_url(found))
    writer = RowWriter(found, (found.link.name, field), [row], asked)
    return toasted(HttpResponse(writer.cell(found.columns[field], row)), sentence)
