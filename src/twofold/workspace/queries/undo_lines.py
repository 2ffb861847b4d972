"""What taking an act back would change, line by line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.core.rows import columns_of
from twofold.directory.models import Party, Unit
from twofold.timeline.queries.in_words import InWords, field_label, is_told, kind_label
from twofold.ui.formats import number
from twofold.workspace.queries.kept_rows import SHOWN, address_of, name_of_kind, names_of, visible_kept
from twofold.workspace.queries.undo_parts import Kept, UndoPlan

Names = Mapping[type[Model], Mapping[int, str]]


@dataclass(frozen=True)
class Line:
    """One thing that would change.

    :param field: "" when it is the whole record
    """

    record: str
    url: str
    field: str
    now: str
    back: str


def undo_lines(plan: UndoPlan, actor: Actor) -> tuple[list[Line], int]:
    """What would change, of what the reader may see, and how many things are not listed.

    What follows a record, and rows that come and go, are counted by kind; other values are listed one by one.
    """
    every = [one for one in _changes(plan) if _is_told(one)]
    seen = [*visible_kept((one for one in every if one.pk not in plan.insert.get(one.model, {})), actor)]
    seen += _coming(plan, every, actor)
    single = [one for one in seen if _stands_alone(one)]
    counted = Counter((one.model, one.column, one.would) for one in seen if not _stands_alone(one))
    coming = {
        model: {pk: str(model(pk=pk, **values)) for pk, values in rows.items()}
        for model, rows in plan.insert.items()
    }
    shown = single[:SHOWN]
    lines = _counted(counted, coming, actor) + _single(shown, coming, actor)
    return lines, len(every) - len(seen) + len(single) - len(shown)


def _coming(plan: UndoPlan, every: Sequence[Kept], actor: Actor) -> list[Kept]:
    """Of rows that come back, which no gate can be asked about, those that are of none but the reader's units."""
    return [
        one
        for one in every
        if one.pk in plan.insert.get(one.model, {})
        and all(
            unit in actor.units()
            for unit in _units_named(one.model, plan.insert[one.model][one.pk])
            if one.model is not Party
        )
    ]


def _units_named(model: type[Model], values: Mapping[str, object]) -> list[object]:
    """Ids of the units that a row names."""
    return [
        values[column]
        for column, field in columns_of(model).items()
        if field.related_model is Unit and values.get(column)
    ]


def _single(shown: Sequence[Kept], coming: Names, actor: Actor) -> list[Line]:
    values = [
        (one.model, one.column, value) for one in shown for value in (one.theirs, one.would) if one.column
    ]
    words, names = InWords(values, actor, coming), names_of(shown)
    return [
        Line(
            record=names.get((one.model, one.pk))
            or coming.get(one.model, {}).get(one.pk)
            or name_of_kind(one),
            url="" if one.pk in coming.get(one.model, {}) else address_of(one),
            field=field_label(one.model, one.column) if one.column else "",
            now=words.say(one.model, one.column, one.theirs) if one.column else str(one.theirs),
            back=words.say(one.model, one.column, one.would) if one.column else str(one.would),
        )
        for one in shown
    ]


def _counted(
    counted: Mapping[tuple[type[Model], str, object], int], coming: Names, actor: Actor
) -> list[Line]:
    """“Dealings: 19”, and to which record they go back if it has a name."""
    words = InWords([key for key in counted if key[1]], actor, coming)
    return [
        Line(
            record=f"{kind_label(model)}: {number(count)}",
            url="",
            field=field_label(model, column) if column else "",
            now="",
            back=_back(words, model, column, would),
        )
        for (model, column, would), count in counted.items()
    ]


def _back(words: InWords, model: type[Model], column: str, would: object) -> str:
    if not column:
        return str(would)
    target = columns_of(model)[column].related_model
    return words.say(model, column, would) if _is_openable(target) else _("as before")


def _is_told(one: Kept) -> bool:
    undoer = house().one("undoers", lambda undoer: undoer.model is one.model)
    return undoer.is_told and (not one.column or is_told(one.column))


def _stands_alone(one: Kept) -> bool:
    """Whether a thing is listed by itself: a record that has a page, or a plain value."""
    if _is_openable(one.model):
        return True
    return bool(one.column) and not columns_of(one.model)[one.column].is_relation


def _is_openable(model: type[Model]) -> bool:
    return house().one("search_kinds", lambda kind: kind.model is model) is not None


def _changes(plan: UndoPlan) -> Iterator[Kept]:
    """Everything a plan would do, in the shape of what it would not."""
    for model, rows in plan.change.items():
        for pk, back in rows.items():
            for column, value in back.items():
                yield Kept(model, pk, column, plan.now[model][pk][column], value, "")
    for model, rows in plan.delete.items():
        yield from (Kept(model, pk, "", _("is there"), _("goes away"), "") for pk in rows)
    for model, rows in plan.insert.items():
        yield from (Kept(model, pk, "", _("is gone"), _("comes back"), "") for pk in rows)
