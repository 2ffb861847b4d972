import pytest

from twofold.science.estimates import Estimate, Interval, interval_around, z_of
from twofold.science.noise import Noise, noise_of
from twofold.science.refusals import Unmeasurable


@pytest.mark.parametrize(
    ("n", "verdict"),
    [
        (0, Noise.COUNTS_ONLY),
        (9, Noise.COUNTS_ONLY),
        (10, Noise.GREYED),
        (29.9, Noise.GREYED),
        (30, Noise.NORMAL),
    ],
)
def test_ten_make_a_number_and_thirty_a_good_one(n, verdict):
    assert noise_of(n) is verdict


def test_too_few_answers_show_no_number_but_keep_it_for_sums():
    estimate = Estimate(point=4.2, interval=None, n=9, noise=noise_of(9))
    assert (estimate.shown, estimate.point) == (None, 4.2)


def test_the_canonical_z():
    assert z_of(0.95) == pytest.approx(1.959964, abs=5e-7)
    with pytest.raises(Unmeasurable):
        z_of(95)


def test_intervals_touch_at_their_ends():
    assert Interval(0, 2).overlaps(Interval(2, 3))
    assert not Interval(0, 2).overlaps(Interval(2.1, 3))
    assert interval_around(10, 0) == Interval(10, 10)
