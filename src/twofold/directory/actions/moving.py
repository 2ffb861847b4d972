"""Rows that follow a record into another one: set-wise, by the movers that the rooms register."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import models

from twofold.core.plates import Mover, RowChange, house
from twofold.core.rows import columns_of, every_row
from twofold.core.setwise import among

REASON = "whatever belongs to a merged record follows, whoever may see it"
Moves = Mapping[int, int]


def follow(model: type[models.Model], moves: Moves, *, now: datetime) -> list[RowChange]:
    """Let every row that names a merged record name its survivor.

    Rows that would double one of the survivor's are joined with it, or dropped where nothing refers to them.

    :param model: what is merged
    :param moves: id of a merged record → id of its survivor
    :returns: what was done, in order
    """
    done: list[RowChange] = []
    if moves:
        for mover in house().every("movers"):
            if mover.to is model:
                done += mover.by(moves, now) if mover.by else _move(mover, moves, now)
    return done


def drop(model: type[models.Model], ids: Iterable[int]) -> list[RowChange]:
    """Delete rows to which nothing refers any more, and say what they were."""
    rows = every_row(model, REASON).filter(pk__in=among(list(ids)))
    gone = [
        RowChange(model, values.pop("pk"), values, None)
        for values in rows.order_by("pk").values("pk", *columns_of(model))
    ]
    rows._raw_delete(rows.db)
    return gone


def _move(mover: Mover, moves: Moves, now: datetime) -> list[RowChange]:
    rows = _rows_of(mover, moves)
    astray = {pk for pk, *named in rows if _names_itself(mover, named, moves)}
    doubles = _doubles(mover, [row for row in rows if row[0] not in astray], moves)
    done = list(mover.join(doubles, now)) if mover.join and doubles else []
    if doubles:
        done += follow(mover.model, doubles, now=now)
    if astray or doubles:
        done += drop(mover.model, [*astray, *doubles])
    moved = [(pk, old) for pk, old, *_ in rows if pk not in astray and pk not in doubles]
    for old, new in moves.items():
        ids = [pk for pk, named in moved if named == old]
        if ids:
            every_row(mover.model, REASON).filter(pk__in=among(ids)).update(**{mover.column: new})
    return done + [
        RowChange(mover.model, pk, {mover.column: old}, {mover.column: moves[old]}) for pk, old in moved
    ]


def _rows_of(mover: Mover, moves: Moves) -> Sequence[tuple]:
    """(id, whom it names, the columns to stay apart from …, the columns it is unique with …) of each row to be moved."""
    rows = every_row(mover.model, REASON).filter(**{f"{mover.column}__in": list(moves)}).order_by("pk")
    return list(rows.values_list("pk", mover.column, *mover.apart_from, *mover.once_with))


def _names_itself(mover: Mover, named: Sequence, moves: Moves) -> bool:
    """Whether a row would come to name one record twice."""
    to = moves[named[0]]
    return any(moves.get(other, other) == to for other in named[1 : 1 + len(mover.apart_from)])


def _doubles(mover: Mover, rows: Sequence[tuple], moves: Moves) -> dict[int, int]:
    """Id of a row whose like the survivor has already → id of that one."""
    if not mover.once_with or not rows:
        return {}
    places = 2 + len(mover.apart_from)
    kept = every_row(mover.model, REASON).filter(**{f"{mover.column}__in": set(moves.values())})
    there = {tuple(key): pk for pk, *key in kept.values_list("pk", mover.column, *mover.once_with)}
    doubles = {}
    for row in rows:
        first = there.setdefault((moves[row[1]], *row[places:]), row[0])
        if first != row[0]:
            doubles[row[0]] = first
    return doubles
