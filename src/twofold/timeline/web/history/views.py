"""The history of a record's fields, for the rooms whose records have one: they ask the gate, and name what belongs to it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from twofold.core.plates import house
from twofold.timeline.queries.history import FieldChange, History, Rows, SayPart, field_history


def record_history(
    request: HttpRequest, *, name: str, back_url: str, rows: Rows, say_part: SayPart
) -> HttpResponse:
    """The page, newest first; ``?field=`` narrows it to one field, ``?before=`` goes on."""
    before, field = request.GET.get("before", ""), request.GET.get("field", "")
    history = field_history(
        rows,
        request.actor,
        say_part=say_part,
        before=int(before) if before.isdecimal() else None,
        field=field,
    )
    desk = house().undo_desk()
    offered = desk.offered(request.actor, {change.event_id for change in history.changes}) if desk else ()
    context = {
        "name": name,
        "back_url": back_url,
        "history": history,
        "field": field,
        "field_label": history.fields.get(field, ""),
        "lines": _lines(history, {event: reverse(desk.url_name, args=[event]) for event in offered}),
        "older_url": f"?{urlencode({'before': history.before, 'field': field})}" if history.before else "",
    }
    return render(request, "timeline/web/history/record_history.html", context)


def _lines(history: History, undo: Mapping[int, str]) -> list[tuple[FieldChange, str]]:
    """Each change with where its act is taken back, said once for each act."""
    left = dict(undo)
    return [(change, left.pop(change.event_id, "")) for change in history.changes]
