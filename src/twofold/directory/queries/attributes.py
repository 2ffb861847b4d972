"""The attributes of each kind of record, kept in memory and read anew when one has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Sum

from twofold.core.plates import Attributed, house
from twofold.directory.models import Attribute


@dataclass(frozen=True)
class Registry:
    """All attributes, read once. Nobody changes them here: an action fetches its own.

    :param version: how many there are, and the sum of their stamps
    """

    version: tuple
    every: tuple[Attribute, ...] = ()

    @property
    def by_id(self) -> Mapping[int, Attribute]:
        """Id → attribute, retired ones too."""
        return {one.pk: one for one in self.every}

    def of(self, *kinds: str) -> tuple[Attribute, ...]:
        """Attributes in use of these kinds of records, in their order."""
        return tuple(one for one in self.every if one.applies_to in kinds and one.retired_at is None)


_registry = Registry(())


def registry() -> Registry:
    """The attributes as they are in the database now: one small query, and a second one after a change."""
    global _registry
    version = tuple(Attribute.objects.aggregate(n=Count("pk"), stamps=Sum("stamp")).values())
    if version != _registry.version:
        _registry = Registry(version, tuple(Attribute.objects.order_by("applies_to", "position", "pk")))
    return _registry


def attributes_of(*kinds: str) -> tuple[Attribute, ...]:
    """Attributes in use of these kinds of records, in their order."""
    return registry().of(*kinds)


def attributed_kinds() -> tuple[Attributed, ...]:
    """All kinds of records that take attributes, those of the lowest floor first."""
    return tuple(house().every("attributed"))


def attributed_named(name: str) -> Attributed | None:
    """The kind of that name, or None."""
    return house().one("attributed", lambda kind: kind.name == name)


def kind_of(record: models.Model) -> Attributed:
    """The kind of a record that takes attributes."""
    kind = house().one("attributed", lambda kind: kind.is_kind_of(record))
    if kind is None:
        raise TypeError(f"{record._meta.label} takes no attributes")
    return kind


def kinds_of(model: type[models.Model]) -> tuple[Attributed, ...]:
    """The kinds of records that a model holds."""
    return tuple(kind for kind in attributed_kinds() if kind.model is model)


def values_of(record: models.Model, attributes: Iterable[Attribute]) -> dict[str, object]:
    """Key of an attribute → the record's value as it is kept; without those that are empty."""
    kept = record.attributes
    return {one.key: kept[str(one.pk)] for one in attributes if str(one.pk) in kept}
