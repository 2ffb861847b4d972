"""Is it fair: what each stream got of a unit's attention, how long it waited, and what would be otherwise."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from twofold.cases.queries.queue_fairness import QueueFairness, queue_fairness
from twofold.cases.queries.queue_streams import past_the_queue, weights_of
from twofold.cases.web.queue.page import chosen_unit, queue_address, unit_tabs
from twofold.cases.web.queue.what_if import what_if
from twofold.directory.queries.units import unit_tree
from twofold.science.estimates import Estimate
from twofold.science.fairness import JainIndex
from twofold.ui.figures import days
from twofold.ui.formats import number
from twofold.ui.shapes import Figure

WEEKS = (4, 8, 13)
CERTAIN = 0.05


@require_safe
def queue_fairness_page(request: HttpRequest) -> HttpResponse:
    """The report."""
    unit_id = chosen_unit(request.actor, request.GET.get("unit", ""))
    text, now = request.GET.get("weeks", ""), timezone.now()
    weeks = int(text) if text in map(str, WEEKS) else WEEKS[0]
    fair = queue_fairness(unit_id, now=now, weeks=weeks)
    given = request.GET if "more" in request.GET else None
    context = {
        "unit_id": str(unit_id),
        "unit": unit_tree().names[unit_id],
        "units": unit_tabs(request.actor, unit_id, "cases:queue-fairness"),
        "back": queue_address(unit_id),
        "crumbs": [
            {
                "label": _("Queue of %(unit)s") % {"unit": unit_tree().names[unit_id]},
                "url": queue_address(unit_id),
            }
        ],
        "weeks": weeks,
        "choices": _choices(unit_id, weeks),
        "fair": fair,
        "rows": [(one, _hours(one.median), _hours(one.p90)) for one in fair.streams],
        "sides": _sides(fair),
        "of_share": _alike(_("Share of what was asked for"), fair.of_share),
        "of_waits": _alike(_("Waits of nine in ten"), fair.of_waits),
        "past": past_the_queue(unit_id, request.actor, now, weeks),
        "what_if": what_if(fair.asked, weights_of(unit_id), given, now),
        "since": now - timedelta(weeks=weeks),
    }
    return render(request, "cases/web/queue/fairness.html", context)


def _choices(unit_id: int, weeks: int) -> list[dict]:
    address = queue_address(unit_id, "cases:queue-fairness")
    return [
        {
            "label": ngettext("%(n)d week", "%(n)d weeks", one) % {"n": one},
            "url": f"{address}&weeks={one}",
            "active": one == weeks,
        }
        for one in WEEKS
    ]


def _alike(label: str, index: JainIndex) -> Figure:
    meaning = _(
        "Jain’s index: 1 where all streams fare alike, one part of the number of streams where one gets all."
    )
    return Figure(label=label, value=number(index.value, 3), format="text", n=index.n, definition=meaning)


def _hours(estimate: Estimate) -> tuple[str, str]:
    """A wait and its interval, in words."""
    if estimate.point is None:
        return _("not reached yet"), ""
    between = estimate.interval
    ends = (
        between and f"{_long(between.low)} – {_long(between.high) if between.high != float('inf') else '…'}"
    )
    return _long(estimate.point), ends or ""


def _long(hours: float) -> str:
    return days(round(hours / 24, 1)) if hours >= 48 else _("%(n)s h") % {"n": number(hours)}


def _sides(fair: QueueFairness) -> str:
    """Whether the two sides waited alike, in a sentence."""
    p, z = fair.sides.p_value, fair.sides.z
    if p is None:
        return _("Only one side asked: there is nothing to compare.")
    told = {"p": f"{p:.3f}" if p >= 0.001 else "< 0.001"}
    if p >= CERTAIN:
        return (
            _("No detectable difference between the waits of colleagues and customers (log-rank, p = %(p)s).")
            % told
        )
    if z > 0:
        return _("Colleagues waited less than customers (log-rank, p = %(p)s).") % told
    return _("Customers waited less than colleagues (log-rank, p = %(p)s).") % told
