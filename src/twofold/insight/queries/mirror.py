"""The mirror: the same figures for both kinds of customer, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.directory.queries.units import UnitTree, unit_tree
from twofold.insight.models import StoredFigure
from twofold.insight.queries.attention import Attention, ChainLink, chain_links, needs_attention
from twofold.insight.queries.figures import newest_figures, shown_figure
from twofold.relationships.models import Side
from twofold.ui.shapes import Figure, StandingCount

STANDING = "relationships.standing"
STANDINGS = ("current", "past", "potential")


@dataclass(frozen=True)
class Half:
    """One side of the mirror.

    :param computed_at: when its figures were computed, or None when they never were
    """

    side: str
    standing: list[StandingCount]
    figures: list[Figure]
    attention: list[Attention]
    computed_at: datetime | None


@dataclass(frozen=True)
class Mirror:
    """What Home shows for one unit with all below it."""

    unit_id: int
    unit_name: str
    choices: list[tuple[int, str]]
    halves: list[Half]
    chain: list[ChainLink]

    @property
    def is_empty(self) -> bool:
        """True while nothing has been computed for this unit."""
        return not any(half.computed_at for half in self.halves)


def units_to_mirror(actor: Actor, tree: UnitTree) -> list[int]:
    """The units whose figures the actor may see, the widest first."""
    seen = set(actor.units())
    if actor.may("see_totals"):
        seen |= set(tree.parents) - tree.sealed
    return sorted(
        seen & set(tree.parents), key=lambda unit: (len(tree.ancestors(unit)), tree.names[unit].casefold())
    )


def mirror(actor: Actor, *, unit_id: int | None, sides: Sequence[str], now: datetime) -> Mirror | None:
    """The mirror of one unit, or of the widest the actor may see; None for one who may see none, or not this one."""
    tree = unit_tree()
    choices = units_to_mirror(actor, tree)
    chosen = unit_id or next(iter(choices), None)
    if chosen not in choices:
        return None
    below = tree.subtree(chosen)
    return Mirror(
        unit_id=chosen,
        unit_name=tree.names[chosen],
        choices=[(unit, "  " * len(tree.ancestors(unit)) + tree.names[unit]) for unit in choices],
        halves=[_half(actor, chosen, tree, side, now) for side in sides],
        chain=chain_links(actor, below),
    )


def _half(actor: Actor, unit_id: int, tree: UnitTree, side: str, now: datetime) -> Half:
    stored = newest_figures(actor, unit_id, side)
    measures = [
        measure for measure in house().every("measures") if measure.key in stored and measure.key != STANDING
    ]
    return Half(
        side=side,
        standing=_standing(stored.get(STANDING)),
        figures=[shown_figure(measure, stored[measure.key], tree) for measure in measures],
        attention=needs_attention(actor, tree.subtree(unit_id), side, now=now),
        computed_at=max((figure.computed_at for figure in stored.values()), default=None),
    )


def _standing(stored: StoredFigure | None) -> list[StandingCount]:
    if stored is None:
        return []
    rows = reverse("relationships:standing")
    return [
        StandingCount(
            standing=standing,
            n=stored.detail.get(standing, 0),
            url=f"{rows}?{urlencode({'side': stored.side, 'unit': stored.unit_id, 'list': standing})}",
        )
        for standing in STANDINGS
    ]


BOTH = (Side.INTERNAL.value, Side.EXTERNAL.value)
