from datetime import date

import pytest

from twofold.science.refusals import Unmeasurable
from twofold.science.repeat import Basis, distinct_dealings, repeat_rate, repeat_rate_of_counts

DEALINGS = [
    ("Dana", "A1", date(2026, 3, 1)),
    ("Dana", "A1", date(2026, 3, 1)),  # a second line of the same invoice
    ("Dana", "A2", date(2026, 3, 1)),  # a second invoice on the same day
    ("Eli", "B1", date(2026, 3, 1)),
    ("Eli", "B2", date(2026, 4, 1)),
    ("Mallory", "C1", date(2026, 3, 1)),
]


def test_the_basis_decides():
    by_reference = distinct_dealings((who, reference) for who, reference, _ in DEALINGS)
    by_day = distinct_dealings((who, day) for who, _, day in DEALINGS)
    assert by_reference == {"Dana": 2, "Eli": 2, "Mallory": 1}
    assert by_day == {"Dana": 1, "Eli": 2, "Mallory": 1}
    rate = repeat_rate(by_reference.values(), basis=Basis.REFERENCE)
    assert (rate.count, rate.n, rate.basis) == (2, 3, Basis.REFERENCE)
    assert rate.shown is None
    assert repeat_rate(by_day.values(), basis=Basis.DAY).count == 1


@pytest.mark.parametrize(
    ("repeated", "basis", "percent"), [(2845, Basis.REFERENCE, 65.583), (2790, Basis.DAY, 64.315)]
)
def test_a_real_shop_of_4338_customers(repeated, basis, percent):
    rate = repeat_rate_of_counts(repeated, 4338, basis=basis)
    assert 100 * rate.shown == pytest.approx(percent, abs=5e-4)


def test_it_refuses_a_customer_without_a_dealing():
    with pytest.raises(Unmeasurable, match="not yet a customer"):
        repeat_rate([2, 0], basis=Basis.DAY)


def test_nobody_has_no_rate():
    assert repeat_rate([], basis=Basis.DAY).point is None
