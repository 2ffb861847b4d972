"""Agreement of two coders."""

import pytest

from twofold.science.coding import cohens_kappa
from twofold.science.refusals import Unmeasurable


def test_the_example_of_fifty_proposals_gives_two_fifths():
    """20 yes and 15 no from both, 5 and 10 apart: seen .70, by chance .50."""
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    found = cohens_kappa(pairs)
    assert found.kappa == pytest.approx(0.4)
    assert (found.share, found.n) == (pytest.approx(0.7), 50)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([(True, True), (False, False)], 1.0),
        ([(True, False), (False, True)], -1.0),
        ([(False, False)] * 9, None),
    ],
)
def test_full_agreement_full_contradiction_and_nothing_to_tell_apart(pairs, kappa):
    assert cohens_kappa(pairs).kappa == kappa


def test_nothing_coded_twice_has_no_agreement():
    with pytest.raises(Unmeasurable):
        cohens_kappa([])
