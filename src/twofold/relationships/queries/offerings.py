"""What units offer."""

from dataclasses import dataclass

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.paging import Page, keyset_page
from twofold.relationships.models import Offering


@dataclass(frozen=True)
class OfferingFilters:
    """What a list is narrowed to; empty filters do nothing."""

    side: str = ""
    kind: str = ""
    unit_id: int | None = None
    family_id: int | None = None
    text: str = ""
    with_past: bool = False


def offering_page(actor: Actor, filters: OfferingFilters, token: str = "") -> Page:
    """A page of offerings by name; what is no longer offered is left out unless asked for."""
    offerings = visible_list(Offering, actor).select_related("unit__party", "family")
    exact = {"kind": filters.kind, "unit": filters.unit_id, "family": filters.family_id}
    offerings = offerings.filter(**{name: value for name, value in exact.items() if value})
    if filters.side:
        offerings = offerings.filter(**{f"is_for_{filters.side}": True})
    if filters.text:
        offerings = offerings.filter(name__icontains=filters.text)
    if not filters.with_past:
        offerings = offerings.filter(is_offered=True)
    return keyset_page(offerings, order=("name", "pk"), token=token)
