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
from twofold.timeline.queries.in_words import InWords, field_label, is_told

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

    :param rows: the record's own row, and those that belong to it
    :param before: only what was kept before this; a page's own `before`
    :param field: only this one
    """
    kept = ChangedRow.objects.filter(_any_of(rows)).select_related("event").order_by("-pk")
    newest = list((kept.filter(pk__lt=before) if before else kept)[: PAGE + 1])
    shown = newest[:PAGE]
    names = house().party_names(row.event.person_id for row in shown)
    parts = [part for row in shown for part in _parts(row)]
    words = InWords(
        [(part.model, part.column, value) for part in parts if not part.key for value in (part.old, part.new)],
        reader,
    )
    changes = [_said(part, words, say_part, names) for part in parts]
    return History(
        changes=[change for change in changes if not field or change.field == field],
        before=shown[-1].pk if len(newest) > PAGE else None,
        fields={change.field: change.label for change in sorted(changes, key=lambda one: one.label)},
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
    model = apps.get_model(row.kind)
    if row.erased_at:
        yield _Part(row, model, "", "", None, None)
        return
    old, new = row.old or {}, row.new or {}
    for column in columns_of(model):
        if column not in {**old, **new} or not is_told(column):
            continue
        before, after = (read_value(model, column, values.get(column)) for values in (old, new))
        if isinstance(before, dict) or isinstance(after, dict):
            yield from _keys(row, model, column, before or {}, after or {})
        elif before != after and (before or after):
            yield _Part(row, model, column, "", before, after)


def _keys(row: ChangedRow, model: type[Model], column: str, old: dict, new: dict) -> Iterator[_Part]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield _Part(row, model, column, key, old.get(key), new.get(key))


def _said(part: _Part, words: InWords, say_part: SayPart, names: Mapping[int, str]) -> FieldChange:
    event = part.row.event
    told = {"at": event.recorded_at, "who": names.get(event.person_id, ""), "event_id": event.pk}
    if part.row.erased_at:
        name = part.model._meta.verbose_name.capitalize()
        return FieldChange(**told, field="", label=name, old=_("erased"), new=_("erased"), is_erased=True)
    if part.key:
        label, old = say_part(part.key, part.old)
        return FieldChange(
            **told, field=f"{part.column}.{part.key}", label=label, old=old, new=say_part(part.key, part.new)[1]
        )
    return FieldChange(
        **told,
        field=part.column,
        label=field_label(part.model, part.column),
        old=words.say(part.model, part.column, part.old),
        new=words.say(part.model, part.column, part.new),
    )
