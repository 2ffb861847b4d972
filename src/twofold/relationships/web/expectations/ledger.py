"""The ledger of expectations: each statement once, with how many customers make it and how it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.actor import Level
from twofold.directory.web.forms import unit_choices
from twofold.relationships.models import Side
from twofold.relationships.queries.expectations import ExpectationFilters, ledger
from twofold.relationships.web.addresses import asked_id, asked_one_of, asked_side, chosen, query
from twofold.ui.chips import STATES

SHOWN_STATES = ("unmet", "at_risk", "met")


@require_GET
def expectation_ledger(request: HttpRequest) -> HttpResponse:
    """What customers on both sides expect, most often unmet first; one statement opens the list of those who make it."""
    today = timezone.now().date()
    is_due = bool(request.GET.get("due"))
    filters = ExpectationFilters(
        side=asked_side(request),
        unit_id=asked_id(request, "unit"),
        state=asked_one_of(request, "state", list(SHOWN_STATES)),
        due_by=today if is_due else None,
    )
    narrowed = {"side": filters.side, "unit": filters.unit_id, "state": filters.state}
    values = {**narrowed, "due": "1" if is_due else ""}
    units = unit_choices(request.actor, Level.VIEW)
    rows = list(ledger(request.actor, filters))
    for row in rows:
        row["url"] = reverse("lists:expectation") + query({**narrowed, "statement": row["statement"]})
    context = {
        "filters": filters,
        "is_due": is_due,
        "sides": Side.choices,
        "states": [(state, STATES[state].label) for state in SHOWN_STATES],
        "units": units,
        "rows": rows,
        "chosen": chosen(
            values,
            {
                "side": (_("Side"), dict(Side.choices).get(filters.side)),
                "unit": (_("Unit"), dict(units).get(filters.unit_id, "–").strip()),
                "state": (_("State"), filters.state and STATES[filters.state].label),
                "due": (_("Only"), _("due for review")),
            },
        ),
    }
    return render(request, "relationships/web/expectations/expectation_ledger.html", context)
