"""Making an attribute filterable: its index is filled, or emptied, by a job in batches, while people go on writing.

From the moment that it is being built, every verb that writes a value writes its index row too (`attribute_entries`). The job
walks over the records by id and locks each batch, so that it and the verbs never write one record's rows at the same time.
Killed at any moment, it is begun again and replaces what it finds.
"""

from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import Attributed
from twofold.core.rows import every_row, row_values
from twofold.core.setwise import among, insert_many
from twofold.core.some import some_of
from twofold.directory.actions.attribute_entries import COLUMNS, entry_rows, hold_attributes
from twofold.directory.actions.attribute_rules import changeable, refuse_sensitive_filter, save_attribute
from twofold.directory.models import Attribute, AttributeEntry
from twofold.directory.models.attribute import new_stamp
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attributes import attributed_named

REASON = "an index holds the values of all records; who sees which is for the lists"
BATCH = 1_000
LOOKED_AT = 20_000
FILL_TASK = "twofold.directory.tasks.fill_attribute_index"
EMPTY_TASK = "twofold.directory.tasks.empty_attribute_index"
Index = Attribute.Index


@transaction.atomic
def make_filterable(attribute: Attribute, *, actor: Actor, now: datetime) -> Attribute:
    """Begin to make an attribute filterable; a job fills the index.

    :raises NotAllowed: if the actor does not administer
    :raises BadInput: if it is sensitive
    :raises Conflict: if it is filterable, or becoming so
    """
    attribute = changeable(attribute, actor)
    if attribute.index != Index.NONE:
        raise Conflict(_("%(label)s is filterable already, or will be soon.") % {"label": attribute.label})
    before = row_values(attribute)
    attribute.index = Index.BUILDING
    refuse_sensitive_filter(attribute)
    save_attribute(attribute, before, "indexed", actor, now)
    import_string(FILL_TASK).enqueue(attribute_id=attribute.pk)
    return attribute


@transaction.atomic
def make_unfilterable(attribute: Attribute, *, actor: Actor, now: datetime) -> Attribute:
    """Let an attribute be filterable no more; a job removes the index. Saved views that use it say so.

    :raises NotAllowed: if the actor does not administer
    :raises BadInput: if it names parties: when they are merged or erased, their namings must be found
    :raises Conflict: if it is not filterable
    """
    attribute = changeable(attribute, actor)
    if attribute.kind == Kind.PARTY:
        raise BadInput(_("What names people or organisations stays filterable: a merge must find it."))
    if attribute.index == Index.NONE:
        raise Conflict(_("%(label)s is not filterable.") % {"label": attribute.label})
    before = row_values(attribute)
    attribute.index = Index.NONE
    save_attribute(attribute, before, "unindexed", actor, now)
    import_string(EMPTY_TASK).enqueue(attribute_id=attribute.pk)
    return attribute


def fill_index(attribute_id: int) -> int:
    """Write the index rows of all records there are, and declare the index ready.

    :returns: how many records have a value; 0 too if it shall not be filterable any more
    """
    attribute = Attribute.objects.filter(pk=attribute_id, index=Index.BUILDING).first()
    kind = attributed_named(attribute.applies_to) if attribute else None
    if kind is None:
        return 0
    written, last = 0, 0
    while ids := _next_ids(kind, last):
        found = _with_value(kind, attribute, ids)
        for start in range(0, len(found), BATCH):
            if not _fill_batch(kind, attribute, found[start : start + BATCH]):
                return 0
        written, last = written + len(found), ids[-1]
    _declare_ready(attribute_id)
    return written


def empty_index(attribute_id: int) -> int:
    """Remove the index rows of an attribute that shall not be filterable.

    :returns: how many were removed
    """
    removed = 0
    while True:
        with transaction.atomic():
            hold_attributes()
            if Attribute.objects.filter(pk=attribute_id).exclude(index=Index.NONE).exists():
                return removed
            rows = AttributeEntry.objects.filter(attribute=attribute_id).values_list("pk", flat=True)
            batch = list(some_of(rows, BATCH))
            if not batch:
                return removed
            AttributeEntry.objects.filter(pk__in=among(batch)).delete()
            removed += len(batch)


def _next_ids(kind: Attributed, last: int) -> list[int]:
    rows = every_row(kind.model, REASON).filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:LOOKED_AT])


def _with_value(kind: Attributed, attribute: Attribute, ids: list[int]) -> list[int]:
    rows = every_row(kind.model, REASON).filter(kind.rows, pk__gte=ids[0], pk__lte=ids[-1])
    rows = rows.exclude(attributes={}).order_by("pk").values_list("pk", "attributes")
    return [pk for pk, values in rows if str(attribute.pk) in values]


@transaction.atomic
def _fill_batch(kind: Attributed, attribute: Attribute, ids: list[int]) -> bool:
    """Write the rows of a batch, unless the attribute shall not be filterable any more."""
    key = str(attribute.pk)
    records = every_row(kind.model, REASON).select_for_update(of=("self",)).filter(pk__in=among(ids))
    values = list(records.order_by("pk").values_list("pk", "attributes"))
    if not Attribute.objects.filter(pk=attribute.pk, index=Index.BUILDING).exists():
        return False
    AttributeEntry.objects.filter(attribute=attribute.pk, record_id__in=among(ids)).delete()
    rows = (row for pk, kept in values if key in kept for row in entry_rows(attribute, pk, kept[key]))
    insert_many(AttributeEntry, COLUMNS, rows)
    return True


@transaction.atomic
def _declare_ready(attribute_id: int) -> None:
    hold_attributes()
    building = Attribute.objects.filter(pk=attribute_id, index=Index.BUILDING)
    building.update(index=Index.READY, stamp=new_stamp())
