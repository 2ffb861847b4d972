"""What a bulk edit will change, told before it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from twofold.core.plates import Asked, ListColumn
from twofold.core.setwise import among
from twofold.workspace.queries.lists.listed import Listed
from twofold.workspace.queries.lists.scopes import Scope
from twofold.workspace.queries.lists.values import values_of

LOOKED_AT = 2_000
SHOWN = 20


class SampleRow(NamedTuple):
    """A record that will change.

    :param old: field → value as the list has it now
    """

    pk: int
    name: str
    old: Mapping[str, Any]


class Refused(NamedTuple):
    """A record that will stay as it is."""

    pk: int
    name: str
    why: str


@dataclass(frozen=True)
class Preview:
    """What would become of the records.

    :param looked_at: of how many it was worked out: of all, or of the first thousands
    """

    total: int
    looked_at: int
    will_change: int
    already_so: int
    may_not: int
    rows: Sequence[SampleRow]
    refused: Sequence[Refused]

    @property
    def is_of_all(self) -> bool:
        """Whether the counts are of all records."""
        return self.looked_at == self.total


def preview(scope: Scope, values: Mapping[str, Any], asked: Asked) -> Preview:
    """Work out what an edit would do, without doing it.

    :raises BadInput: if a value makes no sense
    """
    found = scope.listed
    ids = list(scope.next_ids(asked, 0, LOOKED_AT))
    planned = found.type.plan(ids, values, asked)
    changing = [change.pk for change in planned.changes]
    pks = dict.fromkeys(changing)
    rows, names = _samples(found, [*pks][:SHOWN], list(planned.refused)[:SHOWN], [*values], asked)
    return Preview(
        total=len(ids) if len(ids) < LOOKED_AT else scope.count(asked),
        looked_at=len(ids),
        will_change=len(pks),
        already_so=len(ids) - len(pks) - len(planned.refused),
        may_not=len(planned.refused),
        rows=rows,
        refused=[
            Refused(pk, names.get(pk, f"#{pk}"), str(why))
            for pk, why in list(planned.refused.items())[:SHOWN]
        ],
    )


def _samples(
    found: Listed, changing: Sequence[int], refused: Sequence[int], fields: Sequence[str], asked: Asked
) -> tuple[list[SampleRow], Mapping[int, str]]:
    records = list(found.type.rows(asked).filter(pk__in=among([*changing, *refused])).order_by("pk"))
    shown: list[ListColumn] = [found.columns[name] for name in fields if name in found.columns]
    values = values_of(records, [found.link, *shown], asked)
    names = {pk: str(name) for pk, name in values[found.link.name].items()}
    rows = [
        SampleRow(pk, names.get(pk, f"#{pk}"), {name: values[name].get(pk) for name in values})
        for pk in changing
    ]
    return rows, names
