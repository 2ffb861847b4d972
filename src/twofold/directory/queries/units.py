"""The tree of units, read whole: an enterprise has hundreds of units, not millions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from twofold.directory.models import Unit


@dataclass(frozen=True)
class UnitTree:
    """All units with their parents, names and seals."""

    parents: dict[int, int | None]
    names: dict[int, str]
    sealed: frozenset[int]

    @property
    def roots(self) -> list[int]:
        """Units without a parent, by name."""
        return self._by_name(self._below.get(None, ()))

    def children(self, unit_id: int) -> list[int]:
        """The units right below one, by name."""
        return self._by_name(self._below.get(unit_id, ()))

    def subtree(self, unit_id: int, *, through_seals: bool = False) -> frozenset[int]:
        """A unit and all below it. Sealed units below, and what is under them, are left out unless asked for."""
        return frozenset(self._walk(unit_id, through_seals))

    def ancestors(self, unit_id: int) -> list[int]:
        """The units above one, nearest first."""
        above, current = [], self.parents.get(unit_id)
        while current is not None:
            above.append(current)
            current = self.parents.get(current)
        return above

    def behind_seals(self) -> frozenset[int]:
        """The sealed units and all below them: whatever is there is for members only."""
        return frozenset().union(*(self.subtree(unit, through_seals=True) for unit in self.sealed))

    @cached_property
    def _below(self) -> defaultdict[int | None, list[int]]:
        """The units right below each; None: below nothing."""
        below = defaultdict(list)
        for unit, parent in self.parents.items():
            below[parent].append(unit)
        return below

    def _walk(self, unit_id: int, through_seals: bool) -> Iterator[int]:
        waiting = [unit_id]
        while waiting:
            current = waiting.pop()
            yield current
            below = self._below.get(current, ())
            waiting += [unit for unit in below if through_seals or unit not in self.sealed]

    def _by_name(self, units: Iterable[int]) -> list[int]:
        return sorted(units, key=lambda unit: (self.names[unit].casefold(), unit))


WHOLE = "SELECT party_id, parent_id, (SELECT name FROM directory_party WHERE id = party_id), is_sealed FROM directory_unit"
"""Each name by itself: PostgreSQL joins a dozen units to a million parties by reading all of them, once a unit is new."""


def unit_tree() -> UnitTree:
    """The whole tree, sealed units included: their names are no secret, what is in them is."""
    with connection.cursor() as cursor:  # on every request: the ORM would take ten times as long
        cursor.execute(WHOLE)
        rows = cursor.fetchall()
    return UnitTree(
        parents={pk: parent for pk, parent, _, _ in rows},
        names={pk: name for pk, _, name, _ in rows},
        sealed=frozenset(pk for pk, _, _, sealed in rows if sealed),
    )


def enterprise_country() -> str:
    """The country of the enterprise, by which national phone numbers are read; "" if nobody said."""
    roots = Unit.objects.system("where the enterprise is at home is no secret").filter(parent=None)
    return roots.order_by("pk").values_list("party__country", flat=True).first() or ""
