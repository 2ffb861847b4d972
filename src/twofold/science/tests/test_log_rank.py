import pytest

from twofold.science.log_rank import log_rank

SIX_MP = (
    [(6, True)] * 3
    + [(one, True) for one in (7, 10, 13, 16, 22, 23)]
    + [(one, False) for one in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
)
PLACEBO = [(one, True) for one in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]


def test_it_agrees_with_the_published_trial():
    """Remission of leukaemia (Freireich 1963; Kleinbaum and Klein 2012, p. 69): χ² 16.793, 9 observed, 19.251 expected."""
    found = log_rank(SIX_MP, PLACEBO)
    assert found.observed == 9
    assert found.expected == pytest.approx(19.251, abs=0.001)
    assert found.z**2 == pytest.approx(16.793, abs=0.001)
    assert found.p_value == pytest.approx(0.0000417, abs=1e-6)


def test_it_is_the_same_from_the_other_side():
    assert log_rank(PLACEBO, SIX_MP).z == pytest.approx(-log_rank(SIX_MP, PLACEBO).z)


def test_nothing_to_compare():
    assert log_rank([(3, False)], [(4, True)]).p_value is None
    assert log_rank([], []).z is None
