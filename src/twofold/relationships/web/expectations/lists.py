"""The ledger of expectations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.actor import Level
from twofold.core.paging import keyset_page
from twofold.directory.web.forms import unit_choices
from twofold.relationships.models import Expectation, Side
from twofold.relationships.queries.expectations import ExpectationFilters, expectations, ledger
from twofold.relationships.web.addresses import asked_id, asked_one_of, asked_side, chosen, query
from twofold.ui.chips import STATES

SHOWN_STATES = ("unmet", "at_risk", "met")


@require_GET
def expectation_list(request: HttpRequest) -> HttpResponse:
    """What customers on both sides expect, most often unmet first; one statement opens to those who make it."""
    today = timezone.now().date()
    is_due = bool(request.GET.get("due"))
    filters = ExpectationFilters(
        side=asked_side(request),
        unit_id=asked_id(request, "unit"),
        state=asked_one_of(request, "state", list(SHOWN_STATES)),
        statement=request.GET.get("statement", ""),
        due_by=today if is_due else None,
    )
    values = {
        "side": filters.side,
        "unit": filters.unit_id,
        "state": filters.state,
        "statement": filters.statement,
        "due": "1" if is_due else "",
    }
    units = unit_choices(request.actor, Level.VIEW)
    context = {
        "filters": filters,
        "is_due": is_due,
        "sides": Side.choices,
        "states": [(state, STATES[state].label) for state in SHOWN_STATES],
        "units": units,
        "importances": dict(Expectation.Importance.choices),
        "today": today,
        "chosen": chosen(
            values,
            {
                "statement": (_("Expecting"), filters.statement),
                "side": (_("Side"), dict(Side.choices).get(filters.side)),
                "unit": (_("Unit"), dict(units).get(filters.unit_id, "–").strip()),
                "state": (_("State"), filters.state and STATES[filters.state].label),
                "due": (_("Only"), _("due for review")),
            },
        ),
    }
    if filters.statement:
        found = expectations(request.actor, filters).select_related(
            "relationship__customer", "relationship__provider__party"
        )
        page = keyset_page(found, order=("pk",), token=request.GET.get("page", ""))
        context |= {
            "page": page,
            "before_url": query({**values, "page": page.before}) if page.before else "",
            "after_url": query({**values, "page": page.after}) if page.after else "",
        }
    else:
        rows = list(ledger(request.actor, filters))
        for row in rows:
            row["url"] = query({**values, "statement": row["statement"]})
        context["rows"] = rows
    return render(request, "relationships/web/expectations/expectation_list.html", context)
