"""Where a question may be told sharply, so that what is blurred in one group cannot be had from others.

A team of five who all agree is told as a band. A whole less its other teams would tell what the band hides, so as many of those
are left out as it takes: the smallest first, until nothing blurred is a sum or difference of what is told sharply.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twofold.science.answers import Scale
from twofold.science.disclosure import SMALL_GROUP
from twofold.science.lenses import EVERYONE, Cell, Combination, CutKey
from twofold.science.publication.blurring import FAR_FROM_END, LEAST_FOR_DISTRIBUTION, NEAR_END, NEARLY_ALL
from twofold.science.publication.dependence import ROUNDING
from twofold.science.publication.incidence import Incidence


@dataclass(frozen=True)
class Given:
    """Answers to one question: combination → how many answered it, and how often each value was given."""

    n: Mapping[Combination, int]
    values: Mapping[Combination, Mapping[int, int]]


@dataclass(frozen=True)
class Sharp:
    """The cells in which a question's mean, and those in which also how often each value was given, may be told.

    ``blurred`` are those in which nearly all agree, or come near an end of the scale: their mean is told as a band.
    """

    means: frozenset[Cell]
    distributions: frozenset[Cell]
    blurred: frozenset[Cell]


def sharp_cells(
    cells: Sequence[Cell], told: Sequence[Cell], given: Given, known: Given, scale: Scale | None
) -> Sharp:
    """Where one question may be told sharply.

    :param cells: all that are published
    :param told: those of them in which enough answered the question
    :param known: the answers of those who count towards the least size of a group: whoever invented the others can take them out
    :param scale: None where choices are counted and no mean is told
    """
    field = _Field.of(cells, given, known, scale)
    asked = np.array([cell in set(told) for cell in cells], dtype=bool)
    blurred = asked & _agree(*field.answers[0], field.steps, scale)
    means = field.closed(asked & ~field.is_blurred(field.each), field.is_blurred) if scale else asked
    distributions = field.closed(means & ~field.is_blurred_or_few(field.each), field.is_blurred_or_few)

    def chosen(where: np.ndarray) -> frozenset[Cell]:
        return frozenset(cells[at] for at in np.flatnonzero(where))

    return Sharp(chosen(means), chosen(distributions), chosen(blurred))


@dataclass(frozen=True)
class _Field:
    """Cells, and what was answered in each; sums and differences of cells are rows of factors."""

    cells: Sequence[Cell]
    incidence: Incidence
    answers: tuple[tuple[np.ndarray, np.ndarray], ...]
    steps: np.ndarray
    scale: Scale | None

    @classmethod
    def of(cls, cells: Sequence[Cell], given: Given, known: Given, scale: Scale | None) -> "_Field":
        inside = [frozenset(one for one in cell.combinations if given.n.get(one)) for cell in cells]
        steps = sorted({value for values in given.values.values() for value in values}) or [0]
        answers = tuple(
            (
                np.array([sum(one.n.get(where, 0) for where in cell) for cell in inside], dtype=float),
                np.array([_added(one, cell, steps) for cell in inside], dtype=float).reshape(-1, len(steps)),
            )
            for one in (given, known)
        )
        return cls(cells, Incidence.of(inside, given.n), answers, np.array(steps), scale)

    @property
    def each(self) -> np.ndarray:
        return np.eye(len(self.cells))

    def is_blurred(self, factors: np.ndarray) -> np.ndarray:
        """Of which sums and differences nearly all agree, or come near an end of the scale."""
        found = np.zeros(len(factors), dtype=bool)
        for n, values in self.answers:
            found |= _agree(factors @ n, factors @ values, self.steps, self.scale)
        return found

    def is_blurred_or_few(self, factors: np.ndarray) -> np.ndarray:
        """The same, or too few for how often each value was given."""
        n = factors @ self.answers[1][0]
        return self.is_blurred(factors) | ((n > 0) & (n < LEAST_FOR_DISTRIBUTION))

    def closed(self, sharp: np.ndarray, is_hidden) -> np.ndarray:
        """The sharp cells without those from which something hidden could be computed."""
        sharp = sharp.copy()
        while found := [*self._differences(sharp, is_hidden), *self._computable(sharp, is_hidden)]:
            for sources in found:
                if sharp[sources].all():
                    sharp[min(sources, key=lambda at: (self.cells[at].n, at))] = False
        return sharp

    def _differences(self, sharp: np.ndarray, is_hidden) -> Iterator[list[int]]:
        """Pairs of sharp cells, one within the other, that differ by something hidden."""
        at = np.flatnonzero(sharp)
        rows, people = self.incidence.rows[at], self.incidence.people
        shared = (rows * people @ rows.T).toarray()
        size = np.diagonal(shared)
        pairs = np.argwhere((shared == size[None, :]) & (size[None, :] < size[:, None]))
        if len(pairs):
            whole, part = at[pairs].T
            hidden = is_hidden(self.each[whole] - self.each[part])
            yield from (
                [int(one), int(other)] for one, other in zip(whole[hidden], part[hidden], strict=True)
            )

    def _computable(self, sharp: np.ndarray, is_hidden) -> Iterator[list[int]]:
        """For each hidden cell, and all of a cut together that are not sharp, the sharp cells from which it follows."""
        at, factors = np.flatnonzero(sharp), self._candidates(sharp)
        factors = factors[is_hidden(factors)] if len(factors) else factors
        if not len(at) or not len(factors):
            return
        from_sharp = Incidence(self.incidence.rows[at], self.incidence.people, self.incidence.first)
        vectors = (self.incidence.rows.T @ factors.T).reshape(self.incidence.rows.shape[1], -1)
        follows = np.abs(from_sharp.outside(vectors)).max(axis=0) < ROUNDING
        weights = from_sharp.weights(vectors[:, follows])
        yield from (
            [int(at[one]) for one in np.flatnonzero(np.abs(column) > ROUNDING)] for column in weights.T
        )

    def _candidates(self, sharp: np.ndarray) -> np.ndarray:
        dull: dict[CutKey, list[int]] = defaultdict(list)
        for one in np.flatnonzero(~sharp):
            dull[self.cells[one].lens, self.cells[one].within].append(one)
        together = [self.each[within].sum(axis=0) for (lens, _), within in dull.items() if lens != EVERYONE]
        return np.array([*self.each[~sharp], *together])


def _added(given: Given, cell: frozenset[Combination], steps: Sequence[int]) -> list[int]:
    return [sum(given.values.get(one, {}).get(step, 0) for one in cell) for step in steps]


def _agree(n: np.ndarray, values: np.ndarray, steps: np.ndarray, scale: Scale | None) -> np.ndarray:
    some = n > 0.5
    agree = some & (values.max(axis=1) >= NEARLY_ALL * n)
    if scale is None:
        return agree
    mean = values @ steps / np.where(some, n, 1)
    margin = (scale.high - scale.low) * np.where(n < SMALL_GROUP, FAR_FROM_END, NEAR_END)
    return agree | (some & ((mean <= scale.low + margin) | (mean >= scale.high - margin)))
