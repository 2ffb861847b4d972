from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.rates import confint_poisson

from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.retention import (
    AverageHeadcount,
    Headcount,
    poisson_interval,
    retention,
    turnover,
    turnover_of_spells,
)

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
spells = st.lists(
    st.tuples(days, st.none() | st.integers(0, 900)).map(
        lambda row: (row[0], None if row[1] is None else row[0] + timedelta(days=row[1]))
    ),
    max_size=30,
)


def test_the_average_has_to_be_named_because_it_matters():
    # 23 left: 9.664 % of a daily mean of 238, 10.337 % of the mean of the first and the last day
    headcount = Headcount(opening=218, hires=32, leavers=23, closing=227)
    by_day = turnover(headcount, daily_mean=238)
    by_ends = turnover(headcount)
    assert 100 * by_day.point == pytest.approx(9.664, abs=5e-4)
    assert by_day.basis is AverageHeadcount.DAILY_MEAN
    assert 100 * by_ends.point == pytest.approx(10.337, abs=5e-4)
    assert by_ends.basis is AverageHeadcount.OPEN_AND_CLOSE


def test_spells_by_hand():
    turned = turnover_of_spells(
        [
            (date(2020, 5, 1), None),  # all 365 days
            (date(2024, 1, 1), date(2025, 1, 1)),  # 1 day, left
            (date(2025, 12, 31), None),  # 1 day, hired
            (date(2025, 7, 1), date(2025, 7, 10)),  # 10 days, hired and left
            (date(2019, 1, 1), date(2024, 12, 31)),  # gone before
            (date(2026, 1, 1), None),  # not yet
        ],
        *YEAR,
    )
    assert turned.leavers == 2
    assert turned.average == pytest.approx(377 / 365)
    assert turned.point == pytest.approx(2 * 365 / 377)
    assert (turned.noise, turned.shown, turned.annualized) == (Noise.COUNTS_ONLY, None, None)


@given(spells)
def test_it_agrees_with_counting_heads_every_day(rows):
    first, last = date(2025, 2, 1), date(2025, 4, 30)
    heads = sum(
        begun <= first + timedelta(days=day) and (ended is None or ended >= first + timedelta(days=day))
        for day in range(89)
        for begun, ended in rows
    )
    turned = turnover_of_spells(rows, first, last)
    assert turned.average == pytest.approx(heads / 89)
    assert turned.leavers == sum(ended is not None and first <= ended <= last for _, ended in rows)


@given(st.integers(0, 2000))
def test_its_interval_is_exact(leavers):
    interval = poisson_interval(leavers)
    low, high = confint_poisson(leavers, 1, method="exact-c")
    assert (interval.low, interval.high) == pytest.approx((0 if leavers == 0 else low, high), rel=1e-9)


def test_only_three_months_or_more_are_annualized():
    headcount = Headcount(opening=40, hires=4, leavers=4, closing=40)
    assert turnover(headcount, days=89).annualized == pytest.approx(0.1 * 365.25 / 89)
    assert turnover(headcount, days=59).annualized is None
    assert turnover(headcount).annualized is None


@pytest.mark.parametrize("counts", [(10, 2, 3, 10), (10, -1, 0, 9)])
def test_it_refuses_counts_that_do_not_add_up(counts):
    with pytest.raises(Unmeasurable):
        Headcount(*counts)


def test_it_refuses_a_negative_average():
    with pytest.raises(Unmeasurable, match="negative"):
        turnover(Headcount(opening=4, hires=0, leavers=0, closing=4), daily_mean=-1)


def test_it_refuses_an_employment_that_ends_before_it_begins():
    with pytest.raises(Unmeasurable, match="began on 2025-03-01"):
        turnover_of_spells([(date(2025, 3, 1), date(2025, 2, 1))], *YEAR)
    with pytest.raises(Unmeasurable, match="period"):
        turnover_of_spells([], date(2025, 3, 1), date(2025, 2, 1))


def test_retention_looks_at_the_opening_cohort_only():
    assert retention(stayed=18, opening=20).point == 0.9
    assert turnover_of_spells([], *YEAR).point is None
