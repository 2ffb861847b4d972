"""The records that somebody means: those they ticked, or all that match a list."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from twofold.core.filters import Rules
from twofold.core.plates import Asked
from twofold.core.setwise import among
from twofold.workspace.queries.lists.listed import Listed
from twofold.workspace.queries.lists.matching import matching
from twofold.workspace.queries.lists.shown import Shown, of_view

MOST_TICKED = 5_000


@dataclass(frozen=True)
class Scope:
    """Some records of a list.

    :param ids: those that were ticked, in order; None for all that match
    """

    listed: Listed
    ids: tuple[int, ...] | None
    rules: Rules
    text: str = ""
    side: str = "both"

    def next_ids(self, asked: Asked, after: int, most: int) -> Sequence[int]:
        """The next records by id."""
        if self.ids is not None:
            start = bisect_right(self.ids, after)
            return self.ids[start : start + most]
        rows = self._rows(asked).filter(pk__gt=after).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:most])

    def count(self, asked: Asked) -> int:
        """How many they are."""
        return len(self.ids) if self.ids is not None else self._rows(asked).order_by().count()

    def units(self, asked: Asked) -> Sequence[int]:
        """The units to which they belong."""
        if not self.listed.type.unit:
            return []
        rows = self._rows(asked) if self.ids is None else self._ticked(asked)
        units = rows.order_by().values_list(self.listed.type.unit, flat=True).distinct()
        return sorted(unit for unit in units if unit)

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        if self.ids is not None:
            return {"ids": list(self.ids)}
        return {"rules": self.rules, "text": self.text, "side": self.side}

    def _ticked(self, asked: Asked):
        return self.listed.type.rows(asked).filter(pk__in=among(self.ids))

    def _rows(self, asked: Asked):
        return matching(self._shown(), asked._replace(side=self.side)).every

    def _shown(self) -> Shown:
        every = of_view(self.listed, self.listed.type.views[0])
        return replace(every, rules=self.rules, text=self.text)


def read_scope(listed: Listed, kept: Mapping[str, Any]) -> Scope:
    """A scope from what :meth:`Scope.kept` made of it."""
    ids = tuple(sorted(kept["ids"])) if "ids" in kept else None
    return Scope(listed, ids, kept.get("rules", {}), kept.get("text", ""), kept.get("side", "both"))


def ticked(listed: Listed, texts: Sequence[str]) -> Scope:
    """The records whose ids a form sent."""
    ids = sorted({int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19})
    return Scope(listed, tuple(ids[:MOST_TICKED]), {})


def all_of(shown: Shown, asked: Asked) -> Scope:
    """All records that a list shows, on all of its pages."""
    return Scope(shown.listed, None, shown.rules, shown.text, asked.side)
