"""The queue of a unit: what is next, what waits, and how attention is divided."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twofold.cases.actions.next_case import next_case
from twofold.cases.actions.queue_state import set_queue
from twofold.cases.models import HandOut, UnitQueue
from twofold.cases.queries.hand_out_words import why_in_words
from twofold.cases.queries.queue_streams import (
    StreamWaiting,
    hand_outs_today,
    queue_units,
    streams_waiting,
    weights_of,
)
from twofold.cases.web.queue.forms import WeightsForm
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed, NotVisible
from twofold.directory.queries.units import unit_tree

TEMPLATE = "cases/web/queue/queue.html"


@dataclass(frozen=True)
class QueuePage:
    """Everything that the page shows.

    :param units: those among which the asker may choose, with their addresses
    :param form: how attention is divided, for who leads
    """

    unit_id: int
    unit: str
    units: list[dict]
    streams: list[StreamWaiting]
    handed: list[tuple[HandOut, str]]
    takes_plain: bool
    form: WeightsForm | None

    @property
    def unit_text(self) -> str:
        """The unit's id as an address says it."""
        return str(self.unit_id)

    @property
    def waiting(self) -> int:
        """How many wait in all, at least."""
        return sum(one.count for one in self.streams)

    @property
    def is_more(self) -> bool:
        """Whether more may wait than were counted."""
        return any(one.is_more for one in self.streams)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits in the queue of a unit."""
    unit_id = chosen_unit(request.actor, request.GET.get("unit", ""))
    return render(request, TEMPLATE, {"page": queue_page(unit_id, request.actor, timezone.now())})


@require_POST
def queue_next(request: HttpRequest) -> HttpResponse:
    """Hand out what is next."""
    unit_id = chosen_unit(request.actor, request.POST.get("unit", ""))
    given = next_case(unit_id, actor=request.actor, now=timezone.now())
    if given is None:
        messages.info(request, _("Nothing waits for you in this queue."))
        return redirect(queue_address(unit_id))
    messages.success(request, _("Yours: %(why)s") % {"why": why_in_words(given)})
    return redirect("cases:case-detail", pk=given.case_id)


@require_POST
def queue_weights(request: HttpRequest) -> HttpResponse:
    """Divide the attention of a unit otherwise."""
    unit_id = chosen_unit(request.actor, request.POST.get("unit", ""))
    form, now = WeightsForm(request.POST), timezone.now()
    if form.carried_out(_set, form=form, unit_id=unit_id, actor=request.actor, now=now):
        messages.success(request, _("Saved. It holds from the next case on."))
        return redirect(queue_address(unit_id))
    page = queue_page(unit_id, request.actor, now, form=form)
    return render(request, TEMPLATE, {"page": page}, status=422)


def queue_page(unit_id: int, actor: Actor, now: datetime, form: WeightsForm | None = None) -> QueuePage:
    """The page of a unit's queue."""
    takes_plain = UnitQueue.objects.filter(unit_id=unit_id, takes_plain=True).exists()
    if form is None and (actor.level_in(unit_id) or 0) >= Level.LEAD:
        form = WeightsForm(initial={"takes_plain": takes_plain, **weights_of(unit_id)})
    return QueuePage(
        unit_id=unit_id,
        unit=unit_tree().names[unit_id],
        units=unit_tabs(actor, unit_id, "cases:queue"),
        streams=streams_waiting(unit_id, actor, now),
        handed=[(one, why_in_words(one)) for one in hand_outs_today(unit_id, actor, now)],
        takes_plain=takes_plain,
        form=form,
    )


def chosen_unit(actor: Actor, text: str) -> int:
    """The unit that an address names, or else the one of the actor's in which most waits.

    :raises NotVisible: if the actor does not work in it
    :raises NotAllowed: if the actor works nowhere
    """
    units = actor.units(Level.WORK)
    if not units:
        raise NotAllowed(_("Only those who work in a unit take from a queue."))
    if not text:
        return queue_units(actor)[0]
    if not (text.isdecimal() and len(text) < 19 and int(text) in units):
        raise NotVisible
    return int(text)


def unit_tabs(actor: Actor, unit_id: int, name: str) -> list[dict]:
    """The units of the actor by name, as choices; none if there is only one."""
    names = unit_tree().names
    mine = sorted(actor.units(Level.WORK), key=lambda one: names[one].casefold())
    return (
        [{"label": names[one], "value": one, "active": one == unit_id} for one in mine]
        if len(mine) > 1
        else []
    )


def queue_address(unit_id: int, name: str = "cases:queue") -> str:
    """Where the queue of a unit is."""
    return f"{reverse(name)}?unit={unit_id}"


def _set(form: WeightsForm, unit_id: int, actor: Actor, now: datetime) -> UnitQueue:
    plain = form.cleaned_data["takes_plain"]
    return set_queue(unit_id, weights=form.weights(), takes_plain=plain, actor=actor, now=now)
