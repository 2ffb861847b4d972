"""Computing the figures that pages only read."""

from collections.abc import Iterable
from datetime import UTC, datetime

from twofold.core.plates import Figure, Measure, house
from twofold.directory.queries.units import unit_tree
from twofold.insight.models import StoredFigure

STORED = ("value", "n", "low", "high", "said_instead", "detail", "computed_at")


def refresh_figures(*, now: datetime, unit_ids: Iterable[int] | None = None) -> int:
    """Compute every measure for each unit with all below it, on each side, as of now, and keep it under today.

    Each unit is written in a transaction of its own, so that nobody waits for the whole.

    :param unit_ids: only these units; None for all
    :returns: how many figures were kept
    """
    tree = unit_tree()
    measures = list(house().every("measures"))
    kept = 0
    for unit_id in tree.parents if unit_ids is None else unit_ids:
        below = tree.subtree(unit_id)
        figures = [
            _stored(measure, unit_id, side, measure.compute(below, side, now), now)
            for measure in measures
            for side in measure.sides
        ]
        StoredFigure.objects.bulk_create(
            figures,
            update_conflicts=True,
            update_fields=STORED,
            unique_fields=("unit", "side", "measure", "day"),
        )
        kept += len(figures)
    return kept


def _stored(measure: Measure, unit_id: int, side: str, figure: Figure, now: datetime) -> StoredFigure:
    return StoredFigure(
        measure=measure.key,
        unit_id=unit_id,
        side=side,
        day=now.astimezone(UTC).date(),
        value=figure.value,
        n=figure.n,
        low=figure.low,
        high=figure.high,
        said_instead=figure.said_instead,
        detail=figure.detail,
        computed_at=now,
    )
