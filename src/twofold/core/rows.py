"""Stored rows as plain values: noted before and after a change, kept as JSON, and read back."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, time
from functools import cache

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from twofold.core.guard import GuardedModel
from twofold.core.plates.changes import RowChange

Values = Mapping[str, object]


@cache
def columns_of(model: type[models.Model]) -> Mapping[str, models.Field]:
    """Column → field of everything that a row stores besides its id. A foreign key's column ends in ``_id``."""
    return {
        field.attname: field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.generated)
    }


def row_values(row: models.Model) -> dict[str, object]:
    """Column → value of a row as it is now; what is changed on `row` later does not reach them."""
    return {column: deepcopy(getattr(row, column)) for column in columns_of(type(row))}


def created(row: models.Model) -> RowChange:
    """What it means that an act has made this row."""
    return RowChange(type(row), row.pk, None, row_values(row))


def deleted(row: models.Model) -> RowChange:
    """What it means that an act deletes this row; ask before it does, while the row still has its id."""
    return RowChange(type(row), row.pk, row_values(row), None)


def changed(row: models.Model, before: Values) -> RowChange:
    """What an act changed on this row.

    :param before: :func:`row_values` from before the act, or some of them
    """
    after = row_values(row)
    other = [column for column, value in before.items() if after[column] != value]
    return RowChange(
        type(row),
        row.pk,
        {column: before[column] for column in other},
        {column: after[column] for column in other},
    )


def every_row(model: type[models.Model], reason: str) -> models.QuerySet:
    """All rows of a model, guarded or not, for acts that have asked."""
    return model.objects.system(reason) if issubclass(model, GuardedModel) else model._base_manager.all()


class _Encoder(DjangoJSONEncoder):
    """Moments to the microsecond, which Django's own encoder cuts off."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime | date | time) else super().default(o)


ENCODER = _Encoder()


def as_json(values: Values | None) -> str | None:
    """Values of a row as they are kept."""
    return None if values is None else ENCODER.encode(dict(values))


def read_value(model: type[models.Model], column: str, kept: object) -> object:
    """A value that was kept, as the model has it."""
    field = columns_of(model)[column]
    if kept is None or isinstance(field, models.JSONField):
        return kept
    return (field.target_field if field.is_relation else field).to_python(kept)
