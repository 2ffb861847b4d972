"""Hand values after AAPOR's Standard Definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.science.refusals import Unmeasurable
from twofold.science.response_rates import Outcomes, census_rate, r_indicator, response_rates

SAMPLE = Outcomes(
    complete=500, partial=20, refused=180, not_contacted=200, other=30, unknown=70, eligible_share=0.6
)


def test_the_six_rates():
    rates = response_rates(SAMPLE)
    found = [rate.point for rate in (rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6)]
    assert found == pytest.approx([0.5, 0.52, 0.5144, 0.53498, 0.5376, 0.5591], abs=5e-5)
    assert all(rate.interval.low < rate.point < rate.interval.high for rate in (rates.rr1, rates.rr6))
    assert (rates.rr1.n, rates.rr3.n, rates.rr5.n) == (1000, 972, 930)


@given(
    st.builds(Outcomes, complete=st.integers(0, 50), partial=st.integers(0, 9), unknown=st.integers(0, 50))
)
def test_what_may_be_claimed_grows_as_less_is_taken_to_be_eligible(outcomes):
    rates = response_rates(outcomes)
    if outcomes.eligible:
        assert rates.rr1.point <= rates.rr3.point <= rates.rr5.point <= rates.rr6.point <= 1


def test_nobody_was_eligible():
    assert response_rates(Outcomes(complete=0)).rr1.point is None


@pytest.mark.parametrize("wrong", [{"complete": -1}, {"complete": 5, "eligible_share": 1.5}])
def test_it_refuses_what_no_sample_can_be(wrong):
    with pytest.raises(Unmeasurable):
        Outcomes(**wrong)


def test_more_answers_than_people_are_shown_with_a_warning():
    rate = census_rate(102, 100)
    assert rate.rate == pytest.approx(1.02)
    assert "the headcount is wrong" in rate.warning
    assert census_rate(80, 100).warning == ""


def test_how_even_the_answering_was():
    assert r_indicator([0.8, 0.4]) == pytest.approx(0.6)
    assert r_indicator([0.8, 0.4], sizes=[3, 1]) == pytest.approx(1 - 2 * 0.1 * 3**0.5)
    assert r_indicator([0.5, 0.5, 0.5]) == 1
    with pytest.raises(Unmeasurable):
        r_indicator([])
