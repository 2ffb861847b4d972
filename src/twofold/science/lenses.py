"""Lenses: the cuts of a survey's results that are fixed before it is launched.

A lens cuts everyone, or a unit, into parts: the unit tree level by level, single attributes, and one crossing of the two.
Counts come by combination of a respondent's unit and attribute values; people never come here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from twofold.science.refusals import Unmeasurable

UNIT = "unit"
EVERYONE = "everyone"
MOST_ATTRIBUTES = 3

Combination = tuple[str, ...]
"""The unit a respondent belongs to, then the value of each attribute in the plan's order."""
Counts = Mapping[Combination, int]


class Part(NamedTuple):
    """One value of a lens: a unit with all below it, or an attribute's value.

    ``is_direct``: those who belong to the unit itself and to none below it.
    """

    name: str
    is_direct: bool = False


class Crossing(NamedTuple):
    """An attribute within each unit ``depth`` steps below the top."""

    attribute: str
    depth: int = 1


Group = frozenset[Part]
CutKey = tuple[str, str | None]
Groups = Mapping[CutKey, Sequence[Group]]


@dataclass(frozen=True, slots=True)
class LensPlan:
    """What results will be cut by, shown to respondents before the first question.

    :param parents: unit → the unit above it, ``None`` at the top
    """

    parents: Mapping[str, str | None]
    attributes: tuple[str, ...] = ()
    crossing: Crossing | None = None

    def __post_init__(self) -> None:
        if len(self.attributes) > MOST_ATTRIBUTES:
            raise Unmeasurable(f"Results are cut by at most {MOST_ATTRIBUTES} attributes.")
        if {UNIT, EVERYONE} & set(self.attributes) or len(set(self.attributes)) < len(self.attributes):
            raise Unmeasurable("Attributes need names of their own.")
        if self.crossing and self.crossing.attribute not in self.attributes:
            raise Unmeasurable(f"{self.crossing.attribute} is crossed with units but is no lens itself.")

    def line_of(self, unit: str) -> tuple[str, ...]:
        """The unit and all above it, from the top down."""
        line: list[str] = []
        at: str | None = unit
        while at is not None:
            if at in line or at not in self.parents:
                raise Unmeasurable(f"{at} is no unit of this plan, or is above itself.")
            line.append(at)
            at = self.parents[at]
        return tuple(reversed(line))


@dataclass(frozen=True, slots=True)
class Cut:
    """One unit, or everyone (``within`` is ``None``), cut into parts that do not overlap."""

    lens: str
    within: str | None
    parts: Mapping[Part, frozenset[Combination]]

    @property
    def key(self) -> CutKey:
        return self.lens, self.within


@dataclass(frozen=True, slots=True)
class Cell:
    """What is told of one part, or of several together."""

    lens: str
    within: str | None
    parts: tuple[Part, ...]
    combinations: frozenset[Combination]
    n: int

    @property
    def is_merged(self) -> bool:
        return len(self.parts) > 1


def cuts_of(plan: LensPlan, counts: Counts) -> tuple[Cut, ...]:
    """Every cut that the plan makes of those who answered: units from the top down, then attributes, then the crossing."""
    units: dict[str | None, dict[Part, set[Combination]]] = defaultdict(lambda: defaultdict(set))
    singles: dict[str, dict[Part, set[Combination]]] = defaultdict(lambda: defaultdict(set))
    crossed: dict[str, dict[Part, set[Combination]]] = defaultdict(lambda: defaultdict(set))
    for one in (combination for combination, n in counts.items() if n):
        line = plan.line_of(one[0])
        for above, unit in zip((None, *line), line, strict=False):
            units[above][Part(unit)].add(one)
        units[line[-1]][Part(line[-1], is_direct=True)].add(one)
        values = dict(zip(plan.attributes, one[1:], strict=True))
        for attribute, value in values.items():
            singles[attribute][Part(value)].add(one)
        if plan.crossing and len(line) > plan.crossing.depth:
            crossed[line[plan.crossing.depth]][Part(values[plan.crossing.attribute])].add(one)
    top_down = sorted(units, key=lambda unit: (len(plan.line_of(unit)) if unit else 0, unit or ""))
    return (
        *(_cut(UNIT, unit, units[unit]) for unit in top_down if not _is_leaf(units[unit])),
        *(_cut(attribute, None, singles[attribute]) for attribute in plan.attributes),
        *(_cut(f"{UNIT} × {plan.crossing.attribute}", unit, crossed[unit]) for unit in sorted(crossed)),
    )


def _cut(lens: str, within: str | None, parts: Mapping[Part, set[Combination]]) -> Cut:
    return Cut(lens, within, {part: frozenset(parts[part]) for part in sorted(parts)})


def _is_leaf(parts: Mapping[Part, set[Combination]]) -> bool:
    return all(part.is_direct for part in parts)
