"""Keeping what an event did to stored rows, so that it can be taken back and read field by field."""

from collections.abc import Iterable

from twofold.core.acts import note_act
from twofold.core.plates import RowChange
from twofold.core.rows import as_json
from twofold.core.setwise import insert_many
from twofold.timeline.models import ChangedRow

COLUMNS = ("event_id", "kind", "row_id", "act", "old", "new")


def keep_rows(event_id: int, changes: Iterable[RowChange]) -> None:
    """Keep row changes with an event, in the caller's transaction; a set-wise verb calls it once for each batch."""
    rows = [
        (
            event_id,
            change.model._meta.label_lower,
            change.pk,
            _act(change),
            as_json(change.old),
            as_json(change.new),
        )
        for change in changes
        if change.old or change.new
    ]
    if rows:
        insert_many(ChangedRow, COLUMNS, rows)
        note_act(event_id)


def _act(change: RowChange) -> str:
    if change.old is None:
        return ChangedRow.Act.CREATED.value
    return ChangedRow.Act.DELETED.value if change.new is None else ChangedRow.Act.CHANGED.value
