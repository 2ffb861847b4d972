from datetime import date
from math import ceil

from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from twofold.science.noise import Noise
from twofold.science.rfm import Line, quintiles, rfm

LINES = [
    Line("Dana", "A1", date(2026, 1, 1), 3_00),
    Line("Dana", "A1", date(2026, 1, 1), 4_50),
    Line("Dana", "A2", date(2026, 3, 1), 10_00),
    Line("Eli", "B1", date(2026, 2, 1), 77_183_60),
    Line("Eli", "B2", date(2026, 2, 20), -77_183_60),
    Line("Mallory", "C1", date(2026, 2, 2), -5_00),
    Line("Bo", "D1", date(2026, 3, 11), 9_00),
]


def by_name(table):
    return {customer.customer: customer for customer in table.customers}


def test_as_of_the_snapshot_net_of_returns():
    table = rfm(LINES, date(2026, 3, 10))
    customers = by_name(table)
    assert set(customers) == {"Dana", "Eli"}  # Mallory only returned, Bo buys tomorrow
    dana, eli = customers["Dana"], customers["Eli"]
    assert (dana.days_since, dana.orders, dana.net_value) == (9, 2, 17_50)
    assert (eli.days_since, eli.orders, eli.net_value) == (37, 1, 0)
    assert (table.snapshot, table.n, table.noise) == (date(2026, 3, 10), 2, Noise.COUNTS_ONLY)


def test_the_latest_keenest_and_biggest_are_in_the_fifth_fifth():
    lines = [
        Line(who, f"{who}{order}", date(2026, 1, 1 + who), 100)
        for who in range(1, 11)
        for order in range(who)
    ]
    customers = by_name(rfm(lines, date(2026, 1, 31)))
    for who in range(1, 11):
        fifth = (who + 1) // 2
        assert (customers[who].recency, customers[who].frequency, customers[who].monetary) == (fifth,) * 3


def test_equal_values_share_a_fifth():
    assert quintiles([1, 1, 1, 1, 9]) == [3, 3, 3, 3, 5]  # ranks 2.5 and 5
    assert quintiles([7, 7, 7]) == [4, 4, 4]  # rank 2 of 3
    assert quintiles([]) == []


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=80))
def test_fifths_follow_average_ranks(values):
    expected = [ceil(5 * int(2 * rank) / (2 * len(values))) for rank in rankdata(values)]
    assert quintiles(values) == expected
