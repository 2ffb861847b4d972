"""What the score goes along with most, and where that leaves what is done well and badly."""

from collections.abc import Sequence
from statistics import NormalDist, fmean

from twofold.science.drivers import Driver, Drivers, find_drivers
from twofold.science.estimates import z_of
from twofold.science.importance_performance import CERTAIN, Quadrant
from twofold.science.means import mean_of
from twofold.surveys.queries.figures.ground import Figures, Ground, refused
from twofold.surveys.queries.figures.predictors import MOST, Predictor, predictors_of
from twofold.surveys.queries.figures.rows import column


def drivers(ground: Ground) -> Figures | None:
    """LMG's parts of R² with Johnson's as check, or why none are told; None where nothing is asked that could be one."""
    found = predictors_of(ground)
    if not found or not ground.sheets:
        return None
    if ground.outcome is None:
        return refused("no_outcome")
    if len(found) > MOST:
        return refused("too_many", asked=len(found), most=MOST)
    answers = {one.name: [one.of(sheet) for sheet in ground.sheets] for one in found}
    result = find_drivers(column(ground.sheets, ground.outcome.code), answers)
    about = {
        "outcome": ground.outcome.wording,
        "n": result.n,
        "left_out": result.left_out,
        "least_n": result.least_n,
    }
    labels = {one.name: one.label for one in found}
    if result.refusal or result.n < ground.scope.least_n:
        because = result.refusal.value if result.refusal else "too_few"
        return refused(because, **about, to_merge=[labels[name] for name in result.to_merge])
    return about | _told(result, found, labels, ground)


def _told(result: Drivers, found: Sequence[Predictor], labels: dict[str, str], ground: Ground) -> Figures:
    means = {one.name: _on_hundred(one, ground) for one in found}
    rows = [
        _row(driver, labels[driver.name], result.r_squared or 0.0, means[driver.name], ground)
        for driver in result.drivers
    ]
    _place(rows)
    return {
        "r_squared": ground.decimals(result.r_squared),
        "p_value": result.p_value,
        "methods_agree": result.methods_agree,
        "rows": rows,
    }


def _row(driver: Driver, label: str, whole: float, performance: Figures | None, ground: Ground) -> Figures:
    """One driver; its parts as shares of what all of them tell together."""
    return {
        "label": label,
        "share": ground.decimals(driver.share),
        "low": ground.decimals(driver.share_interval.low),
        "high": ground.decimals(driver.share_interval.high),
        "johnson": ground.decimals(driver.johnson / whole),
        "first": ground.decimals(driver.first),
        "correlation": ground.decimals(driver.correlation),
        "is_suppressor": driver.is_suppressor,
        "performance": performance,
    }


def _on_hundred(predictor: Predictor, ground: Ground) -> Figures | None:
    """How it is rated, on a scale of 0 to 100, so that questions on different scales stand beside each other."""
    if predictor.scale is None:
        return None
    low, high = predictor.scale
    given = [answer for sheet in ground.sheets if (answer := predictor.of(sheet)) is not None]
    return ground.estimate(mean_of([100 * (answer - low) / (high - low) for answer in given]))


def _place(rows: Sequence[Figures]) -> None:
    """Say of each driver in which quadrant it lies, by what it counts for and how it is rated, against the means of all.

    Borderline is what would lie elsewhere in more than one of five samples of respondents, by the widths of its intervals.
    """
    rated = [row for row in rows if row["performance"]]
    if len(rated) < 2:
        return
    important, good = (
        fmean(row["share"] for row in rated),
        fmean(row["performance"]["point"] for row in rated),
    )
    for row in rated:
        rating = row["performance"]
        row["quadrant"] = QUADRANTS[row["share"] > important, rating["point"] > good].value
        sure = _stays(row["share"], row["low"], row["high"], important)
        row["is_borderline"] = sure * _stays(rating["point"], rating["low"], rating["high"], good) < CERTAIN


def _stays(point: float, low: float | None, high: float | None, line: float) -> float:
    """How likely it is that a figure stays on its side of a line, from the width of its 95 % interval."""
    if low is None or high is None or high <= low:
        return 1.0
    error = (high - low) / (2 * z_of(0.95))
    return NormalDist().cdf(abs(point - line) / error)


QUADRANTS = {
    (True, True): Quadrant.KEEP_IT_UP,
    (True, False): Quadrant.CONCENTRATE_HERE,
    (False, False): Quadrant.LOW_PRIORITY,
    (False, True): Quadrant.OVERKILL,
}
"""(counts for much, is rated well) → where it lies."""
