"""Asking the database set-wise, in the words that both engines understand.

These cursors pass no gate: what they answer are sums over units that the caller has been found entitled to count
(`access.can_count`). Rows about anyone go through the gate, in `queries/customers.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from twofold.relationships.models import Dealing, Relationship


@dataclass(frozen=True)
class Slice:
    """Which dealings are meant: of one side, up to a day, of some units or all, of one offering family or all.

    :param unit_ids: None for the whole enterprise
    :param since: the first day meant, or None for all since the beginning
    :param of_unknown: the dealings of unknown buyers instead of everyone else's
    """

    side: str
    as_of: date
    unit_ids: frozenset[int] | None = None
    family_id: int | None = None
    since: date | None = None
    of_unknown: bool = False

    def of(self, **changes: Any) -> "Slice":
        """The same but for some fields."""
        return replace(self, **changes)

    def relationships(self) -> tuple[str, list]:
        """Condition on a relationship ``r``, with its parameters. The unknown buyer is nobody's customer."""
        is_customer = "=" if self.of_unknown else "<>"
        sql, parameters = f"r.side = %s AND r.customer_id {is_customer} {UNKNOWN_BUYER}", [self.side]
        if self.unit_ids is not None:
            sql += f" AND r.provider_id IN ({marks(self.unit_ids)})"
            parameters += sorted(self.unit_ids)
        return sql, parameters

    def dealings(self, *, with_reversals: bool = False) -> tuple[str, list]:
        """Condition on a completed dealing ``d`` of a relationship ``r``, with its parameters."""
        sql, parameters = self.relationships()
        sql += " AND (d.is_completed OR d.is_reversal)" if with_reversals else " AND d.is_completed"
        sql += " AND d.happened_on <= %s"
        parameters.append(day(self.as_of))
        if self.since:
            sql += " AND d.happened_on >= %s"
            parameters.append(day(self.since))
        if self.family_id is not None:
            sql += " AND d.offering_id IN (SELECT id FROM relationships_offering WHERE family_id = %s)"
            parameters.append(self.family_id)
        return sql, parameters

    def kept_dealings(self) -> tuple[str, list]:
        """The same without what had been reversed in full by the day."""
        sql, parameters = self.dealings()
        return sql + " AND (d.reversed_on IS NULL OR d.reversed_on > %s)", [*parameters, day(self.as_of)]


UNKNOWN_BUYER = "COALESCE((SELECT id FROM directory_party WHERE is_unknown_buyer), 0)"
DEALINGS = "relationships_dealing d JOIN relationships_relationship r ON r.id = d.relationship_id"


def fetch(sql: str, parameters: Iterable = ()) -> list[tuple]:
    """All rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        return cursor.fetchall()


def marks(values: Iterable) -> str:
    """As many placeholders as there are values, or one that matches nothing."""
    return ", ".join("%s" for _ in values) or "NULL"


def day(value: date) -> Any:
    """A day as the engine stores it."""
    return connection.ops.adapt_datefield_value(value)


def as_day(value: date | str | None) -> date | None:
    """A day as the engine gave it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def days_between(earlier: str, later: str) -> str:
    """Whole days from one day to another."""
    if connection.vendor == "sqlite":
        return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"
    return f"({later} - {earlier})"


def month_of(column: str) -> str:
    """A day's month as one number: year × 12 + month − 1."""
    if connection.vendor == "sqlite":
        year, month = f"CAST(substr({column}, 1, 4) AS INTEGER)", f"CAST(substr({column}, 6, 2) AS INTEGER)"
    else:
        year, month = f"EXTRACT(YEAR FROM {column})::int", f"EXTRACT(MONTH FROM {column})::int"
    return f"({year} * 12 + {month} - 1)"


def sums_tell(as_of: date) -> bool:
    """Whether the relationships' stored sums tell the whole story: no dealing is later, and no import is under way."""
    latest = Dealing.objects.system("a day tells nothing of anyone").order_by("-happened_at", "-id")
    latest_on = latest.values_list("happened_on", flat=True).first()
    if latest_on and latest_on > as_of:
        return False
    return not Relationship.objects.system("a yes or no tells nothing").filter(sums_are_stale=True).exists()
