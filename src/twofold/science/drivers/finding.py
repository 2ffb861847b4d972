"""Finding drivers: the gates first, then the parts, then how sure one may be of them."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import fdtrc

from twofold.science.drivers.answers import Driver, Drivers, NoDrivers
from twofold.science.drivers.parts import johnson_parts, lmg_parts, weighted_correlations
from twofold.science.estimates import Interval
from twofold.science.refusals import Unmeasurable

MOST_PREDICTORS = 12
LEAST_N, LEAST_PER_PREDICTOR = 100, 10
LEAST_R_SQUARED, SIGNIFICANT = 0.05, 0.05
INFLATED = 10.0
CHUNK = 200

Answers = Sequence[float | None]


def gated_drivers(outcome: Answers, predictors: Mapping[str, Answers], *, draws: int, seed: int) -> Drivers:
    """The drivers of complete answers, or why there are none."""
    rows = _complete_rows(outcome, predictors)
    names, n = tuple(predictors), len(rows)
    left_out, least_n = len(outcome) - n, max(LEAST_N, LEAST_PER_PREDICTOR * len(predictors))
    if n < least_n:
        return Drivers((), NoDrivers.TOO_FEW, n, left_out, least_n)
    table = np.array(rows, dtype=float)
    if (np.ptp(table, axis=0) == 0).any():
        return Drivers((), NoDrivers.NOT_DETECTABLE, n, left_out, least_n)
    correlation = np.corrcoef(table, rowvar=False)
    inflation = _inflation(correlation)
    to_merge = tuple(name for name, vif in zip(names, inflation, strict=True) if not vif <= INFLATED)
    r_squared, f, p_value = _overall(correlation, n)
    refusal = _refusal(r_squared, p_value, to_merge)
    found = () if refusal else _drivers(names, table, correlation, draws, seed)
    return Drivers(
        found,
        refusal,
        n,
        left_out,
        least_n,
        r_squared=r_squared,
        f=f,
        p_value=p_value,
        inflation=tuple(zip(names, inflation, strict=True)),
        to_merge=to_merge,
        methods_agree=_ranked_alike(found),
    )


def _drivers(
    names: Sequence[str], table: np.ndarray, correlation: np.ndarray, draws: int, seed: int
) -> tuple[Driver, ...]:
    parts, checks = lmg_parts(correlation[None])[0], johnson_parts(correlation)
    drawn = _bootstrap(table, draws, seed)
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    shares = drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-12)
    share_low, share_high = np.quantile(shares, (0.025, 0.975), axis=0)
    first = np.bincount(drawn.argmax(axis=1), minlength=len(names)) / draws
    alone = correlation[:-1, -1]
    beside = np.linalg.solve(correlation[:-1, :-1], alone)
    found = [
        Driver(
            name=name,
            lmg=float(parts[at]),
            interval=Interval(float(low[at]), float(high[at])),
            share=float(parts[at] / parts.sum()),
            share_interval=Interval(float(share_low[at]), float(share_high[at])),
            first=float(first[at]),
            johnson=float(checks[at]),
            correlation=float(alone[at]),
            coefficient=float(beside[at]),
            is_suppressor=bool(alone[at] * beside[at] < 0),
        )
        for at, name in enumerate(names)
    ]
    return tuple(sorted(found, key=lambda driver: -driver.lmg))


def _bootstrap(table: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """The parts in samples of as many respondents, drawn with replacement; by chunks, to spare memory."""
    random, n = np.random.default_rng(seed), len(table)
    chunks = [min(CHUNK, draws - done) for done in range(0, draws, CHUNK)]
    samples = (random.multinomial(n, np.full(n, 1 / n), size=size) for size in chunks)
    return np.concatenate([lmg_parts(weighted_correlations(table, sample)) for sample in samples])


def _overall(correlation: np.ndarray, n: int) -> tuple[float, float, float]:
    """R², F and its p-value of all predictors together."""
    predictors = len(correlation) - 1
    beside = np.linalg.lstsq(correlation[:-1, :-1], correlation[:-1, -1], rcond=None)[0]
    r_squared = min(1.0, float(correlation[:-1, -1] @ beside))
    degrees = n - predictors - 1
    f = r_squared / predictors / max((1 - r_squared) / degrees, 1e-300)
    return r_squared, f, float(fdtrc(predictors, degrees, f))


def _inflation(correlation: np.ndarray) -> tuple[float, ...]:
    """Each predictor's variance inflation; infinite where some are sums of others."""
    among = correlation[:-1, :-1]
    if np.linalg.cond(among) > 1e12:
        return (float("inf"),) * len(among)
    return tuple(map(float, np.diagonal(np.linalg.inv(among))))


def _refusal(r_squared: float, p_value: float, to_merge: tuple[str, ...]) -> NoDrivers | None:
    if p_value >= SIGNIFICANT or r_squared < LEAST_R_SQUARED:
        return NoDrivers.NOT_DETECTABLE
    return NoDrivers.ALIKE if to_merge else None


def _ranked_alike(drivers: Sequence[Driver]) -> bool:
    checks = [driver.johnson for driver in drivers]
    return checks == sorted(checks, reverse=True)


def _complete_rows(outcome: Answers, predictors: Mapping[str, Answers]) -> list[tuple[float, ...]]:
    if not 1 <= len(predictors) <= MOST_PREDICTORS:
        raise Unmeasurable(
            f"An analysis of drivers takes 1 to {MOST_PREDICTORS} questions, not {len(predictors)}."
        )
    if any(len(answers) != len(outcome) for answers in predictors.values()):
        raise Unmeasurable("Every respondent needs an entry for each question, blank or not.")
    rows = zip(*predictors.values(), outcome, strict=True)
    return [tuple(float(x) for x in row if x is not None) for row in rows if None not in row]
