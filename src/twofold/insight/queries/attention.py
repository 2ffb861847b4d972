"""What needs attention now: read live, through the gate of whoever looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.cases.queries.names_at import named_customers
from twofold.core.actor import Actor
from twofold.relationships.models import Expectation, Side

UTC = ZoneInfo("UTC")
SPARED = 2
"""Places kept for expectations, however many promises are broken."""


@dataclass(frozen=True)
class Attention:
    """One thing to look at.

    :param since: the moment at which it became pressing
    """

    title: str
    why: str
    url: str
    icon: str
    since: datetime


@dataclass(frozen=True)
class ChainLink:
    """Open work inside for which customers outside are waiting."""

    internal: str
    external: str
    count: int
    url: str


def needs_attention(
    actor: Actor, units: Iterable[int], side: str, *, now: datetime, limit: int = 6
) -> list[Attention]:
    """Broken promises first, the longest broken before the others; then expectations that are unmet or due for review."""
    late = _late_cases(actor, units, side, now, limit)
    pressing = _pressing_expectations(actor, units, side, now, limit)
    return [*late[: limit - min(len(pressing), SPARED)], *pressing][:limit]


def _late_cases(actor: Actor, units: Iterable[int], side: str, now: datetime, limit: int) -> list[Attention]:
    late = list(
        Case.objects.visible_to(actor)
        .filter(state=Case.State.OPEN, promised_at__lt=now, unit_id__in=units, relationship__side=side)
        .select_related("relationship__customer")
        .order_by("promised_at", "pk")[:limit]
    )
    names = named_customers(late, actor)
    return [
        Attention(
            title=case.title,
            why=_late_for(names.get(case.relationship.customer_id)),
            url=reverse("cases:case-detail", args=[case.pk]),
            icon="clock-exclamation",
            since=case.promised_at,
        )
        for case in late
    ]


def _late_for(customer: str | None) -> str:
    return _("Late for %(customer)s") % {"customer": customer} if customer else _("Late")


def _pressing_expectations(
    actor: Actor, units: Iterable[int], side: str, now: datetime, limit: int
) -> list[Attention]:
    unmet = Q(state=Expectation.State.UNMET)
    due = Q(review_on__lte=now.date()) & ~Q(state=Expectation.State.WITHDRAWN)
    pressing = (
        Expectation.objects.visible_to(actor)
        .filter(unmet | due, relationship__provider_id__in=units, relationship__side=side)
        .filter(importance__gte=Expectation.Importance.IMPORTANT)
        .select_related("relationship__customer")
        .order_by("-importance", "changed_at", "pk")[:limit]
    )
    return [
        Attention(
            title=expectation.statement,
            why=_reason(expectation) % {"customer": expectation.relationship.customer.name},
            url=reverse("relationships:relationship-detail", args=[expectation.relationship_id]),
            icon="target",
            since=_pressing_since(expectation),
        )
        for expectation in pressing
    ]


def _reason(expectation: Expectation) -> str:
    if expectation.state == Expectation.State.UNMET:
        return _("Unmet expectation of %(customer)s")
    return _("Review what %(customer)s expects")


def _pressing_since(expectation: Expectation) -> datetime:
    if expectation.state == Expectation.State.UNMET or expectation.review_on is None:
        return expectation.changed_at
    return datetime.combine(expectation.review_on, time(), UTC)


def chain_links(actor: Actor, units: Iterable[int], *, limit: int = 5) -> list[ChainLink]:
    """Which unit inside keeps which unit's customers outside waiting: open internal cases under external ones."""
    pairs = (
        Case.objects.visible_to(actor)
        .filter(state=Case.State.OPEN, relationship__side=Side.INTERNAL)
        .filter(
            parent__state=Case.State.OPEN, parent__relationship__side=Side.EXTERNAL, parent__unit_id__in=units
        )
        .values("unit_id", "unit__party__name", "parent__unit__party__name")
        .annotate(waiting=Count("parent_id", distinct=True))
        .order_by("-waiting", "unit__party__name", "parent__unit__party__name")[:limit]
    )
    return [
        ChainLink(
            internal=pair["unit__party__name"],
            external=pair["parent__unit__party__name"],
            count=pair["waiting"],
            url=f"{reverse('lists:case')}?unit={pair['unit_id']}&side={Side.INTERNAL}",
        )
        for pair in pairs
    ]
