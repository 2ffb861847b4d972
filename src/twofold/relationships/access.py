"""Who may see whom one serves: the units that serve, and in the portal the customer."""

from django.db.models import Exists, OuterRef, Q

from twofold.core.actor import LEVEL_FOR, ActingSide, Actor, Level
from twofold.core.guard import EVERYTHING, NOTHING
from twofold.directory.access import is_staff
from twofold.directory.models import Party
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Expectation


def relationship_policy(actor: Actor, action: str) -> Q:
    """A relationship is for the unit that serves."""
    return _reach(actor, action, unit="provider_id", customer="customer_id")


def dealing_policy(actor: Actor, action: str) -> Q:
    """A dealing is for the unit that served."""
    return _reach(actor, action, unit="unit_id", customer="relationship__customer_id")


def expectation_policy(actor: Actor, action: str) -> Q:
    """An expectation is for the unit that serves; our evidence and strategy are not the customer's to read."""
    if actor.side == ActingSide.PORTAL:
        return NOTHING
    return _reach(actor, action, unit="relationship__provider_id", customer="")


def evidence_policy(actor: Actor, action: str) -> Q:
    """Seen with its expectation; the record it names is asked for through its own gate."""
    return Q(Exists(Expectation.objects.visible_to(actor, action).filter(pk=OuterRef("expectation_id"))))


def improvement_policy(actor: Actor, action: str) -> Q:
    """An improvement is for the unit that makes it, and for whoever sees to it."""
    level = LEVEL_FOR.get(action)
    if level is None or not actor.is_staff_side:
        return NOTHING
    own = Q(owner_id=actor.person_id) if actor.person_id and is_staff(actor) else NOTHING
    of_unit = Q(unit_id__in=actor.units(level))
    return of_unit | own if level == Level.VIEW else of_unit


def offering_policy(actor: Actor, action: str) -> Q:
    """What is offered is known to all staff; the unit that provides it changes it. Customers see what is offered to them."""
    if actor.side == ActingSide.PORTAL and action == "view":
        is_colleague = Exists(
            Party.objects.system("whether oneself works here").filter(pk=actor.person_id, is_colleague=True)
        )
        return Q(is_offered=True) & (Q(is_for_external=True) | Q(is_for_internal=True) & is_colleague)
    if not is_staff(actor) or action not in LEVEL_FOR:
        return NOTHING
    return EVERYTHING if action == "view" else Q(unit_id__in=actor.units(LEVEL_FOR[action]))


def can_count(actor: Actor, unit_ids: frozenset[int]) -> frozenset[int]:
    """Those of the units whose numbers the actor may read: their own, and with `see_totals` all that no seal hides."""
    own = unit_ids & actor.units(Level.VIEW)
    return own | (unit_ids - unit_tree().behind_seals()) if actor.may("see_totals") else own


def _reach(actor: Actor, action: str, *, unit: str, customer: str) -> Q:
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    if actor.side == ActingSide.PORTAL:
        return Q(**{customer: actor.person_id}) if actor.person_id and level == Level.VIEW else NOTHING
    return Q(**{f"{unit}__in": actor.units(level)})
