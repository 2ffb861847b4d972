"""Editing one record from its list, one field at a time."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from twofold.core.errors import BadInput
from twofold.core.plates import Asked, Edited
from twofold.directory.models import Party
from twofold.timeline.actions.record import record
from twofold.workspace.actions.bulk_edit import require_editable, unit_of
from twofold.workspace.queries.lists.listed import Listed
from twofold.workspace.queries.lists.scopes import Scope


@transaction.atomic
def edit_record(found: Listed, pk: int, values: Mapping[str, Any], asked: Asked) -> Edited:
    """Give a record values as its list does, as an event of its own unless a verb records it; nothing where nothing differs.

    :param values: field of the list → value, see `ListType.edit`
    :raises NotAllowed: if the list is not edited
    :raises BadInput: in the words of whatever refuses
    """
    require_editable(found, values, found.edits)
    edited = found.type.edit([pk], values, asked)
    if edited.refused:
        raise BadInput(next(iter(edited.refused.values())))
    if edited.changes:
        units = Scope(found, (pk,), {}).units(asked._replace(side="both"))
        unit = units[0] if units else unit_of(asked.actor)
        _record(found.type.model(pk=pk), unit, [*values], edited, asked)
    return edited


def _record(row: models.Model, unit: int | None, fields: list[str], edited: Edited, asked: Asked) -> None:
    record(
        "workspace.record_edited",
        subject=row,
        actor=asked.actor,
        now=asked.now,
        unit_id=unit,
        parties=[row.pk] if isinstance(row, Party) else (),
        details={"fields": fields},
        rows=edited.changes,
    )
