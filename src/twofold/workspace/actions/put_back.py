"""Giving rows back what they were, set-wise; a row that the database refuses stays as it is."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import NotAllowed
from twofold.core.plates import RowChange, house
from twofold.core.renewing import renew
from twofold.core.rows import as_json, columns_of, every_row
from twofold.core.setwise import among, update_many
from twofold.workspace.queries.undo_parts import Kept, UndoPlan, Values
from twofold.workspace.queries.undo_plans import barred_rows

REASON = "the plan was made through the gate of whoever takes the act back"


def put_back(plan: UndoPlan, *, now: datetime, asker: Actor | None = None) -> list[RowChange]:
    """Carry a plan out in the caller's transaction; rows that something else has taken the place of join `plan.kept`.

    :param asker: who must be able to change each row that comes back; None where the act is taken back as a whole
    :returns: what was done, so that it can be taken back in turn
    """
    done = [*_delete(plan), *_change(plan), *_insert(plan, asker)]
    renew(done, now=now)
    return done


def _delete(plan: UndoPlan) -> list[RowChange]:
    done = []
    for model, ids in plan.delete.items():
        if ids:
            rows = every_row(model, REASON).filter(pk__in=among(ids))
            rows._raw_delete(rows.db)  # nothing refers to them: the plan has looked
            done += [RowChange(model, pk, plan.now[model][pk], None) for pk in ids]
    return done


def _change(plan: UndoPlan) -> list[RowChange]:
    done = []
    for model, rows in plan.change.items():
        alike: dict[str, list[int]] = defaultdict(list)
        for pk, back in rows.items():
            if back:
                alike[as_json(dict(sorted(back.items()))) or ""].append(pk)
        few = {key: ids for key, ids in alike.items() if len(ids) > 1}
        single = [ids[0] for key, ids in alike.items() if key not in few]
        written = []
        for ids in few.values():
            written += _safely(plan, model, ids, partial(_update, model, back=rows[ids[0]]))
        for ids in _by_columns(rows, single):
            written += _safely(plan, model, ids, partial(_update_each, model, rows=rows))
        before = plan.now[model]
        done += [
            RowChange(model, pk, {name: before[pk][name] for name in rows[pk]}, rows[pk]) for pk in written
        ]
    return done


def _insert(plan: UndoPlan, asker: Actor | None) -> list[RowChange]:
    """Rows that come back do so together: whether the asker may change them shows only once they are there."""
    done = []
    try:
        with transaction.atomic():
            for model, rows in plan.insert.items():
                written = _safely(plan, model, list(rows), partial(_create, model, rows=rows))
                done += [RowChange(model, pk, None, rows[pk]) for pk in written]
            if asker and done:
                _require_theirs(done, asker)
    except NotAllowed as refusal:
        for change in done:
            plan.keep(change.model, change.pk, str(refusal.sentence))
        return []
    return done


def _require_theirs(done: Sequence[RowChange], asker: Actor) -> None:
    came: dict[type[models.Model], list[int]] = defaultdict(list)
    for change in done:
        came[change.model].append(change.pk)
    for undoer in house().every("undoers"):
        back = came.get(undoer.model)
        if back and barred_rows(undoer, back, asker):
            raise NotAllowed(_("You may not change it."))


def _by_columns(rows: Mapping[int, Values], ids: Sequence[int]) -> list[list[int]]:
    grouped = defaultdict(list)
    for pk in ids:
        grouped[tuple(sorted(rows[pk]))].append(pk)
    return list(grouped.values())


def _update(model: type[models.Model], ids: Sequence[int], back: Values) -> None:
    every_row(model, REASON).filter(pk__in=among(ids)).update(**back)


def _update_each(model: type[models.Model], ids: Sequence[int], rows: Mapping[int, Values]) -> None:
    columns = sorted(rows[ids[0]])
    fields = [columns_of(model)[column] for column in columns]
    names = [field.column for field in fields]
    update_many(model, names, [[*_prepared(fields, rows[pk], columns), pk] for pk in ids])


def _prepared(fields: Sequence[models.Field], back: Values, columns: Sequence[str]) -> list[object]:
    return [
        field.get_db_prep_save(back[column], connection)
        for field, column in zip(fields, columns, strict=True)
    ]


def _create(model: type[models.Model], ids: Sequence[int], rows: Mapping[int, Values]) -> None:
    model._base_manager.bulk_create([model(pk=pk, **rows[pk]) for pk in ids], batch_size=500)


def _safely(
    plan: UndoPlan, model: type[models.Model], ids: list[int], write: Callable[[list[int]], None]
) -> list[int]:
    """Write all at once, or if the database refuses, one by one; what it refuses is kept.

    :returns: the rows that were written
    """
    try:
        with transaction.atomic():
            write(ids)
    except IntegrityError:
        if len(ids) > 1:
            return [pk for one in ids for pk in _safely(plan, model, [one], write)]
        _keep(plan, model, ids[0])
        return []
    return ids


def _keep(plan: UndoPlan, model: type[models.Model], pk: int) -> None:
    why = _("Something else has taken its place since.")
    now = plan.now.get(model, {}).get(pk)
    if now is None:
        plan.keep(model, pk, why)
    for column, value in plan.change[model].pop(pk, {}).items() if now else ():
        plan.kept.append(Kept(model, pk, column, now[column], value, why))
