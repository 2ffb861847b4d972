"""Reading rules: a tree of conditions, and what could not be used of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.filters.conditions import leaf_condition, linked_condition, linked_of
from twofold.core.filters.operators import operators_of
from twofold.core.filters.rules import Path, Rules, group_of
from twofold.core.filters.values import read_values
from twofold.core.plates.lists import Asked, FilterField, Linked

DEEPEST = 4
MOST_LEAVES = 30


class Problem(NamedTuple):
    """A rule that is left out, and why.

    :param path: where it stands, see :func:`without_rule`
    """

    sentence: str
    path: Path = ()


@dataclass(frozen=True)
class Leaf:
    """One rule that can be used.

    :param values: as read by the field's kind
    :param bare: the condition as it stands
    :param told: of which rows the asker may know what it says; no other row matches
    :param linked: the rows of another table by which the rule is decided, if it is
    """

    field: FilterField
    operator: str
    values: tuple[Any, ...]
    path: Path
    bare: Q
    told: Q
    linked: Linked | None = None

    @property
    def condition(self) -> Q:
        """What a row must fulfil."""
        return self.bare & self.told


@dataclass(frozen=True)
class Group:
    """Rules that must ``all``, or of which ``any``, or of which ``none`` may hold. An empty one is as if it were not there."""

    kind: str
    parts: tuple["Leaf | Group", ...]
    path: Path

    @property
    def condition(self) -> Q:
        """All its parts as one condition."""
        conditions = [part.condition for part in self.parts]
        if not conditions:
            return Q()
        if self.kind == "all":
            return reduce(and_, conditions)
        either = reduce(or_, conditions)
        return ~either if self.kind == "none" else either


class Reading(NamedTuple):
    """Rules as they can be used.

    :param tree: the outermost group
    """

    tree: Group
    problems: tuple[Problem, ...]


def compile_rules(
    rules: Rules, fields: Mapping[str, FilterField], asked: Asked
) -> tuple[Q, tuple[Problem, ...]]:
    """The condition that rules state, and the rules that were left out of it.

    :param fields: name → field, of the list that is narrowed
    """
    reading = read_rules(rules, fields, asked)
    return reading.tree.condition, reading.problems


def read_rules(
    rules: Rules,
    fields: Mapping[str, FilterField],
    asked: Asked,
    *,
    told: Q | None = None,
    gone: Callable[[], Mapping[str, str]] = dict,
) -> Reading:
    """Rules as a tree of conditions; see :func:`compile_rules`.

    :param told: of which rows the asker may know more than what is open
    :param gone: tells what fields were called that one can no longer ask for
    """
    reader = _Reader(fields, asked, told or Q(), gone)
    if not rules:
        return Reading(Group("all", (), ()), ())
    tree = reader.group(rules, (), 1)
    return Reading(tree or Group("all", (), ()), tuple(reader.problems))


def leaf_of(
    field: FilterField,
    operator: str,
    values: tuple[Any, ...],
    asked: Asked,
    *,
    told: Q | None = None,
    path: Path = (),
) -> Leaf:
    """One rule whose values have been read.

    :param told: of which rows the asker may know more than what is open
    """
    linked = linked_of(field, operator, values, asked) if field.linked else None
    bare = linked_condition(linked) if linked else leaf_condition(field, operator, values, asked)
    is_told = linked is not None or field.is_open
    return Leaf(field, operator, values, path, bare, Q() if is_told else told or Q(), linked)


@dataclass
class _Reader:
    fields: Mapping[str, FilterField]
    asked: Asked
    told: Q
    gone: Callable[[], Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)
    leaves: int = 0

    def group(self, rules: Any, path: Path, depth: int) -> Group | None:
        found = group_of(rules)
        if found is None:
            return self.leave_out(_("This filter cannot be read."), path)
        if depth > DEEPEST:
            return self.leave_out(
                _("Groups may stand in groups %(most)d deep; this one is left out.") % {"most": DEEPEST}, path
            )
        kind, parts = found
        return Group(kind, tuple(self.parts(parts, path, depth)), path)

    def parts(self, parts: list, path: Path, depth: int) -> Iterator[Leaf | Group]:
        for place, part in enumerate(parts):
            here = (*path, place)
            is_leaf = isinstance(part, Mapping) and "field" in part
            read = self.leaf(part, here) if is_leaf else self.group(part, here, depth + 1)
            if isinstance(read, Leaf) or (read and read.parts):
                yield read

    def leaf(self, rule: Mapping[str, Any], path: Path) -> Leaf | None:
        self.leaves += 1
        if self.leaves > MOST_LEAVES:
            return self.leave_out_the_rest(path)
        found = self.fields.get(str(rule["field"]))
        if found is None:
            return self.leave_out(
                _("One rule asks for “%(name)s”, which no longer exists. It is left out.")
                % {"name": self.called(str(rule["field"]))},
                path,
            )
        operator = operators_of(found).get(str(rule.get("op", "")))
        if operator is None:
            return self.leave_out(
                _("%(label)s cannot be asked in this way. The rule is left out.") % {"label": found.label},
                path,
            )
        try:
            values = read_values(found, operator.takes, rule.get("value", []), self.asked)
        except BadInput as refusal:
            return self.leave_out(f"{found.label}: {refusal.sentence}", path)
        return leaf_of(found, str(rule["op"]), values, self.asked, told=self.told, path=path)

    def called(self, name: str) -> str:
        return self.gone().get(name, name[:60])

    def leave_out_the_rest(self, path: Path) -> None:
        if self.leaves == MOST_LEAVES + 1:
            sentence = _("A filter may hold %(most)d rules. Those from here on are left out.")
            self.leave_out(sentence % {"most": MOST_LEAVES}, path)

    def leave_out(self, sentence: str, path: Path) -> None:
        self.problems.append(Problem(sentence, path))
