"""Records to which an enterprise may add fields of its own."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class Attributed:
    """A kind of record that takes attributes; its model keeps them in a JSON column ``attributes``.

    :param name: as an attribute stores it, e.g. ``person``
    :param column: of a model with several kinds, the column whose value is `name`
    """

    name: str
    label: str
    model: type[models.Model]
    icon: str
    column: str = ""

    @property
    def rows(self) -> Q:
        """Condition: the rows of the model that are of this kind."""
        return Q(**{self.column: self.name}) if self.column else Q()

    def is_kind_of(self, record: models.Model) -> bool:
        """Whether a record is of this kind."""
        return isinstance(record, self.model) and (
            not self.column or getattr(record, self.column) == self.name
        )
