"""CSAT: the share that chose the top of a labelled scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from twofold.science.answers import Scale, require_counts
from twofold.science.proportions import Share, share_of
from twofold.science.refusals import Unmeasurable

DEFAULT_BOXES = {3: 1, 4: 1, 5: 2, 7: 2, 10: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class TopBox(Share):
    """The share in the top boxes, with the mean and the whole distribution it hides."""

    scale: Scale
    boxes: int
    counts: tuple[int, ...]
    left_out: int
    mean: float | None


def top_box(counts: Sequence[int], scale: Scale, *, boxes: int | None = None, left_out: int = 0) -> TopBox:
    """The share that chose one of the top boxes, with Wilson's interval.

    :param counts: how often each step was chosen, from lowest to highest
    :param boxes: how many steps count as the top; by default what is usual for a scale of this length
    :param left_out: how many said "not applicable"; they are no part of n
    """
    require_counts(counts, scale)
    boxes = DEFAULT_BOXES.get(len(counts)) if boxes is None else boxes
    if boxes is None:
        raise Unmeasurable(f"Say how many boxes are the top of a scale of {scale}.")
    if not 0 < boxes < len(counts):
        raise Unmeasurable(f"The top of a scale of {scale} cannot be {boxes} boxes.")
    n = sum(counts)
    share = share_of(sum(counts[-boxes:]), n)
    total = sum(step * count for step, count in enumerate(counts, start=scale.low))
    return TopBox(
        point=share.point,
        interval=share.interval,
        n=n,
        noise=share.noise,
        count=share.count,
        scale=scale,
        boxes=boxes,
        counts=tuple(counts),
        left_out=left_out,
        mean=total / n if n else None,
    )
