"""The rows by which records are found by filterable attributes, kept in step with the records' values.

Whoever writes values and whoever makes an attribute filterable hold one lock in turn, so that no value is written unseen: see
:func:`share_attributes`. On SQLite there is one writer at a time anyway.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from django.db import connection, models

from twofold.core.rows import every_row
from twofold.core.setwise import among, insert_many
from twofold.directory.models import Attribute, AttributeEntry
from twofold.directory.models.attribute_found import entries
from twofold.directory.models.attribute_values import Kept
from twofold.directory.queries.attributes import kinds_of, registry

LOCK = 7_401
"""Any number that no other advisory lock of ours has."""
COLUMNS = ("attribute_id", "record_id", "text", "number")
Values = Mapping[str, Kept]
NOTHING: Values = MappingProxyType({})


def share_attributes() -> None:
    """Before values are read or written: whoever changes what is filterable waits until this transaction has ended."""
    _lock("pg_advisory_xact_lock_shared")


def hold_attributes() -> None:
    """Before it is changed what is filterable: wait until every transaction that writes values has ended."""
    _lock("pg_advisory_xact_lock")


def keep_entries(kinds: Collection[str], values: Mapping[int, Values], *, are_new: bool = False) -> None:
    """Write the index rows of records anew, in the transaction that wrote their values.

    :param kinds: the kinds of records that they may be of
    :param values: id of a record → all of its values
    :param are_new: True for records that have no index rows yet
    """
    indexed = _indexed(kinds) if values else {}
    if not indexed:
        return
    if not are_new:
        stale = AttributeEntry.objects.filter(attribute__in=list(indexed), record_id__in=among(values))
        stale.delete()
    insert_many(AttributeEntry, COLUMNS, _rows(indexed, values))


def renew_entries(model: type[models.Model], ids: Sequence[int]) -> None:
    """Write the index rows of records anew from their values, and drop those of records that are gone.

    For whatever writes values without the verbs: an undo, a merge, an erasure.
    """
    kinds = [kind.name for kind in kinds_of(model)]
    if not _indexed(kinds) or not ids:
        return
    rows = every_row(model, "an index holds the values of all records").filter(pk__in=among(ids))
    kept = dict.fromkeys(ids, NOTHING) | dict(rows.values_list("pk", "attributes"))
    keep_entries(kinds, kept)


def _indexed(kinds: Collection[str]) -> Mapping[int, Attribute]:
    """Attributes whose index is kept: retired ones too, so that they come back whole."""
    return {
        one.pk: one
        for one in registry().every
        if one.applies_to in kinds and one.index != Attribute.Index.NONE
    }


def _rows(indexed: Mapping[int, Attribute], values: Mapping[int, Values]) -> Iterator[tuple]:
    for record_id, kept in values.items():
        for key, value in kept.items():
            attribute = indexed.get(int(key))
            if attribute:
                yield from entry_rows(attribute, record_id, value)


def entry_rows(attribute: Attribute, record_id: int, value: Kept) -> Iterable[tuple]:
    """Index rows of one value, as :data:`COLUMNS`."""
    for entry in entries(attribute, value):
        number = None if entry.number is None else _as_stored(entry.number)
        yield attribute.pk, record_id, entry.text, number


def _as_stored(number: Decimal) -> object:
    return connection.ops.adapt_decimalfield_value(number, 20, 6)


def _lock(function: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [LOCK])
