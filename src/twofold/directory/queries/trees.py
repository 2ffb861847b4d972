"""Adding up along a tree."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def rolled_up(parents: Mapping[Node, Node | None], values: Mapping[Node, float]) -> dict[Node, float]:
    """For each node the sum over itself and all below it.

    :param parents: every node → the one above it, None for a root; a parent that is no node itself counts as None
    :param values: missing ones are 0
    """
    totals = {node: values.get(node, 0) for node in parents}
    for node in reversed(top_down(parents)):
        above = parents[node]
        if above in totals:
            totals[above] += totals[node]
    return totals


def top_down(parents: Mapping[Node, Node | None]) -> list[Node]:
    """All nodes, each behind the one above it; those in a circle, which no tree has, are left out."""
    below: dict[Node | None, list[Node]] = {}
    for node, above in parents.items():
        below.setdefault(above if above in parents else None, []).append(node)
    ordered: list[Node] = []
    waiting: list[Iterable[Node]] = [below.get(None, [])]
    while waiting:
        for node in waiting.pop():
            ordered.append(node)
            waiting.append(below.get(node, []))
    return ordered


def parents_below(parents: Mapping[Node, Node | None], top: Node) -> dict[Node, Node | None]:
    """The part of a tree from one node down, of which that node is the root."""
    kept: dict[Node, Node | None] = {top: None}
    for node in top_down({**parents, top: None}):
        if node != top and parents[node] in kept:
            kept[node] = parents[node]
    return kept
