"""The timeline of a party, as a panel on other pages and as a page of its own."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotVisible
from twofold.core.plates import TimelineRow, house
from twofold.timeline.queries.timelines import party_timeline as rows_of_party
from twofold.ui.shapes import TimelineEntry

TEMPLATE = "timeline/web/timeline/party_timeline.html"


@require_GET
def party_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened to a party, newest first, as far as the asker may see."""
    name = house().party_names([pk], seen_by=request.actor).get(pk)
    if name is None:
        raise NotVisible
    before = _moment(request.GET.get("before", ""))
    page = rows_of_party(request.actor, house().party_ids(pk), before=before)
    here = reverse("timeline:party-timeline", args=[pk])
    context = {
        "name": name,
        "entries": _entries(page.rows, request),
        "older_url": f"{here}?{urlencode({'before': page.before.isoformat()})}" if page.before else "",
        "is_continued": before is not None,
    }
    part = "#panel" if request.headers.get("HX-Request") else ""
    return render(request, TEMPLATE + part, context)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadInput(_("This address is damaged. Open the timeline again from the record."))


def _entries(rows: list[TimelineRow], request: HttpRequest) -> list[TimelineEntry]:
    side = request.shown_side
    shown = [row for row in rows if side == "both" or row.side in ("", side)]
    undoable = undo_addresses(request.actor, [row.event_id for row in shown if row.event_id])
    names = house().party_names([name for row in shown for name in (row.who_id, row.unit_id)])
    return [
        TimelineEntry(
            sentence=row.title,
            when=row.at,
            icon=row.icon,
            who=names.get(row.who_id, ""),
            unit=names.get(row.unit_id, ""),
            body=row.body,
            url=row.url,
            kind="note" if row.is_note else "event",
            side=row.side,
            undo_url=undoable.get(row.event_id, ""),
        )
        for row in shown
    ]


def undo_addresses(actor: Actor, event_ids: Iterable[int]) -> dict[int, str]:
    """Event → where this person may take it back."""
    desk = house().undo_desk()
    offered = desk.offered(actor, event_ids) if desk else ()
    return {event: reverse(desk.url_name, args=[event]) for event in offered}
