"""Lists of what was dealt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.money import Money
from twofold.core.paging import Page, keyset_page
from twofold.core.plates import TimelineRow
from twofold.relationships.models import Dealing, Relationship
from twofold.ui.formats import money

SHAPES = ("completed", "reversal", "reversed", "uncounted")
LATEST_LINES = 300
"""Orders of a page are nearly always among so many lines: of a customer with more, no others are added up."""


@dataclass(frozen=True)
class DealingFilters:
    """What a list is narrowed to; empty filters do nothing.

    :param shape: ``completed``, ``reversal``, ``reversed`` (in full), or ``uncounted`` (samples and adjustments)
    """

    side: str = ""
    unit_id: int | None = None
    relationship_id: int | None = None
    offering_id: int | None = None
    reference: str = ""
    shape: str = ""
    since: date | None = None
    until: date | None = None


def dealing_page(actor: Actor, filters: DealingFilters, token: str = "", *, size: int = 50) -> Page:
    """A page of dealings, the latest first."""
    dealings = visible_list(Dealing, actor).select_related(
        "relationship__customer", "unit__party", "offering"
    )
    exact = {
        "relationship__side": filters.side,
        "unit": filters.unit_id,
        "relationship": filters.relationship_id,
        "offering": filters.offering_id,
        "reference": filters.reference,
        "happened_on__gte": filters.since,
        "happened_on__lte": filters.until,
    }
    dealings = dealings.filter(**{name: value for name, value in exact.items() if value})
    narrowed = of_shape(dealings, filters.shape)
    return keyset_page(narrowed, order=("happened_at", "pk"), token=token, size=size, descending=True)


def of_shape(dealings: QuerySet[Dealing], shape: str) -> QuerySet[Dealing]:
    """Those of one shape."""
    narrowed = {
        "completed": {"is_completed": True},
        "reversal": {"is_reversal": True},
        "reversed": {"reversed_on__isnull": False},
        "uncounted": {"is_completed": False, "is_reversal": False},
    }
    return dealings.filter(**narrowed.get(shape, {}))


def dealing_timeline(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """What a party was served, one row for all that shares reference and day, the latest first."""
    served = visible_list(Relationship, actor).filter(customer__in=party_ids)
    dealings = visible_list(Dealing, actor).filter(relationship__in=list(served.values_list("pk", flat=True)))
    if before:
        dealings = dealings.filter(happened_at__lt=before)
    latest = list(
        dealings.order_by("-happened_at", "-pk").values_list("happened_at", "happened_on")[:LATEST_LINES]
    )
    if len(latest) < LATEST_LINES:
        return [_row(row) for row in _orders(dealings, limit)]
    since = latest[-1][0]  # what came to its end before that comes after all that did not
    of_those_days = dealings.filter(
        happened_on__gte=min(day for _at, day in latest),
        happened_at__gte=since - timedelta(days=2),  # for the index: a day is never two days from its moments
    )
    rows = _orders(of_those_days, limit)
    if len(rows) < limit or rows[-1]["at"] < since:
        rows = _orders(dealings, limit)
    return [_row(row) for row in rows]


def _orders(dealings: QuerySet[Dealing], limit: int) -> list[dict]:
    """What shares reference and day, the latest first."""
    return list(
        dealings.values(
            "relationship_id",
            "relationship__side",
            "unit_id",
            "reference",
            "happened_on",
            "is_reversal",
            "currency",
        )
        .annotate(
            at=Max("happened_at"),
            latest=Max("pk"),
            lines=Count("pk"),
            worth=Sum("value_minor"),
            name=Max("offering__name"),
        )
        .order_by("-at", "-latest")[:limit]
    )


def _row(row: dict) -> TimelineRow:
    worth = money(Money(row["worth"], row["currency"])) if row["currency"] and row["worth"] else ""
    title = _("Reversed: %(what)s") if row["is_reversal"] else _("Served: %(what)s")
    more = row["lines"] - 1
    name = row["name"] or _("something")
    what = (
        ngettext("%(name)s and %(n)d more", "%(name)s and %(n)d more", more) % {"name": name, "n": more}
        if more
        else name
    )
    return TimelineRow(
        at=row["at"],
        key=f"dealing-{row['latest']:020d}",
        icon="receipt-refund" if row["is_reversal"] else "receipt",
        title=title % {"what": what},
        body=" · ".join(filter(None, [row["reference"], worth])),
        url=reverse("relationships:relationship-detail", args=[row["relationship_id"]]),
        unit_id=row["unit_id"],
        side=row["relationship__side"],
    )
