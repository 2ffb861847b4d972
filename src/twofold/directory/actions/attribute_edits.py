"""Values of attributes for many records at once, as lists edit them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.money import Money
from twofold.core.plates import Amended, Attributed, RowChange
from twofold.directory.actions.attribute_entries import keep_entries
from twofold.directory.actions.set_attributes import require_known_parties, settled
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_values import Kept
from twofold.directory.queries.attribute_lists import attribute_id
from twofold.directory.queries.attributes import attributes_of, kind_of, kinds_of, registry


class AttributeEdit:
    """What shall be said of records of a model in some of their attributes.

    :param values: name of a list's field → value; fields that are no attributes are left to others
    :raises BadInput: if a value names a party whom the actor does not know
    """

    def __init__(self, values: Mapping[str, Any], actor: Actor) -> None:
        named = {attribute_id(name): value for name, value in values.items()}
        every = registry().by_id
        self.given = {every[pk]: value for pk, value in named.items() if pk in every}
        told = {str(one.pk): value for one, value in self.given.items()}
        require_known_parties(self.given, [({}, told)], actor)

    def of(self, record: models.Model) -> dict[str, Kept]:
        """All attributes of a record afterwards.

        :raises BadInput: if the record has no such attribute, or must not be without one
        """
        if not self.given:
            return record.attributes
        kind = kind_of(record)
        known = {one.key: one for one in attributes_of(kind.name)}
        values = {}
        for attribute, value in self.given.items():
            if attribute.key not in known or known[attribute.key].pk != attribute.pk:
                raise BadInput(_no_such(attribute, kind))
            values[attribute.key] = _plain(value, record.attributes.get(str(attribute.pk)))
        return settled(known, values, record.attributes)


def renew_attribute_entries(model: type[models.Model], changes: Sequence[RowChange]) -> None:
    """Keep the index in step with what was written to the records' attributes."""
    written = {change.pk: change.new["attributes"] for change in changes if "attributes" in change.new}
    if written:
        keep_entries([kind.name for kind in kinds_of(model)], written)


def _plain(value: Any, kept: Kept | None) -> Any:
    if isinstance(value, Amended):
        return value.of(kept or ())
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    return value


def _no_such(attribute: Attribute, kind: Attributed) -> str:
    return _("“%(label)s” is not asked of this kind of record (%(kind)s).") % {
        "label": attribute.label,
        "kind": str(kind.label).lower(),
    }
