"""Columns and stored values as people read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.guard import GuardedModel
from twofold.core.plates import house
from twofold.core.rows import columns_of, every_row
from twofold.core.setwise import among
from twofold.ui.formats import NOTHING, number, when

LONGEST = 300
Value = tuple[type[models.Model], str, object]


class InWords:
    """Says stored values to one reader; names of records that they may not see stay hidden.

    :param values: (model, column, value) of everything that will be said, so that names are read in one query for each model
    :param besides: names of records that are not there just now
    """

    def __init__(
        self,
        values: Iterable[Value],
        reader: Actor,
        besides: Mapping[type[models.Model], Mapping[int, str]] = MappingProxyType({}),
    ) -> None:
        named = defaultdict(set)
        for model, column, value in values:
            field = columns_of(model).get(column)
            if field is not None and field.is_relation and value is not None:
                named[field.related_model].add(value)
        self.names = {
            model: {**besides.get(model, {}), **_names(model, ids, reader)} for model, ids in named.items()
        }

    def say(self, model: type[models.Model], column: str, value: object) -> str:
        """One value, cut if it is long."""
        field = columns_of(model).get(column)
        if value in (None, "", [], {}):
            return NOTHING
        if field is not None and field.is_relation:
            return self.names[field.related_model].get(value, _("hidden"))
        text = _plain(field, value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def field_label(model: type[models.Model], column: str) -> str:
    """What a column is called: the room's own word, else the field's."""
    field = columns_of(model).get(column)
    own = capfirst(str(field.verbose_name)) if field is not None else column
    return label_in(model._meta.app_label, column) or own


def label_in(room: str, column: str) -> str:
    """The word that a room has for a column, or ""."""
    for plate in house().plates:
        if plate.name == room:
            return str(plate.field_labels.get(column) or plate.field_labels.get(f"{column}_id", ""))
    return ""


def kind_label(model: type[models.Model]) -> str:
    """What people call rows of a model, several of them."""
    undoer = house().one("undoers", lambda undoer: undoer.model is model)
    return str(undoer.label) if undoer and undoer.label else capfirst(str(model._meta.verbose_name_plural))


def is_told(column: str) -> bool:
    """Whether people are shown a column at all; what only the house needs, they are not."""
    return column not in HOUSEKEEPING


HOUSEKEEPING = frozenset(
    {"sort_name", "normalized", "changed_at", "created_at", "import_run_id", "external_key"}
)


def _plain(field: models.Field | None, value: object) -> str:
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    if value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime | date):
        return str(when(value))
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _names(model: type[models.Model], ids: set, reader: Actor) -> dict[int, str]:
    """Id → name of the records that the reader may know of; of parties, the name is enough."""
    if not issubclass(model, GuardedModel):
        return {row.pk: str(row) for row in every_row(model, "").filter(pk__in=among(ids))}
    rows = {}
    for action in ("view", "name"):
        rows |= {row.pk: row for row in model.objects.visible_to(reader, action).filter(pk__in=among(ids))}
    return {pk: str(row) for pk, row in rows.items()}
