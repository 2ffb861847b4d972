import pytest

from twofold.science.answers import Scale
from twofold.science.importance_performance import Quadrant, importance_performance
from twofold.science.refusals import Unmeasurable

IMPORTANCE = [
    {"speed": 7, "price": 6, "tone": 3, "logo": 2},
    {"speed": 6, "price": 7, "tone": 2, "logo": 3},
] * 15
PERFORMANCE = [
    {"speed": 2, "price": 6, "tone": 3, "logo": 7},
    {"speed": 3, "price": 7, "tone": 2, "logo": 6},
] * 15
ITEMS = ["speed", "price", "tone", "logo"]


def test_each_quadrant_has_its_item():
    found = importance_performance(IMPORTANCE, PERFORMANCE, ITEMS, draws=50)
    assert [placed.quadrant for placed in found.items] == [
        Quadrant.CONCENTRATE_HERE,
        Quadrant.KEEP_IT_UP,
        Quadrant.LOW_PRIORITY,
        Quadrant.OVERKILL,
    ]
    assert (found.crosshair, found.is_centred, found.n) == ((4.5, 4.5), True, 30)
    assert not any(placed.is_borderline for placed in found.items)
    assert [placed.item for placed in found.within(Quadrant.OVERKILL)] == ["logo"]


def test_the_middle_of_the_scale_is_another_crosshair():
    liked = [{"speed": 6, "tone": 5}] * 10
    centred = importance_performance(liked, liked, ["speed", "tone"], draws=20)
    middle = importance_performance(liked, liked, ["speed", "tone"], middle_of=Scale(1, 7), draws=20)
    assert [placed.quadrant for placed in centred.items] == [Quadrant.KEEP_IT_UP, Quadrant.LOW_PRIORITY]
    assert [placed.quadrant for placed in middle.items] == [Quadrant.KEEP_IT_UP] * 2
    assert (middle.crosshair.performance, middle.is_centred) == (4, False)


def test_an_item_at_the_crosshair_is_borderline_and_says_so_every_time():
    close = [{"a": 2, "b": 3, "c": 5}, {"a": 6, "b": 3, "c": 5}] * 10
    one, other = (importance_performance(close, close, ["a", "b", "c"], draws=200) for _ in range(2))
    assert [placed.is_borderline for placed in one.items] == [True, False, False]
    assert one == other


def test_blanks_are_left_out():
    sparse = [{"a": 5, "b": None}, {"a": None, "b": 3}, {"a": 5}]
    found = importance_performance(sparse, sparse, ["a", "b"], draws=20)
    assert [placed.performance for placed in found.items] == [5, 3]


@pytest.mark.parametrize(
    ("importance", "performance", "items"),
    [
        ([], [], ["a"]),
        ([{"a": 1}], [{"a": None}], ["a"]),
        ([{"a": 1}], [], ["a"]),
        ([{"a": 1}], [{"a": 1}], []),
    ],
)
def test_it_refuses_items_nobody_answered(importance, performance, items):
    with pytest.raises(Unmeasurable):
        importance_performance(importance, performance, items)
