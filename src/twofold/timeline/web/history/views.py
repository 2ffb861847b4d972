"""The history of a record's fields, for the rooms whose records have one: they ask the gate, and name what belongs to it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from twofold.core.ids import read_id
from twofold.core.plates import house
from twofold.timeline.queries.history import FieldChange, History, Rows, SayPart, field_history
from twofold.timeline.queries.look_ups import may_ask_about


def record_history(
    request: HttpRequest,
    *,
    name: str,
    back_url: str,
    rows: Rows,
    say_part: SayPart,
    noted_in: int | None = None,
) -> HttpResponse:
    """The page, newest first; ``?field=`` narrows it to one field, ``?before=`` goes on.

    :param rows: the record's own row first
    :param noted_in: the unit in which looks at the record are noted
    """
    before, field = request.GET.get("before", ""), request.GET.get("field", "")
    history = field_history(
        rows,
        request.actor,
        say_part=say_part,
        before=read_id(before),
        field=field,
    )
    desk = house().undo_desk()
    offered = desk.offered(request.actor, {change.event_id for change in history.changes}) if desk else ()
    context = {
        "name": name,
        "back_url": back_url,
        "history": history,
        "looks_url": _looks_url(rows) if noted_in and may_ask_about(request.actor, noted_in) else "",
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


def _looks_url(rows: Rows) -> str:
    """Who looked at the record whose rows these are."""
    model, ids = next(iter(rows.items()))
    asked = {"kind": model._meta.label_lower, "record": next(iter(ids))}
    return f"{reverse('timeline:look-up-list')}?{urlencode(asked)}"
