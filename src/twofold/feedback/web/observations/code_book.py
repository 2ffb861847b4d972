"""The code book of each unit: what is counted under which word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import change_visible, get_visible
from twofold.core.errors import NotVisible
from twofold.core.ids import read_id
from twofold.directory.access import require_staff
from twofold.feedback.actions.observations.code_book import add_code, change_code
from twofold.feedback.models import ObservationCode
from twofold.feedback.queries.observations.code_book import books_of
from twofold.feedback.web.observations.forms import ChangeCodeForm, CodeForm
from twofold.ui.undo import offer_undo

FOLDER = "feedback/web/observations/"


@require_http_methods(["GET", "POST"])
def code_list(request: HttpRequest) -> HttpResponse:
    """The code books of one's units; a word is added below each."""
    require_staff(request.actor)
    books, broken, unit = books_of(request.actor), None, None
    if request.method == "POST":
        unit = read_id(request.POST.get("unit", ""))
        if unit not in {book.unit_id for book in books}:
            raise NotVisible
        broken = CodeForm(request.POST, prefix=f"u{unit}")
        given = broken.cleaned_data if broken.is_valid() else {}
        if broken.carried_out(add_code, unit_id=unit, actor=request.actor, now=timezone.now(), **given):
            offer_undo(request, _("It stands in the code book."))
            return redirect("feedback:code-list")
    forms = {
        book.unit_id: broken if broken and book.unit_id == unit else CodeForm(prefix=f"u{book.unit_id}")
        for book in books
        if book.may_work
    }
    context = {"books": [(book, forms.get(book.unit_id)) for book in books]}
    return render(request, f"{FOLDER}code_list.html", context, status=422 if broken else 200)


@require_http_methods(["GET", "POST"])
def code_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Define a word anew, or use it no more."""
    code = get_visible(ObservationCode, request.actor, pk, "work")
    held = {"name": code.name, "definition": code.definition, "is_used": code.is_used}
    form = ChangeCodeForm(request.POST or None, initial=held)
    if request.method == "POST":
        with change_visible(ObservationCode, request.actor, pk) as locked:
            given = form.cleaned_data if form.is_valid() else {}
            kept = form.carried_out(
                change_code, code=locked, actor=request.actor, now=timezone.now(), **given
            )
        if kept:
            offer_undo(request, _("The code book is changed."))
            return redirect("feedback:code-list")
    context = {"code": code, "form": form}
    return render(request, f"{FOLDER}code_edit.html", context, status=422 if form.errors else 200)
