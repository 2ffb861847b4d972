"""Notes about a party: a panel of the record page, and a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twofold.conversations.actions.notes import add_note
from twofold.conversations.queries.mentions import bodies_of, mentionable
from twofold.conversations.queries.notes import notes_about, units_to_note_for
from twofold.conversations.web.notes.forms import NoteForm
from twofold.core.access import get_visible
from twofold.core.errors import DomainError, NotVisible
from twofold.core.ids import read_id
from twofold.core.plates import house
from twofold.directory.models import Party
from twofold.ui.shapes import TimelineEntry
from twofold.ui.undo import offer_undo

TEMPLATE = "conversations/web/notes/party_notes.html"
SHOWN = 20


@require_http_methods(["GET", "POST"])
def party_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and write notes about a party."""
    party = get_visible(Party, request.actor, pk)
    units = units_to_note_for(request.actor, pk)
    form = NoteForm(units, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_note(
                party=party,
                unit_id=form.cleaned_data["unit"],
                body=form.cleaned_data["body"],
                actor=request.actor,
                now=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            if not request.htmx:
                offer_undo(request, _("The note is kept. It will never be sent to anyone."))
                return redirect("conversations:party-notes", pk=pk)
            form = NoteForm(units)
    status = 422 if form.errors else 200
    context = {"party": party, "form": form if units else None, "entries": _entries(request.actor, pk)}
    return render(request, TEMPLATE + ("#panel" if request.htmx else ""), context, status=status)


@require_safe
def people(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Colleagues who could read a note here, as one types their name after an @."""
    shown = house().one("search_kinds", lambda one: one.kind == kind)
    if shown is None:
        raise NotVisible
    record = get_visible(shown.model, request.actor, pk)
    unit = read_id(request.GET.get("unit", "") or str(getattr(record, "unit_id", "")))
    found = []
    if unit is not None and request.actor.level_in(unit):
        found = mentionable(record, unit, request.GET.get("q", ""), request.actor)
    return render(request, "conversations/web/notes/people.html", {"people": found})


def _entries(actor, party_id: int) -> list[TimelineEntry]:
    notes = list(notes_about(actor, party_id)[:SHOWN])
    bodies = bodies_of(notes, actor)
    return [
        TimelineEntry(
            sentence=_("Note"),
            when=note.created_at,
            who=note.author.name if note.author else "",
            unit=note.unit.party.name,
            body=bodies[note.pk],
            kind="note",
        )
        for note in notes
    ]
