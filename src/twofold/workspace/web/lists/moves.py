"""Moving a card of a board: by an edit where the field is edited, else by the verb that leads into the column."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.core.errors import DomainError, NotVisible
from twofold.core.plates import Asked, AskedWords, FieldKind
from twofold.ui.undo import offer_undo
from twofold.workspace.actions.edit_record import edit_record
from twofold.workspace.queries.lists.moves import require_target
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.web.lists.asked import list_url, read_list, who_asks
from twofold.workspace.web.lists.heads import hidden_state
from twofold.workspace.web.lists.page import body_of
from twofold.workspace.web.lists.toasts import refused, toasted

TEMPLATE = "workspace/web/lists/move.html"
BY_ID = (FieldKind.UNIT, FieldKind.PARTY)


class WordsForm(forms.Form):
    """What a verb wants to be told before a card is moved."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}))

    def __init__(self, wanted: AskedWords, *args: Any) -> None:
        super().__init__(*args)
        self.fields["words"].label = wanted.label
        self.fields["words"].help_text = wanted.help


@require_POST
def card_move(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Move a card, asking first for the words that this takes; a refusal leaves it where it was and says why."""
    shown, asked, to = read_list(request, name), who_asks(request), request.POST.get("to", "")
    row = _row(shown, pk, asked)
    require_target(shown, to, asked)
    try:
        wanted = _wanted(shown, row, to, asked)
        if wanted is None:
            return _done(request, shown, asked, _carry_out(shown, row, to, "", asked))
    except DomainError as refusal:
        return _refused(request, shown, refusal)
    form = WordsForm(wanted, request.POST if "words" in request.POST else None)
    if form.is_valid():
        try:
            sentence = _carry_out(shown, row, to, form.cleaned_data["words"], asked)
        except DomainError as refusal:
            form.add_error("words", refusal.sentence)
        else:
            return _done(request, shown, asked, sentence)
    return _ask(request, shown, form, wanted, {"to": to, "pk": pk})


def _row(shown: Shown, pk: int, asked: Asked) -> Model:
    row = shown.listed.type.rows(asked._replace(side="both")).filter(pk=pk).first()
    if row is None:
        raise NotVisible
    return row


def _wanted(shown: Shown, row: Model, to: str, asked: Asked) -> AskedWords | None:
    move = shown.listed.move(shown.by)
    return move.asks(row, to, asked) if move else None


def _carry_out(shown: Shown, row: Model, to: str, words: str, asked: Asked) -> str:
    """Do it, and say so."""
    move = shown.listed.move(shown.by)
    if move is not None:
        return move.carry_out(row, to, words, asked)
    value = int(to) if to and shown.listed.edits[shown.by].kind in BY_ID else to or None
    edit_record(shown.listed, row.pk, {shown.by: value}, asked)
    return _("Moved.")


def _done(request: HttpRequest, shown: Shown, asked: Asked, sentence: str) -> HttpResponse:
    if request.htmx:
        answer = toasted(body_of(request, shown, asked), sentence)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#list-body", "outerHTML"
        return answer
    offer_undo(request, sentence)
    return redirect(list_url(shown.listed) + shown.address())


def _refused(request: HttpRequest, shown: Shown, refusal: DomainError) -> HttpResponse:
    if request.htmx:
        return refused(refusal.sentence, refusal.status)
    messages.error(request, refusal.sentence)
    return redirect(list_url(shown.listed) + shown.address())


def _ask(
    request: HttpRequest, shown: Shown, form: WordsForm, wanted: AskedWords, about: dict[str, Any]
) -> HttpResponse:
    context = about | {
        "form": form,
        "wanted": wanted,
        "type": shown.listed.type,
        "state": hidden_state(shown),
        "back": list_url(shown.listed) + shown.address(),
    }
    part = "#dialog" if request.htmx else ""
    answer = render(request, TEMPLATE + part, context, status=422 if form.errors else 200)
    if request.htmx:
        answer["HX-Retarget"], answer["HX-Reswap"] = "#move-words", "innerHTML"
    return answer
