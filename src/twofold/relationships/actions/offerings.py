"""Offerings: what a unit provides."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.money import Money
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import require_work_in
from twofold.relationships.models import Offering, OfferingFamily
from twofold.search.actions.index import Entry, index_many
from twofold.timeline.actions.record import record

EDITABLE = (
    "kind",
    "name",
    "code",
    "description",
    "is_for_internal",
    "is_for_external",
    "price_minor",
    "currency",
    "promise_hours",
    "is_offered",
    "family_id",
)


@transaction.atomic
def add_offering(
    *,
    unit_id: int,
    name: str,
    kind: str,
    actor: Actor,
    now: datetime,
    is_for_internal: bool = False,
    is_for_external: bool = False,
    family: OfferingFamily | None = None,
    code: str = "",
    description: str = "",
    price: Money | None = None,
    promise_hours: int | None = None,
) -> Offering:
    """Say that a unit provides something, to one side or to both.

    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: if it is for nobody, or its price is below zero
    :raises Conflict: if the unit has another offering with this code
    """
    require_work_in(actor, unit_id)
    offering = Offering(
        unit_id=unit_id,
        family=family,
        kind=kind,
        name=" ".join(name.split()),
        code=code.strip(),
        description=description,
        is_for_internal=is_for_internal,
        is_for_external=is_for_external,
        promise_hours=promise_hours,
    )
    _set_price(offering, price)
    _require_sound(offering)
    offering.save()
    index_offerings([offering], now=now)
    record(
        "relationships.offering_added",
        subject=offering,
        actor=actor,
        now=now,
        unit_id=unit_id,
        rows=[created(offering)],
    )
    return offering


@transaction.atomic
def edit_offering(
    offering: Offering, *, actor: Actor, now: datetime, price: Money | None, **fields: Any
) -> Offering:
    """Change an offering, or stop offering it (`is_offered`). Dealings of it stay as they are.

    :param fields: any of name, kind, code, description, family, is_for_internal, is_for_external, promise_hours, is_offered
    :raises NotAllowed: if the actor does not work in the unit that provides it
    :raises BadInput: naming the field
    :raises Conflict: if the unit has another offering with this code
    """
    require_work_in(actor, offering.unit_id)
    before = row_values(offering)
    for name, value in fields.items():
        if name != "family" and name not in EDITABLE:
            raise TypeError(f"edit_offering does not change {name}")
        setattr(offering, name, value.strip() if isinstance(value, str) else value)
    _set_price(offering, price)
    _require_sound(offering)
    offering.save()
    index_offerings([offering], now=now)
    record(
        "relationships.offering_edited",
        subject=offering,
        actor=actor,
        now=now,
        unit_id=offering.unit_id,
        changes={name: (before[name], getattr(offering, name)) for name in EDITABLE},
        rows=[changed(offering, before)],
    )
    return offering


def index_offerings(offerings: Iterable[Offering], *, now: datetime) -> None:
    """Let the search find offerings; all staff may know them."""
    index_many(
        Entry(
            "offering",
            offering.pk,
            offering.name,
            now,
            body=" ".join(filter(None, [offering.code, offering.description])),
            scopes=("staff",),
        )
        for offering in offerings
    )


def _set_price(offering: Offering, price: Money | None) -> None:
    if price and price.minor < 0:
        raise BadInput(_("A price cannot be below zero."), field="price")
    offering.price_minor = price.minor if price else None
    offering.currency = price.currency if price else ""


def _require_sound(offering: Offering) -> None:
    if not offering.name:
        raise BadInput(_("An offering needs a name."), field="name")
    if not (offering.is_for_internal or offering.is_for_external):
        raise BadInput(_("Choose whom it is for: internal customers, external ones, or both."), field="sides")
    taken = Offering.objects.system("codes are unique in a unit").filter(
        unit_id=offering.unit_id, code=offering.code
    )
    if offering.code and taken.exclude(pk=offering.pk).exists():
        raise Conflict(
            _("The unit has another offering with the code %(code)s.") % {"code": offering.code}, field="code"
        )
