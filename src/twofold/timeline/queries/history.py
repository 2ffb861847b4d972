"""The history of a record's fields: who changed what, when, from what to what."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.core.rows import columns_of, read_value
from twofold.core.setwise import among
from twofold.timeline.models import ChangedRow
from twofold.timeline.queries.in_words import InWords, field_label, is_told, kind_label
from twofold.ui.formats import NOTHING

PAGE = 50
Rows = Mapping[type[Model], Iterable[int]]
SayPart = Callable[[str, object], tuple[str, str]]
"""(key of a value that holds several, such as attributes; its part) → its label, and the part in words."""


@dataclass(frozen=True)
class FieldChange:
    """One change of one field.

    :param field: name by which the history of this field alone is asked for
    :param is_erased: True where the values were erased since
    """

    at: datetime
    who: str
    event_id: int
    field: str
    label: str
    old: str
    new: str
    is_erased: bool = False


@dataclass(frozen=True)
class History:
    """A stretch of a history, newest first.

    :param before: where to go on, or None at the beginning
    :param fields: name → label of every field on this stretch
    """

    changes: Sequence[FieldChange]
    before: int | None
    fields: Mapping[str, str]


def field_history(
    rows: Rows, reader: Actor, *, say_part: SayPart, before: int | None = None, field: str = ""
) -> History:
    """What was changed on rows that the reader may see; whoever asks has passed them through their gates.

    :param rows: the record's own row first, then those that belong to it
    :param before: only what was kept before this; a page's own `before`
    :param field: only this one
    """
    kept = ChangedRow.objects.filter(_any_of(rows)).select_related("event").order_by("-pk")
    newest = list((kept.filter(pk__lt=before) if before else kept)[: PAGE + 1])
    shown = newest[:PAGE]
    names = house().party_names(row.event.person_id for row in shown)
    parts = [part for row in shown for part in _parts(row)]
    words = InWords([value for part in parts for value in _values(part)], reader)
    main = next(iter(rows))
    changes = [_said(part, main, words, say_part, names) for part in parts]
    return History(
        changes=[change for change in changes if not field or change.field == field],
        before=shown[-1].pk if len(newest) > PAGE else None,
        fields={change.field: change.label for change in changes if change.field},
    )


@dataclass(frozen=True)
class _Part:
    row: ChangedRow
    model: type[Model]
    column: str
    key: str
    old: object
    new: object


def _any_of(rows: Rows) -> Q:
    condition = Q(pk__in=())
    for model, ids in rows.items():
        condition |= Q(kind=model._meta.label_lower, row_id__in=among(list(ids)))
    return condition


def _parts(row: ChangedRow) -> Iterator[_Part]:
    """The columns that were changed; of a row that came or went, the whole in one."""
    model = apps.get_model(row.kind)
    if row.erased_at or row.act != ChangedRow.Act.CHANGED:
        yield _Part(row, model, "", "", _whole(model, row.old), _whole(model, row.new))
        return
    for column in columns_of(model):
        if column not in row.old or not is_told(column):
            continue
        before, after = (read_value(model, column, values.get(column)) for values in (row.old, row.new))
        if isinstance(before, dict) or isinstance(after, dict):
            yield from _keys(row, model, column, before or {}, after or {})
        elif before != after and (before or after):
            yield _Part(row, model, column, "", before, after)


def _whole(model: type[Model], kept: Mapping[str, object] | None) -> dict[str, object] | None:
    """The values by which people know a row that came or went."""
    if kept is None:
        return None
    values = {
        column: read_value(model, column, value)
        for column, value in kept.items()
        if column in columns_of(model) and is_told(column)
    }
    return {column: value for column, value in values.items() if value and not isinstance(value, bool | dict)}


def _keys(row: ChangedRow, model: type[Model], column: str, old: dict, new: dict) -> Iterator[_Part]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield _Part(row, model, column, key, old.get(key), new.get(key))


def _values(part: _Part) -> Iterator[tuple[type[Model], str, object]]:
    """What is to be said of a part, by model and column."""
    if part.column and not part.key:
        yield from ((part.model, part.column, value) for value in (part.old, part.new))
    elif not part.column:
        for values in (part.old or {}, part.new or {}):
            yield from ((part.model, column, value) for column, value in values.items())


def _said(
    part: _Part, main: type[Model], words: InWords, say_part: SayPart, names: Mapping[int, str]
) -> FieldChange:
    event = part.row.event
    told = {"at": event.recorded_at, "who": names.get(event.person_id, ""), "event_id": event.pk}
    kind = kind_label(part.model)
    if part.row.erased_at:
        return FieldChange(**told, field="", label=kind, old=_("erased"), new=_("erased"), is_erased=True)
    if not part.column:
        old, new = (_in_one(part.model, values, words) for values in (part.old, part.new))
        return FieldChange(**told, field="", label=kind, old=old, new=new)
    if part.key:
        field, (label, old) = f"{part.column}.{part.key}", say_part(part.key, part.old)
        return FieldChange(**told, field=field, label=label, old=old, new=say_part(part.key, part.new)[1])
    label = field_label(part.model, part.column)
    return FieldChange(
        **told,
        field=part.column if part.model is main else "",
        label=label if part.model is main else f"{kind}: {label}",
        old=words.say(part.model, part.column, part.old),
        new=words.say(part.model, part.column, part.new),
    )


def _in_one(model: type[Model], values: Mapping[str, object] | None, words: InWords) -> str:
    """A row that came or went, in one line."""
    said = [words.say(model, column, value) for column, value in (values or {}).items()]
    return ", ".join(said) or NOTHING
