"""Published values: swiss in Grömping (2006), JSS 17(1); mtcars in the README of martinctc/rwa. Both tables come with R."""

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor

from twofold.science.drivers import NoDrivers, find_drivers
from twofold.science.drivers.parts import (
    johnson_parts,
    lmg_parts,
    subset_r_squared,
    weighted_correlations,
)
from twofold.science.refusals import Unmeasurable

# Agriculture, examination, education, Catholic, infant mortality; fertility last
SWISS = """17.0 15 12 9.96 22.2 80.2|45.1 6 9 84.84 22.2 83.1|39.7 5 5 93.40 20.2 92.5|36.5 12 7 33.77 20.3 85.8|
43.5 17 15 5.16 20.6 76.9|35.3 9 7 90.57 26.6 76.1|70.2 16 7 92.85 23.6 83.8|67.8 14 8 97.16 24.9 92.4|
53.3 12 7 97.67 21.0 82.4|45.2 16 13 91.38 24.4 82.9|64.5 14 6 98.61 24.5 87.1|62.0 21 12 8.52 16.5 64.1|
67.5 14 7 2.27 19.1 66.9|60.7 19 12 4.43 22.7 68.9|69.3 22 5 2.82 18.7 61.7|72.6 18 2 24.20 21.2 68.3|
34.0 17 8 3.30 20.0 71.7|19.4 26 28 12.11 20.2 55.7|15.2 31 20 2.15 10.8 54.3|73.0 19 9 2.84 20.0 65.1|
59.8 22 10 5.23 18.0 65.5|55.1 14 3 4.52 22.4 65.0|50.9 22 12 15.14 16.7 56.6|54.1 20 6 4.20 15.3 57.4|
71.2 12 1 2.40 21.0 72.5|58.1 14 8 5.23 23.8 74.2|63.5 6 3 2.56 18.0 72.0|60.8 16 10 7.72 16.3 60.5|
26.8 25 19 18.46 20.9 58.3|49.5 15 8 6.10 22.5 65.4|85.9 3 2 99.71 15.1 75.5|84.9 7 6 99.68 19.8 69.3|
89.7 5 2 100.00 18.3 77.3|78.2 12 6 98.96 19.4 70.5|64.9 7 3 98.22 20.2 79.4|75.9 9 9 99.06 17.8 65.0|
84.6 3 3 99.46 16.3 92.2|63.1 13 13 96.83 18.1 79.3|38.4 26 12 5.62 20.3 70.4|7.7 29 11 13.79 20.5 65.7|
16.7 22 13 11.22 18.9 72.7|17.6 35 32 16.92 23.0 64.4|37.6 15 7 4.97 20.0 77.6|18.7 25 7 8.65 19.5 67.6|
1.2 37 53 42.34 18.0 35.0|46.6 16 29 50.43 18.2 44.7|27.7 22 29 58.33 19.3 42.8"""
SWISS = np.array([[float(x) for x in row.split()] for row in SWISS.split("|")])
# Cylinders, displacement, horsepower, gears; miles per gallon last
MTCARS = """6 160 110 4 21|6 160 110 4 21|4 108 93 4 22.8|6 258 110 3 21.4|8 360 175 3 18.7|6 225 105 3 18.1|
8 360 245 3 14.3|4 146.7 62 4 24.4|4 140.8 95 4 22.8|6 167.6 123 4 19.2|6 167.6 123 4 17.8|8 275.8 180 3 16.4|
8 275.8 180 3 17.3|8 275.8 180 3 15.2|8 472 205 3 10.4|8 460 215 3 10.4|8 440 230 3 14.7|4 78.7 66 4 32.4|
4 75.7 52 4 30.4|4 71.1 65 4 33.9|4 120.1 97 3 21.5|8 318 150 3 15.5|8 304 150 3 15.2|8 350 245 3 13.3|
8 400 175 3 19.2|4 79 66 4 27.3|4 120.3 91 5 26|4 95.1 113 5 30.4|8 351 264 5 15.8|6 145 175 5 19.7|
8 301 335 5 15|4 121 109 4 21.4"""
MTCARS = np.array([[float(x) for x in row.split()] for row in MTCARS.split("|")])


def correlation(table):
    return np.corrcoef(table, rowvar=False)


def test_lmg_agrees_with_the_published_parts_of_swiss():
    published = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    assert lmg_parts(correlation(SWISS)[None])[0] == pytest.approx(published, abs=5e-9)


def test_johnson_agrees_with_the_published_weights_of_mtcars():
    parts = johnson_parts(correlation(MTCARS))
    assert parts == pytest.approx([0.2284797, 0.2221469, 0.2321744, 0.0963886], abs=5e-8)
    assert parts.sum() == pytest.approx(0.7791896, abs=5e-8)


def test_every_subset_agrees_with_a_regression():
    found = subset_r_squared(correlation(SWISS)[None])[:, 0]
    for subset in range(1, 32):
        chosen = [bit for bit in range(5) if subset >> bit & 1]
        fit = sm.OLS(SWISS[:, -1], sm.add_constant(SWISS[:, chosen])).fit()
        assert found[subset] == pytest.approx(fit.rsquared)


def test_a_sample_that_counts_rows_is_the_sample_that_repeats_them():
    times = np.random.default_rng(1).multinomial(47, np.full(47, 1 / 47))
    repeated = correlation(np.repeat(SWISS, times, axis=0))
    assert weighted_correlations(SWISS, times[None])[0] == pytest.approx(repeated)


def asked(n=150, noise=1.0, seed=3):
    """Answers in which help counts for most, price for some, and parking for nothing."""
    random = np.random.default_rng(seed)
    answers = {name: random.normal(size=n) for name in ("parking", "price", "help")}
    outcome = answers["help"] + 0.6 * answers["price"] + noise * random.normal(size=n)
    return list(outcome), {name: list(values) for name, values in answers.items()}


def test_drivers_come_strongest_first_with_how_sure_that_is():
    outcome, answers = asked()
    found = find_drivers(outcome, answers, draws=200)
    table = np.column_stack([*answers.values()])
    fit = sm.OLS(outcome, sm.add_constant(table)).fit()
    assert [driver.name for driver in found.drivers] == ["help", "price", "parking"]
    assert (found.r_squared, found.f) == pytest.approx((fit.rsquared, fit.fvalue))
    assert found.p_value == pytest.approx(fit.f_pvalue)
    assert sum(driver.lmg for driver in found.drivers) == pytest.approx(fit.rsquared)
    assert dict(found.inflation)["price"] == pytest.approx(
        variance_inflation_factor(sm.add_constant(table), 2)
    )
    assert found.drivers[0].first > 0.95 and found.drivers[0].interval.low > found.drivers[1].interval.high
    assert (found.refusal, found.methods_agree, found.n, found.left_out) == (None, True, 150, 0)
    assert found == find_drivers(outcome, answers, draws=200)


def test_noise_has_no_drivers():
    _, answers = asked()
    found = find_drivers(list(np.random.default_rng(5).normal(size=150)), answers)
    assert (found.drivers, found.refusal) == ((), NoDrivers.NOT_DETECTABLE)
    assert str(found.refusal) == "No drivers detectable."
    assert find_drivers([4] * 150, answers).refusal is NoDrivers.NOT_DETECTABLE


def test_blanks_leave_people_out_and_too_few_say_nothing():
    outcome, answers = asked(n=105)
    answers["price"][:6] = [None] * 6
    found = find_drivers(outcome, answers)
    assert (found.refusal, found.n, found.left_out, found.least_n) == (NoDrivers.TOO_FEW, 99, 6, 100)


@pytest.mark.parametrize("jitter", [0.0, 0.05])
def test_questions_answered_alike_have_to_be_merged(jitter):
    outcome, answers = asked()
    answers["aid"] = [x + jitter * (-1) ** at for at, x in enumerate(answers["help"])]
    found = find_drivers(outcome, answers)
    assert found.refusal is NoDrivers.ALIKE
    assert {"help", "aid"} <= set(found.to_merge)


def test_a_suppressor_is_marked():
    random = np.random.default_rng(7)
    help_, hidden = random.normal(size=(2, 300))
    tone = help_ + 0.5 * hidden
    outcome = help_ - 0.2 * hidden + 0.3 * random.normal(size=300)
    found = find_drivers(list(outcome), {"help": list(help_), "tone": list(tone)}, draws=20)
    assert {driver.name: driver.is_suppressor for driver in found.drivers} == {"help": False, "tone": True}


def test_it_refuses_thirteen_questions_and_answers_of_different_people():
    with pytest.raises(Unmeasurable, match="1 to 12"):
        find_drivers([1.0], {str(at): [1.0] for at in range(13)})
    with pytest.raises(Unmeasurable, match="each question"):
        find_drivers([1.0], {"a": [1.0, 2.0]})
