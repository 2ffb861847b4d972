"""Saying that a customer was served, and taking it back."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.money import Money
from twofold.directory.access import require_work_in
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.actions.windows import forget_windows
from twofold.relationships.models import Dealing, Offering, Relationship
from twofold.timeline.actions.record import record

A_DAY_AHEAD = timedelta(days=1)


@transaction.atomic
def record_dealing(
    relationship: Relationship,
    *,
    happened_at: datetime,
    actor: Actor,
    now: datetime,
    offering: Offering | None = None,
    quantity: Decimal | int = 1,
    value: Money | None = None,
    reference: str = "",
) -> Dealing:
    """Record that the customer was served: something bought outside, a service delivered inside.

    :param value: for the whole quantity; None where nothing is paid, as inside
    :param reference: order, invoice or request; what shares it is one
    :raises NotAllowed: if the actor does not work in the unit that serves
    :raises BadInput: if it lies in the future, the quantity is not above zero, the value is below zero, or the offering is not
        the unit's
    """
    require_work_in(actor, relationship.provider_id)
    _require_possible(relationship, happened_at, quantity, offering, now)
    if value and value.minor < 0:
        raise BadInput(
            _("The value cannot be below zero. To take a dealing back, reverse it."), field="value"
        )
    dealing = Dealing.objects.create(
        relationship=relationship,
        unit_id=relationship.provider_id,
        offering=offering,
        happened_at=happened_at,
        happened_on=business_day(happened_at),
        quantity=quantity,
        value_minor=value.minor if value else 0,
        currency=value.currency if value else "",
        reference=reference.strip(),
    )
    return _settle(dealing, "relationships.dealing_recorded", actor, now)


@transaction.atomic
def reverse_dealing(
    dealing: Dealing,
    *,
    actor: Actor,
    now: datetime,
    quantity: Decimal | int | None = None,
    happened_at: datetime | None = None,
    reference: str = "",
) -> Dealing:
    """Record that a dealing was cancelled or returned, wholly or in part. The dealing itself stays.

    :param quantity: how much of it; left out, all that has not been reversed yet
    :returns: the reversal, a dealing of its own
    :raises NotAllowed: if the actor does not work in the unit that served
    :raises Conflict: if nothing is left to reverse
    :raises BadInput: if more is reversed than was dealt, or before it happened
    """
    require_work_in(actor, dealing.unit_id)
    dealing = (
        Dealing.objects.system("the actor works in the unit")
        .select_for_update(of=("self",))
        .get(pk=dealing.pk)
    )
    if dealing.is_reversal:
        raise BadInput(_("A reversal cannot be reversed. Record the dealing anew instead."))
    left = dealing.quantity - reversed_quantity(dealing)
    if left <= 0:
        raise Conflict(_("This dealing has been reversed in full already."))
    taken_back = left if quantity is None else Decimal(quantity)
    if not 0 < taken_back <= left:
        raise BadInput(_("At most %(left)s can be reversed.") % {"left": left.normalize()}, field="quantity")
    happened_at = happened_at or now
    if happened_at < dealing.happened_at:
        raise BadInput(_("It cannot be reversed before it happened."), field="happened_at")
    _require_not_ahead(happened_at, now)
    reversal = Dealing.objects.create(
        relationship_id=dealing.relationship_id,
        unit_id=dealing.unit_id,
        offering_id=dealing.offering_id,
        happened_at=happened_at,
        happened_on=business_day(happened_at),
        quantity=-taken_back,
        value_minor=-round(dealing.value_minor * taken_back / dealing.quantity),
        currency=dealing.currency,
        reference=reference.strip() or dealing.reference,
        is_completed=False,
        is_reversal=True,
        reverses=dealing,
    )
    if taken_back == left:
        dealing.reversed_on = reversal.happened_on
        dealing.save(update_fields=["reversed_on"])
    return _settle(reversal, "relationships.dealing_reversed", actor, now)


def reversed_quantity(dealing: Dealing) -> Decimal:
    """How much of a dealing has been reversed so far."""
    reversals = Dealing.objects.system("sums of the dealing at hand").filter(reverses_id=dealing.pk)
    return -(reversals.aggregate(quantity=Sum("quantity"))["quantity"] or Decimal(0))


def business_day(moment: datetime) -> date:
    """The day on which something counts as having happened: the UTC date."""
    return moment.astimezone(UTC).date()


def _settle(dealing: Dealing, verb: str, actor: Actor, now: datetime) -> Dealing:
    """Bring what rests on dealings up to date, and record. The timeline of the party shows the dealing itself."""
    refresh_sums([dealing.relationship_id])
    forget_windows(since=dealing.happened_on)
    record(
        verb,
        subject=dealing,
        actor=actor,
        now=now,
        unit_id=dealing.unit_id,
        happened_at=dealing.happened_at,
        details={
            "relationship": dealing.relationship_id,
            "offering": dealing.offering_id,
            "reverses": dealing.reverses_id,
        },
    )
    return dealing


def _require_possible(
    relationship: Relationship,
    happened_at: datetime,
    quantity: Decimal | int,
    offering: Offering | None,
    now: datetime,
) -> None:
    _require_not_ahead(happened_at, now)
    if quantity <= 0:
        raise BadInput(
            _("The quantity must be above zero. To take a dealing back, reverse it."), field="quantity"
        )
    if offering and offering.unit_id != relationship.provider_id:
        raise BadInput(
            _("Another unit provides this. Choose an offering of the unit that serves."), field="offering"
        )


def _require_not_ahead(happened_at: datetime, now: datetime) -> None:
    if happened_at > now + A_DAY_AHEAD:
        raise BadInput(
            _("%(day)s lies in the future. A dealing is recorded once it has happened.")
            % {"day": f"{happened_at:%Y-%m-%d}"},
            field="happened_at",
        )
