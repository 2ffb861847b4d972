from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.science.cohorts import cohorts
from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable

DEALINGS = [
    ("Amina", date(2025, 12, 31)),
    ("Amina", date(2026, 1, 1)),
    ("Amina", date(2026, 3, 5)),
    ("Bo", date(2025, 12, 1)),
    ("Bo", date(2025, 12, 2)),
    ("Chidi", date(2026, 1, 15)),
    ("Chidi", date(2026, 2, 15)),
    ("Dana", date(2026, 3, 9)),
]
days = st.dates(date(2024, 11, 1), date(2026, 3, 9))


def counts(cohort):
    return [cell and cell.count for cell in cohort.cells]


def test_months_by_hand_with_the_last_cut_short():
    december, january, march = cohorts(DEALINGS, date(2026, 3, 9))
    assert (december.month, december.size, counts(december)) == (date(2025, 12, 1), 2, [2, 1, 0, None])
    assert (january.month, january.size, counts(january)) == (date(2026, 1, 1), 1, [1, 1, None])
    assert (march.size, counts(march)) == (1, [None])
    assert december.cells[1].point == 0.5
    assert december.noise is Noise.COUNTS_ONLY


def test_a_month_that_is_over_is_not_masked():
    december, *_ = cohorts(DEALINGS, date(2026, 3, 31))
    assert counts(december) == [2, 1, 0, 1]


def test_february_of_a_leap_year_ends_on_the_29th():
    assert counts(cohorts([("Dana", date(2024, 2, 3))], date(2024, 2, 28))[0]) == [None]
    assert counts(cohorts([("Dana", date(2024, 2, 3))], date(2024, 2, 29))[0]) == [1]


@given(st.lists(st.tuples(st.integers(0, 12), days), max_size=60))
def test_every_active_month_of_every_customer_is_counted_once(dealings):
    table = cohorts(dealings, date(2026, 3, 9))
    months = defaultdict(set)
    for who, day in dealings:
        months[who].add((day.year, day.month))
    assert sum(cohort.size for cohort in table) == len(months)
    counted = sum(cell.count for cohort in table for cell in cohort.cells if cell)
    assert counted == sum(len(active - {(2026, 3)}) for active in months.values())


def test_it_refuses_a_dealing_after_the_last_day_observed():
    with pytest.raises(Unmeasurable, match="2026-03-09 lies after 2026-03-08"):
        cohorts(DEALINGS, date(2026, 3, 8))
