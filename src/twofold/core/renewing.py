"""Making anew what is derived from rows that were moved or given back what they were."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models

from twofold.core.plates.changes import RowChange
from twofold.core.plates.house import house
from twofold.core.rows import columns_of, every_row
from twofold.core.setwise import among

REASON = "what is derived is made anew for everyone"


def renew(changes: Sequence[RowChange], *, now: datetime, moved_only: bool = False) -> None:
    """Let each room renew search entries, sums and the like of these rows and of those that they refer to, or did before.

    In the caller's transaction, lowest floor first.

    :param moved_only: only a foreign key was changed, so that nothing is derived anew of the rows themselves
    """
    changes = _of_interest(changes)
    ids: dict[type[models.Model], dict[int, None]] = defaultdict(dict)
    for change in changes:
        ids[change.model][change.pk] = None
    touched = {model: set() if moved_only else set(rows) for model, rows in ids.items()}
    for model, referred in _referred(changes, ids).items():
        touched.setdefault(model, set()).update(referred)
    for undoer in house().every("undoers"):
        if touched.get(undoer.model):
            undoer.after(sorted(touched[undoer.model]), now)


def _of_interest(changes: Sequence[RowChange]) -> Sequence[RowChange]:
    """All but those of rows that stay and of which only plain columns were changed."""
    plain = {undoer.model: undoer.plain for undoer in house().every("undoers")}
    return [
        change
        for change in changes
        if change.old is None
        or change.new is None
        or change.new.keys() - plain.get(change.model, frozenset())
    ]


def _referred(
    changes: Sequence[RowChange], ids: Mapping[type[models.Model], Mapping[int, None]]
) -> Mapping[type[models.Model], set[int]]:
    """Model → ids of its rows to which these rows refer now, or did before."""
    kept = {undoer.model for undoer in house().every("undoers")}
    named = {
        model: {
            column: field.related_model
            for column, field in columns_of(model).items()
            if field.is_relation and field.related_model in kept
        }
        for model in ids
    }
    referred = defaultdict(set)
    for change in changes:
        for column, target in named[change.model].items():
            referred[target] |= {(change.old or {}).get(column), (change.new or {}).get(column)}
    for model, columns in named.items():
        rows = every_row(model, REASON).filter(pk__in=among(list(ids[model]))) if columns else ()
        for row in rows.values_list(*columns) if columns else ():
            for target, value in zip(columns.values(), row, strict=True):
                referred[target].add(value)
    return {model: values - {None} for model, values in referred.items()}
