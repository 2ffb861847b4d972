"""Raw answers on their native scale."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers from ``low`` to ``high``."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"

    def __contains__(self, answer: float) -> bool:
        return self.low <= answer <= self.high and answer == int(answer)


def valid_answers(answers: Iterable[int | None], scale: Scale) -> tuple[list[int], int]:
    """The answers that were given, and how many were left blank (``None``, "don't know").

    :raises Unmeasurable: if an answer is not a whole number on the scale
    """
    kept: list[int] = []
    left_out = 0
    for answer in answers:
        if answer is None:
            left_out += 1
        elif answer not in scale:
            raise Unmeasurable(f"{answer} is not a whole number from {scale}.")
        else:
            kept.append(int(answer))
    return kept, left_out


def counted_answers(answers: Iterable[int | None], scale: Scale) -> tuple[tuple[int, ...], int]:
    """How often each step of the scale was chosen, from lowest to highest, and how many were left blank."""
    kept, left_out = valid_answers(answers, scale)
    chosen = Counter(kept)
    return tuple(chosen[step] for step in range(scale.low, scale.high + 1)), left_out


def require_counts(counts: Sequence[int], scale: Scale) -> None:
    """Raise Unmeasurable unless there is one count, zero or more, per step of the scale."""
    steps = scale.high - scale.low + 1
    if len(counts) != steps:
        raise Unmeasurable(f"A scale of {scale} has {steps} steps, but {len(counts)} counts were given.")
    if any(count < 0 for count in counts):
        raise Unmeasurable("Counts cannot be negative.")
