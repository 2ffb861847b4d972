"""Whether records have values of an attribute."""

from collections.abc import Collection

from django.db.models import Func, QuerySet, TextField, Value

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
    records = records_with(attribute).annotate(said=ValueOf(attribute))
    if attribute.kind == Kind.CHOICE:
        return {key for key in keys if records.filter(said=key).exists()}
    return {key for key in keys if records.filter(said__contains=f'"{key}"').exists()}


class ValueOf(Func):
    """A record's value as text. Django's own lookups would take the id of an attribute for a place in a list."""

    output_field = TextField()

    def __init__(self, attribute: Attribute) -> None:
        super().__init__("attributes", Value(str(attribute.pk)))

    def as_sqlite(self, compiler, connection, **context):
        return super().as_sql(
            compiler, connection, template="JSON_EXTRACT(%(expressions)s)", arg_joiner=", '$.' || ", **context
        )

    def as_postgresql(self, compiler, connection, **context):
        return super().as_sql(
            compiler, connection, template="(%(expressions)s)", arg_joiner=" ->> ", **context
        )
