"""Start-up check: whatever names a record that can be merged follows it into its survivor."""

from collections.abc import Iterable

from django.core.checks import CheckMessage, Error
from django.db import models

from twofold.core.plates.house import house


def unmoved_keys(ours: Iterable[type[models.Model]]) -> list[CheckMessage]:
    """Every foreign key to a model that is merged has a mover. A row whose id is the record's own is the record itself."""
    movers = list(house().every("movers"))
    merged = {mover.to for mover in movers}
    moved = {(mover.model, mover.column) for mover in movers}
    return [
        Error(
            f"{model._meta.label}.{field.name} would be left behind when a {field.related_model.__name__} is merged.",
            hint=f"Add a Mover to src/twofold/{model._meta.app_label}/room.py.",
            id="twofold.E003",
        )
        for model in ours
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model in merged
        and not field.primary_key
        and (model, field.attname) not in moved
    ]
