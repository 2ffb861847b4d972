"""Doing one thing with several conversations at once: all of them, or those that allow it, and why not the others."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.conversations.actions import conversations as verbs
from twofold.conversations.actions.merge import merge_conversations
from twofold.conversations.models import Conversation
from twofold.conversations.queries.snoozing import moment_of
from twofold.conversations.web.answers import read_moment
from twofold.core.access import visible_list
from twofold.core.errors import BadInput, DomainError
from twofold.core.ids import read_id
from twofold.ui.undo import offer_undo

MOST = 100
Act = Callable[..., object]
ACTS: dict[str, Act] = {
    "close": verbs.close_conversation,
    "open": verbs.open_conversation,
    "spam": verbs.mark_spam,
}
ASSIGN, SNOOZE = "assign:", "snooze:"
"""Before the id of whoever looks after them from now on, or nobody's; before the name of a moment, or none."""


def act_on_many(request: HttpRequest) -> None:
    """Carry out what was chosen, and leave a message for the next page."""
    ids = [read_id(text) or 0 for text in request.POST.getlist("ids")][:MOST]
    rows = visible_list(Conversation, request.actor).filter(pk__in=ids).order_by("last_message_at", "pk")
    found = list(rows)
    if not found:
        messages.error(request, _("Tick the conversations first."))
        return
    act = request.POST.get("act", "")
    if act == "merge":
        _merge(request, found)
    elif act == "take":
        _assign(request, found, request.actor.person_id)
    elif act.startswith(ASSIGN):
        _assign(request, found, read_id(act.removeprefix(ASSIGN)))
    elif act.startswith(SNOOZE):
        _snooze(request, found, act.removeprefix(SNOOZE))
    elif act in ACTS:
        _each(request, found, ACTS[act])


def _assign(request: HttpRequest, found: list[Conversation], person: int | None) -> None:
    _each(request, found, lambda one, **who: verbs.assign_conversation(one, person_id=person, **who))


def _snooze(request: HttpRequest, found: list[Conversation], preset: str) -> None:
    """Each until the moment that fits the hours of its unit, or all until one that was typed."""
    typed = read_moment(request.POST.get("until", ""))

    def snooze(one: Conversation, **who) -> None:
        until = typed if not preset else moment_of(preset, one.unit_id, who["now"])
        if until is None:
            raise BadInput(_("Choose until when."))
        verbs.snooze_conversation(one, until=until, **who)

    _each(request, found, snooze)


def _merge(request: HttpRequest, found: list[Conversation]) -> None:
    """Into the oldest of them."""
    into = min(found, key=lambda one: (one.started_at, one.pk))
    try:
        merge_conversations(found, into=into, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        offer_undo(request, _("Merged. Replies to any of them arrive in one place from now on."))


def _each(request: HttpRequest, found: list[Conversation], act: Act) -> None:
    refused, done = [], 0
    for one in found:
        try:
            with transaction.atomic():
                act(one, actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            refused.append(refusal.sentence)
        else:
            done += 1
    if refused:
        messages.error(request, refused[0])
    if done:
        offer_undo(
            request,
            ngettext("Done with %(count)d conversation.", "Done with %(count)d conversations.", done)
            % {"count": done},
        )
