"""What every change of an attribute has in common: who may, what must hold, how it is saved and recorded."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from twofold.core.access import require_capability
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import changed
from twofold.directory.access import is_house
from twofold.directory.actions.attribute_entries import hold_attributes
from twofold.directory.models import Attribute
from twofold.directory.models.attribute import new_stamp
from twofold.directory.models.attribute_values import Kind
from twofold.timeline.actions.record import record


def require_attributes(actor: Actor) -> None:
    """Refuse whoever may not decide which fields records have.

    :raises NotAllowed: with a sentence
    """
    if not is_house(actor):
        require_capability(actor, "administer", _("Only administrators decide which fields records have."))


def changeable(attribute: Attribute, actor: Actor) -> Attribute:
    """The attribute as it is now, held until the transaction ends, while nobody writes values.

    :raises NotAllowed: if the actor does not administer
    """
    require_attributes(actor)
    hold_attributes()
    return Attribute.objects.select_for_update().get(pk=attribute.pk)


def save_attribute(
    attribute: Attribute, before: dict[str, object], verb: str, actor: Actor, now: datetime
) -> Attribute:
    """Save a change under a new stamp and record ``directory.attribute_<verb>``; nothing where nothing differs."""
    change = changed(attribute, before)
    if change.new:
        attribute.stamp = new_stamp()
        attribute.save()
        record_attribute(verb, attribute, actor, now, [change])
    return attribute


def record_attribute(
    verb: str, attribute: Attribute, actor: Actor, now: datetime, rows: Sequence[RowChange] = ()
) -> None:
    """Record ``directory.attribute_<verb>``, as an event of the settings."""
    record(
        f"directory.attribute_{verb}",
        subject=attribute,
        actor=actor,
        now=now,
        unit_id=None,
        details={"applies_to": attribute.applies_to, "key": attribute.key},
        rows=rows,
    )


def require_free(attribute: Attribute) -> None:
    """Refuse a key or a label that another attribute of these records has.

    :raises Conflict: naming the field
    """
    others = Attribute.objects.filter(applies_to=attribute.applies_to).exclude(pk=attribute.pk)
    if others.filter(key=attribute.key).exists():
        text = _("Another attribute has the key “%(key)s”, perhaps a retired one. Choose another key.")
        raise Conflict(text % {"key": attribute.key}, field="key")
    if others.filter(label__iexact=attribute.label, retired_at=None).exists():
        text = _("Another attribute is called “%(label)s”. Choose another label.")
        raise Conflict(text % {"label": attribute.label}, field="label")


def refuse_sensitive_filter(attribute: Attribute) -> None:
    """Refuse what would let people be looked up by something sensitive.

    :raises BadInput: then
    """
    if attribute.is_sensitive and attribute.index != Attribute.Index.NONE and attribute.kind != Kind.PARTY:
        text = _("Nobody is looked up by something sensitive: it cannot be filterable as well.")
        raise BadInput(text, field="is_sensitive")
