"""Rules as plain JSON: where a rule stands, and rules with one more or one less."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Rules = Mapping[str, Any]
Path = tuple[int, ...]
"""Where a rule stands: its place in the outermost group, in the group there, and so on."""

GROUPS = ("all", "any", "none")


def group_of(rules: Any) -> tuple[str, list] | None:
    """Kind and parts of a group, or None for what is none."""
    if isinstance(rules, Mapping) and len(rules) == 1:
        kind, parts = next(iter(rules.items()))
        if kind in GROUPS and isinstance(parts, list):
            return kind, parts
    return None


def with_rule(rules: Rules, rule: Mapping[str, Any]) -> Rules:
    """The rules, and one more that must hold as well."""
    group = group_of(rules)
    if group is None:
        return {"all": [rule]}
    kind, parts = group
    return {"all": [*parts, rule]} if kind == "all" else {"all": [rules, rule]}


def without_rule(rules: Rules, path: Sequence[int]) -> Rules:
    """The rules without the one at a place, and without groups that this leaves empty."""
    group = group_of(rules)
    if not path or group is None:
        return {}
    kind, parts = group
    kept = [part for part in _kept(parts, tuple(path)) if part]
    return {kind: kept} if kept else {}


def _kept(parts: list, path: Path) -> Iterator[Any]:
    for place, part in enumerate(parts):
        if place != path[0]:
            yield part
        elif len(path) > 1:
            yield without_rule(part, path[1:])


def path_text(path: Path) -> str:
    """A place as an address writes it: ``0.2``."""
    return ".".join(map(str, path))


def read_path(text: str) -> Path:
    """The place that an address names; the outermost, ``()``, for what cannot be read."""
    parts = text.split(".")
    return tuple(map(int, parts)) if all(part.isascii() and part.isdecimal() for part in parts) else ()
