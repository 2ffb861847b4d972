"""What is in a file that no known system wrote: the kinds of record whose fields its headers name."""

from collections.abc import Sequence

from twofold.core.plates import RecordType
from twofold.workspace.queries.columns import guess_mapping
from twofold.workspace.queries.record_types import record_types

ENOUGH = 0.5
"""The least share of a file's headers that must be fields of a kind of record."""


def likely_record_types(headers: Sequence[str]) -> list[RecordType]:
    """The kinds that explain most of the headers, several where they explain as many; none where they explain too few."""
    explained = {kind.name: _fields_named(kind, headers) for kind in record_types()}
    most = max(explained.values(), default=0)
    if most < max(2, ENOUGH * len(headers)):
        return []
    return [kind for kind in record_types() if explained[kind.name] == most]


def _fields_named(kind: RecordType, headers: Sequence[str]) -> int:
    """How many headers are fields of the kind; 0 if one that is required is missing."""
    fields = [field for field in kind.fields if not field.many]
    named = set(guess_mapping(headers, fields, {}).values())
    return len(named) if all(field.name in named for field in fields if field.required) else 0
