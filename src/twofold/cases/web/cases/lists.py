"""The list of cases."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from twofold.cases.models import Case
from twofold.cases.queries.owed import late, owed_cases
from twofold.cases.queries.rows import case_rows, with_names
from twofold.cases.web.promises import promise_in_words
from twofold.core.actor import Actor
from twofold.core.paging import keyset_page
from twofold.directory.queries.names import party_names
from twofold.relationships.models import Side

TEMPLATE = "cases/web/cases/case_list.html"
COUNTED = 999


@dataclass(frozen=True)
class Filters:
    """What the address of a list asks for."""

    view: str
    side: str
    kind: str
    unit: int | None

    @classmethod
    def read(cls, request: HttpRequest) -> "Filters":
        """The filters of the address; what it does not understand it leaves out."""
        asked, shown = request.GET, request.shown_side
        side = asked.get("side", "")
        unit = asked.get("unit", "")
        return cls(
            view=asked.get("view") if asked.get("view") in VIEWS else "open",
            side=side if side in Side.values else shown if shown in Side.values else "",
            kind=asked.get("kind", "") if asked.get("kind", "") in Case.Kind.values else "",
            unit=int(unit) if unit.isdecimal() else None,
        )

    def query(self, **changes: object) -> str:
        """The address with some filters changed."""
        values = {"view": self.view, "side": self.side, "kind": self.kind, "unit": self.unit} | changes
        return "?" + urlencode({name: value for name, value in values.items() if value})


def _all(actor: Actor, filters: Filters, now: datetime) -> QuerySet[Case]:
    cases = Case.objects.visible_to(actor)
    if filters.side:
        cases = cases.filter(relationship__side=filters.side)
    if filters.kind:
        cases = cases.filter(kind=filters.kind)
    return cases.filter(unit_id=filters.unit) if filters.unit else cases


def _owed(actor: Actor, filters: Filters, now: datetime) -> QuerySet[Case]:
    units = None if filters.unit is None else [filters.unit]
    cases = owed_cases(actor, side=filters.side, unit_ids=units)
    return cases.filter(kind=filters.kind) if filters.kind else cases


VIEWS = {
    "open": _owed,
    "late": lambda actor, filters, now: late(_owed(actor, filters, now), now),
    "mine": lambda actor, filters, now: _owed(actor, filters, now).filter(assignee_id=actor.person_id or 0),
    "unassigned": lambda actor, filters, now: _owed(actor, filters, now).filter(assignee__isnull=True),
    "resolved": lambda actor, filters, now: _all(actor, filters, now).filter(state=Case.State.RESOLVED),
}


@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """Cases as far as the asker may see them: what is owed in the order of promises, what is done by when."""
    filters, now = Filters.read(request), timezone.now()
    cases = with_names(VIEWS[filters.view](request.actor, filters, now))
    is_done = filters.view == "resolved"
    page = keyset_page(
        cases,
        order=("resolved_at", "pk") if is_done else ("due_at", "pk"),
        token=request.GET.get("after", ""),
        descending=is_done,
    )
    units = party_names(request.actor.units(), None)
    context = {
        "filters": filters,
        "tabs": _tabs(request.actor, filters, now),
        "rows": [(row.case, promise_in_words(row.promise)) for row in case_rows(page.rows, now)],
        "before_url": filters.query(after=page.before) if page.before else "",
        "after_url": filters.query(after=page.after) if page.after else "",
        "units": sorted(units.items(), key=lambda unit: unit[1].casefold()),
        "kinds": Case.Kind.choices,
        "sides": Side.choices,
        "chosen": _chosen(filters, units),
        "empty": EMPTY[filters.view],
    }
    return render(request, TEMPLATE + ("#list" if request.htmx else ""), context)


def _tabs(actor: Actor, filters: Filters, now: datetime) -> list[dict]:
    counts = _counts(actor, filters, now)
    return [
        {
            "label": label,
            "url": filters.query(view=view),
            "active": view == filters.view,
            "count": counts.get(view),
        }
        for view, label in (
            ("open", _("Open")),
            ("late", _("Late")),
            ("mine", _("Mine")),
            ("unassigned", _("Unassigned")),
            ("resolved", _("Resolved")),
        )
    ]


def _counts(actor: Actor, filters: Filters, now: datetime) -> dict[str, int | None]:
    """How many each tab of open cases holds: from one look at them, or counted one by one where they are very many."""
    owed = list(_owed(actor, filters, now).values_list("due_at", "assignee_id")[: COUNTED + 1])
    if len(owed) > COUNTED:
        return {
            view: _count(VIEWS[view](actor, filters, now)) for view in ("open", "late", "mine", "unassigned")
        }
    return {
        "open": len(owed),
        "late": sum(due_at < now for due_at, _assignee in owed),
        "mine": sum(assignee == (actor.person_id or 0) for _due_at, assignee in owed),
        "unassigned": sum(assignee is None for _due_at, assignee in owed),
    }


def _count(cases: QuerySet[Case]) -> int | None:
    """How many, if they can be counted at once."""
    count = cases[: COUNTED + 1].count()
    return count if count <= COUNTED else None


def _chosen(filters: Filters, units: dict[int, str]) -> list[dict]:
    chosen = []
    if filters.side:
        chosen.append((_("Side"), Side(filters.side).label, filters.query(side="")))
    if filters.kind:
        chosen.append((_("Kind"), Case.Kind(filters.kind).label, filters.query(kind="")))
    if filters.unit:
        chosen.append((_("Unit"), units.get(filters.unit, "–"), filters.query(unit="")))
    return [dict(zip(("label", "value", "remove_url"), one, strict=True)) for one in chosen]


EMPTY = {
    "open": gettext_lazy("Nothing is owed to anyone."),
    "late": gettext_lazy("No promise has been missed."),
    "mine": gettext_lazy("Nothing waits for you."),
    "unassigned": gettext_lazy("Someone looks after every case."),
    "resolved": gettext_lazy("Nothing has been resolved yet."),
}
