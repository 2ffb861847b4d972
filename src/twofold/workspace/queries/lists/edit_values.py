"""New values of fields as they are kept with a run, and read again from there."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from twofold.core.money import Money
from twofold.core.plates import Amended, FieldKind
from twofold.workspace.queries.lists.listed import Listed


def kept_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON holds them."""
    return {name: _kept(value) for name, value in values.items()}


def read_values(listed: Listed, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a run; without those of fields that the list has no longer."""
    return {
        name: _read(listed.edits[name].kind, value) for name, value in kept.items() if name in listed.edits
    }


def _kept(value: Any) -> Any:
    match value:
        case Amended():
            return {"add": list(value.add), "remove": list(value.remove)}
        case Money():
            return [value.minor, value.currency]
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
    return value


def _read(kind: FieldKind, kept: Any) -> Any:
    if kept is None or kept == "":
        return None
    match kind:
        case FieldKind.NUMBER:
            return Decimal(kept)
        case FieldKind.DATE:
            return date.fromisoformat(kept)
        case FieldKind.MOMENT:
            return datetime.fromisoformat(kept)
        case FieldKind.MONEY:
            return Money(*kept)
        case FieldKind.CHOICES if isinstance(kept, dict):
            return Amended(tuple(kept["add"]), tuple(kept["remove"]))
    return kept
