"""Whether records have values of an attribute."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from twofold.core.rows import every_row
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attributes import attributed_named

REASON = "whether anyone uses an attribute is asked of all records"


def is_used(attribute: Attribute) -> bool:
    """Whether any record has a value."""
    return records_with(attribute).exists()


def records_with(attribute: Attribute) -> QuerySet:
    """The records that have a value. Nothing but the value itself says so, hence all rows are read."""
    kind = attributed_named(attribute.applies_to)
    if kind is None:  # its room has gone
        return Attribute.objects.none()
    return every_row(kind.model, REASON).filter(kind.rows, attributes__has_key=str(attribute.pk))


def used_choices(attribute: Attribute, keys: Collection[str]) -> set[str]:
    """Those of the choices that some record has."""
    if attribute.pk is None:
        return set()
    records = records_with(attribute)
    path = f"attributes__{attribute.pk}"
    if attribute.kind == Kind.CHOICE:
        return {key for key in keys if records.filter(**{path: key}).exists()}
    return {key for key in keys if records.filter(_has(path, key)).exists()}


def _has(path: str, key: str) -> Q:
    """Condition: the list at a path holds a key; written as text, for SQLite knows no containment in JSON."""
    return Q(**{f"{path}__icontains": f'"{key}"'})
