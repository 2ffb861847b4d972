"""Beginning to serve someone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import changed, row_values
from twofold.directory.access import require_work_in
from twofold.directory.actions.known_to import make_known
from twofold.directory.models import Party
from twofold.relationships.models import Relationship, RelationshipKind, Side
from twofold.timeline.actions.record import record

KINDS_OF_SIDE = {
    Side.EXTERNAL: (
        RelationshipKind.CONSUMER,
        RelationshipKind.BUSINESS,
        RelationshipKind.INTERMEDIARY,
        RelationshipKind.PARTNER,
    ),
    Side.INTERNAL: (
        RelationshipKind.COLLEAGUE,
        RelationshipKind.UNIT,
        RelationshipKind.STAKEHOLDER,
        RelationshipKind.INTERMEDIARY,
        RelationshipKind.PARTNER,
    ),
}


@transaction.atomic
def open_relationship(
    *, provider_id: int, customer: Party, side: str, kind: str = "", actor: Actor, now: datetime
) -> Relationship:
    """Begin to serve a customer on one side, or find that the unit already does.

    The side is chosen, never derived: a distributor may be an internal customer of Logistics and an external one of
    Sales. The unit knows the party from then on. A job (an import, a listener) may act in its unit's name.

    :param kind: left out, what such a party usually is on that side
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: if the kind does not belong to the side, or the unit would serve itself
    """
    require_work_in(actor, provider_id)
    kind = checked_kind(kind or usual_kind(side, customer.kind), side)
    if customer.pk == provider_id:
        raise BadInput(_("A unit cannot be its own customer. Choose another customer."), field="customer")
    relationship, is_new = Relationship.objects.system("the actor works in the unit").get_or_create(
        provider_id=provider_id, customer=customer, side=side, defaults={"kind": kind, "opened_at": now}
    )
    if is_new:
        make_known([customer.pk], provider_id)
        record(
            "relationships.relationship_opened",
            subject=relationship,
            actor=actor,
            now=now,
            unit_id=provider_id,
            parties=[customer.pk],
            details={"side": side, "kind": kind, "provider": provider_id},
        )
    return relationship


@transaction.atomic
def change_kind(relationship: Relationship, *, kind: str, actor: Actor, now: datetime) -> Relationship:
    """Say that the customer is of another kind. The side stays: serving the other side is another relationship.

    :raises NotAllowed: if the actor does not work in the unit that serves
    :raises BadInput: if the kind does not belong to the side
    """
    require_work_in(actor, relationship.provider_id)
    old, new = relationship.kind, checked_kind(kind, relationship.side)
    if old == new:
        return relationship
    before = row_values(relationship)
    relationship.kind = new
    relationship.save(update_fields=["kind"])
    record(
        "relationships.kind_changed",
        subject=relationship,
        actor=actor,
        now=now,
        unit_id=relationship.provider_id,
        parties=[relationship.customer_id],
        changes={"kind": (old, new)},
        rows=[changed(relationship, before)],
    )
    return relationship


def checked_kind(kind: str, side: str) -> RelationshipKind:
    """The kind, if it is one of that side's.

    :raises BadInput: naming the field
    """
    if side not in Side.values:
        raise BadInput(_("Choose the side: internal or external."), field="side")
    if kind not in KINDS_OF_SIDE[Side(side)]:
        raise BadInput(
            _("%(kind)s customers are not on the %(side)s side. Choose one of: %(kinds)s.")
            % {
                "kind": dict(RelationshipKind.choices).get(kind, kind),
                "side": Side(side).label.lower(),
                "kinds": ", ".join(str(known.label) for known in KINDS_OF_SIDE[Side(side)]),
            },
            field="kind",
        )
    return RelationshipKind(kind)


def usual_kind(side: str, party_kind: str) -> str:
    """What a person, an organisation or a unit usually is on a side."""
    if side == Side.INTERNAL:
        return {Party.Kind.PERSON: RelationshipKind.COLLEAGUE, Party.Kind.UNIT: RelationshipKind.UNIT}.get(
            party_kind, RelationshipKind.STAKEHOLDER
        )
    return RelationshipKind.CONSUMER if party_kind == Party.Kind.PERSON else RelationshipKind.BUSINESS
