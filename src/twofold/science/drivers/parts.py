"""The parts of R² from correlations: arrays of shape (samples, predictors + 1, predictors + 1), the outcome last."""

from math import comb

import numpy as np


def subset_r_squared(correlations: np.ndarray) -> np.ndarray:
    """R² of every subset of the predictors, shape (2^p, samples); subset s holds predictor i where bit i of s is set.

    Each subset is one step of Gaussian elimination away from the subset without its last predictor, so that only
    those behind it have to be carried along (Furnival and Wilson 1974, "Regressions by leaps and bounds").
    """
    predictors = correlations.shape[1] - 1
    found = np.zeros((2**predictors, correlations.shape[0]))

    def follow(subset: int, next_one: int, left: np.ndarray, reached: np.ndarray) -> None:
        for offset in range(left.shape[1] - 1):
            pivot = np.maximum(left[:, offset, offset], 1e-12)
            behind = left[:, offset, offset + 1 :]
            with_it = subset | 1 << (next_one + offset)
            found[with_it] = reached + behind[:, -1] ** 2 / pivot
            if behind.shape[1] > 1:
                swept = left[:, offset + 1 :, offset + 1 :] - (
                    behind[:, :, None] * behind[:, None, :] / pivot[:, None, None]
                )
                follow(with_it, next_one + offset + 1, swept, found[with_it])

    follow(0, 0, correlations, found[0])
    return found


def lmg_parts(correlations: np.ndarray) -> np.ndarray:
    """What each predictor adds to R², averaged over all orders of entry, shape (samples, predictors).

    Lindeman, Merenda and Gold 1980, the same as Shapley's value; see Grömping 2006, Journal of Statistical Software 17(1).
    """
    predictors = correlations.shape[1] - 1
    found = subset_r_squared(correlations)
    subsets = np.arange(2**predictors)
    sizes = np.bitwise_count(subsets)
    chance = np.array([1 / (predictors * comb(predictors - 1, size)) for size in range(predictors)])
    parts = []
    for bit in range(predictors):
        without = subsets[subsets & 1 << bit == 0]
        parts.append(chance[sizes[without]] @ (found[without | 1 << bit] - found[without]))
    return np.stack(parts, axis=1)


def johnson_parts(correlation: np.ndarray) -> np.ndarray:
    """Relative weights of one sample (Johnson 2000, Multivariate Behavioral Research 35(1)): Λ² β², Λ = V D^½ V'."""
    values, vectors = np.linalg.eigh(correlation[:-1, :-1])
    root = vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T
    return root**2 @ np.linalg.solve(root, correlation[:-1, -1]) ** 2


def weighted_correlations(table: np.ndarray, times: np.ndarray) -> np.ndarray:
    """The correlations of samples that hold row r of the table times[sample, r] times."""
    n, columns = table.shape
    centred = table - table.mean(axis=0)
    products = (centred[:, :, None] * centred[:, None, :]).reshape(n, -1)
    means = times @ centred / n
    covariances = (times @ products / n).reshape(-1, columns, columns) - means[:, :, None] * means[:, None, :]
    deviations = np.sqrt(np.maximum(np.diagonal(covariances, axis1=1, axis2=2), 1e-12))
    return covariances / (deviations[:, :, None] * deviations[:, None, :])
