from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.standing import Standing, gaps_between, quantile, recency_window, standing

AS_OF = date(1998, 5, 6)


def test_the_boundary_is_the_last_day_that_counts():
    # 142 days before 1998-05-06 is 1997-12-15; the .4 of a day changes nothing
    assert standing(date(1997, 12, 15), 142.4, AS_OF) == (Standing.CURRENT, AS_OF)
    assert standing(date(1997, 12, 14), 142.4, AS_OF) == (Standing.PAST, date(1998, 5, 5))
    assert standing(AS_OF, 30, AS_OF) == (Standing.CURRENT, date(1998, 6, 5))


def test_never_served_is_potential():
    assert standing(None, 142.4, AS_OF) == (Standing.POTENTIAL, None)


def test_it_refuses_a_dealing_of_tomorrow():
    with pytest.raises(Unmeasurable):
        standing(date(1998, 5, 7), 142.4, AS_OF)


@given(st.lists(st.integers(31, 1000), min_size=50, max_size=200))
def test_the_window_is_the_ninth_decile(gaps):
    assert recency_window(gaps).days == pytest.approx(np.quantile(gaps, 0.9))


def test_the_window_leans_on_the_parent_when_gaps_are_few():
    window = recency_window([200] * 10, parent=100)
    assert window.days == pytest.approx((10 * 200 + 50 * 100) / 60)
    assert window.leans_on_parent
    assert window.noise is Noise.GREYED
    assert not recency_window([200] * 50, parent=100).leans_on_parent
    assert recency_window([200] * 50, parent=100).days == 200


def test_a_family_without_gaps_takes_its_parents_window():
    everything = recency_window(range(40, 140))
    assert recency_window([], parent=everything).days == everything.days
    assert recency_window([]).days == 1095


@given(st.lists(st.integers(1, 5000), max_size=60), st.none() | st.floats(30, 1095))
def test_the_window_lies_between_a_month_and_three_years(gaps, parent):
    assert 30 <= recency_window(gaps, parent).days <= 1095


def test_gaps_lie_between_distinct_days():
    days = [date(2026, 1, 10), date(2026, 1, 1), date(2026, 1, 10), date(2026, 3, 1)]
    assert gaps_between(days) == [9, 50]
    assert gaps_between(days[:1]) == []


def test_it_refuses_a_gap_of_no_days():
    with pytest.raises(Unmeasurable):
        recency_window([3, 0])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50), st.floats(0, 1))
def test_quantiles_agree_with_numpy(values, share):
    assert quantile(values, share) == pytest.approx(np.quantile(values, share), abs=1e-6)


def test_nothing_has_no_quantile():
    with pytest.raises(Unmeasurable):
        quantile([], 0.5)
