"""What becomes of attributes: their order, retiring them and bringing them back, deleting those that nobody uses."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.core.rows import row_values
from twofold.directory.actions.attribute_rules import (
    changeable,
    record_attribute,
    require_free,
    save_attribute,
)
from twofold.directory.models import Attribute
from twofold.directory.models.attribute import new_stamp
from twofold.directory.queries.attribute_use import is_used


@transaction.atomic
def move_attribute(attribute: Attribute, *, up: bool, actor: Actor, now: datetime) -> Attribute:
    """Change places with the neighbour above or below; at the end nothing happens.

    :raises NotAllowed: if the actor does not administer
    """
    attribute = changeable(attribute, actor)
    order = list(Attribute.objects.filter(applies_to=attribute.applies_to, retired_at=None))
    order.sort(key=lambda one: (one.position, one.pk))
    place = order.index(attribute) if attribute in order else -1
    other = place - 1 if up else place + 1
    if place < 0 or not 0 <= other < len(order):
        return attribute
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, start=1):
        moved = Attribute.objects.filter(pk=one.pk).exclude(position=position)
        moved.update(position=position, stamp=new_stamp())
    record_attribute("moved", attribute, actor, now)
    return attribute


@transaction.atomic
def retire_attribute(attribute: Attribute, *, actor: Actor, now: datetime) -> Attribute:
    """Show an attribute no more. Its values stay, and come back with it.

    :raises NotAllowed: if the actor does not administer
    :raises Conflict: if it is retired already
    """
    attribute = changeable(attribute, actor)
    if attribute.retired_at:
        raise Conflict(_("%(label)s is retired already.") % {"label": attribute.label})
    before = row_values(attribute)
    attribute.retired_at = now
    return save_attribute(attribute, before, "retired", actor, now)


@transaction.atomic
def bring_back_attribute(attribute: Attribute, *, actor: Actor, now: datetime) -> Attribute:
    """Show a retired attribute again, with the values that its records had.

    :raises NotAllowed: if the actor does not administer
    :raises Conflict: if it is in use, or its label is another one's by now
    """
    attribute = changeable(attribute, actor)
    if attribute.retired_at is None:
        raise Conflict(_("%(label)s is in use already.") % {"label": attribute.label})
    require_free(attribute)
    before = row_values(attribute)
    attribute.retired_at = None
    return save_attribute(attribute, before, "brought_back", actor, now)


@transaction.atomic
def delete_attribute(attribute: Attribute, *, actor: Actor, now: datetime) -> None:
    """Delete an attribute that no record uses.

    :raises NotAllowed: if the actor does not administer
    :raises Conflict: if records have values of it
    """
    attribute = changeable(attribute, actor)
    if is_used(attribute):
        text = _(
            "Records have values of %(label)s. Retire it: it is shown nowhere then, and nothing is lost."
        )
        raise Conflict(text % {"label": attribute.label})
    record_attribute("deleted", attribute, actor, now)
    attribute.delete()
