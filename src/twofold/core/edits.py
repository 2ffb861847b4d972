"""Editing many rows at once: which of them the asker may change, what differs, and writing it set-wise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import RowChange
from twofold.core.rows import columns_of
from twofold.core.setwise import among, update_many


def rows_to_edit(
    model: type[models.Model],
    ids: Sequence[int],
    actor: Actor,
    *,
    lock: bool = False,
    columns: Iterable[str] = (),
) -> tuple[list[models.Model], dict[int, str]]:
    """The rows on which the actor may work, by id, and for each of the others why not.

    :param lock: hold them until the transaction ends
    :param columns: what the caller will look at, where that is not all
    """
    rows = visible_list(model, actor, "work").filter(pk__in=among(ids)).order_by("pk")
    if columns:
        rows = rows.only(*columns)
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = list(rows)
    missing = set(ids) - {row.pk for row in found}
    return found, dict.fromkeys(sorted(missing), _("You may look at this record, but not change it."))


def difference(row: models.Model, new: Mapping[str, Any]) -> RowChange | None:
    """What it means to give a row these values, None if it has them already."""
    old = {column: getattr(row, column) for column in new}
    other = [column for column in new if old[column] != new[column]]
    if not other:
        return None
    return RowChange(
        type(row), row.pk, {name: old[name] for name in other}, {name: new[name] for name in other}
    )


def write_changes(changes: Iterable[RowChange], **besides: Any) -> None:
    """Give rows their new values, those with the same columns in one statement.

    :param besides: columns that every changed row is given too, e.g. when it was changed
    """
    alike: dict[tuple, list[RowChange]] = defaultdict(list)
    for change in changes:
        alike[change.model, tuple(sorted(change.new))].append(change)
    for (model, columns), same in alike.items():
        fields = [columns_of(model)[column] for column in columns]
        shared = {columns_of(model)[column]: value for column, value in besides.items()}
        last = [_stored(field, value) for field, value in shared.items()]
        rows = (
            (*(_stored(field, change.new[field.attname]) for field in fields), *last, change.pk)
            for change in same
        )
        update_many(model, [field.column for field in (*fields, *shared)], rows)


def _stored(field: models.Field, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)
