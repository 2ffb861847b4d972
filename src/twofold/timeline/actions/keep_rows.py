"""Keeping what an event did to stored rows, so that it can be taken back and read field by field."""

import json
from collections.abc import Iterable, Mapping

from django.core.serializers.json import DjangoJSONEncoder

from twofold.core.plates import RowChange
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
            _as_text(change.old),
            _as_text(change.new),
        )
        for change in changes
    ]
    if rows:
        insert_many(ChangedRow, COLUMNS, rows)


def _act(change: RowChange) -> str:
    if change.old is None:
        return ChangedRow.Act.CREATED.value
    return ChangedRow.Act.DELETED.value if change.new is None else ChangedRow.Act.CHANGED.value


def _as_text(values: Mapping[str, object] | None) -> str | None:
    return None if values is None else json.dumps(dict(values), cls=DjangoJSONEncoder)
