"""How the desk answers an act: a page for browsers without scripts, a part of it and a toast for htmx."""

import json
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from twofold.core.acts import noted_acts
from twofold.core.errors import DomainError
from twofold.core.plates import house
from twofold.ui.undo import offer_undo

CHANGED = "inbox:changed"
"""The event by which a list of conversations hears that it is out of date."""
OVER = "conversation:over"
"""The event by which the page hears that a conversation asks for nothing more, and may open the next."""


def said(
    request: HttpRequest, answer: HttpResponse, sentence: str, *, undo: str = "", over: int | None = None
) -> HttpResponse:
    """The part of a page, with a toast that says what is done and offers to take it back.

    :param undo: where, if not at the desk where acts are taken back
    :param over: id of a conversation that asks for nothing more
    """
    acts, desk = noted_acts(), house().undo_desk()
    undo = undo or (reverse(desk.url_name, args=[acts[-1]]) if acts and desk else "")
    told: dict[str, object] = {"toast": {"text": str(sentence), "tone": "success", "undo": undo}}
    told |= {OVER: {"id": over}} if over else {}
    answer["HX-Trigger"] = json.dumps(told | {CHANGED: True})
    return answer


def carried_out(request: HttpRequest, verb: Callable[..., object], done: str) -> bool:
    """Do something and leave a message about it, or about why it was refused, for the next page."""
    try:
        verb(actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return False
    offer_undo(request, done)
    return True


def read_moment(text: str) -> datetime | None:
    """What a field for a local moment says, or None."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return read if timezone.is_aware(read) else timezone.make_aware(read)
