"""``…__in`` with hundreds of ids, which the pages of whoever leads many units ask for in every statement.

Django looks at each id five times on its way, and PostgreSQL is sent each as a number of its own. Here ids are taken as they
are, and PostgreSQL is sent all of them as one array, for which it makes the same plan.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigAutoField, BigIntegerField, Field, ForeignKey
from django.db.models.expressions import ColPairs
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

from twofold.core.ids import HIGHEST_ID


class AmongIds:
    """Mixed into a lookup: its own way for plain ids, and Django's for everything else."""

    are_ids = False

    def get_prep_lookup(self) -> Any:
        self.are_ids = are_plain_ids(self.rhs) and refers_by_id(self.lhs)
        return self.rhs if self.are_ids else super().get_prep_lookup()

    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        if not self.are_ids:
            return super().process_rhs(compiler, connection)
        if not self.rhs:
            raise EmptyResultSet
        if connection.vendor == "postgresql":
            return "ANY(%s::bigint[])", ("{" + ",".join(map(str, self.rhs)) + "}",)
        return "(" + ", ".join(["%s"] * len(self.rhs)) + ")", tuple(self.rhs)

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        is_array = self.are_ids and connection.vendor == "postgresql"
        return f"= {rhs}" if is_array else super().get_rhs_op(connection, rhs)


class InIds(AmongIds, In):
    """For ids themselves."""


class RelatedInIds(AmongIds, RelatedIn):
    """For what refers to them."""


def are_plain_ids(values: object) -> bool:
    """Whether these are nothing but whole numbers that a column of ids can hold."""
    if not isinstance(values, Collection) or isinstance(values, str):
        return False
    return all(type(value) is int and -HIGHEST_ID <= value <= HIGHEST_ID for value in values)


def refers_by_id(lhs: Any) -> bool:
    """Whether what is compared is a column of ids."""
    if isinstance(lhs, ColPairs):
        return False
    field: Field = lhs.output_field
    while isinstance(field, ForeignKey):
        field = field.target_field
    return isinstance(field, BigAutoField | BigIntegerField)


def use_our_lookups() -> None:
    """Let every query ask in this way."""
    BigAutoField.register_lookup(InIds)
    BigIntegerField.register_lookup(InIds)
    ForeignKey.register_lookup(RelatedInIds)
