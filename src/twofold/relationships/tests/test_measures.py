"""The figures of the mirror."""

import pytest

from tests.factories import make_person, make_relationship
from twofold.relationships.queries.measures import MEASURES
from twofold.relationships.tests.helpers import moment, served_on

pytestmark = pytest.mark.django_db


def figures(unit, number: int) -> dict:
    found = {}
    for measure in MEASURES:
        found[measure.key.split(".")[1]] = measure.compute(frozenset([unit.pk]), "external", moment(number))
    return found


def test_under_ten_customers_only_counts_are_shown(sales):
    served_on(make_relationship(sales, make_person()), 0, 10)
    shown = figures(sales, 20)
    assert (shown["standing"].value, shown["standing"].detail["boundary"]) == (1.0, "2025-12-22")
    assert (shown["repeat_rate"].value, shown["repeat_rate"].said_instead) == (None, "too few customers")


def test_from_ten_on_a_share_with_its_interval(sales):
    for number in range(12):
        served_on(make_relationship(sales, make_person()), 0, *([30] if number < 9 else []))
    shown = figures(sales, 60)
    assert shown["repeat_rate"].value == pytest.approx(0.75)
    assert shown["repeat_rate"].low < 0.75 < shown["repeat_rate"].high
    assert (shown["retention"].n, shown["retention"].detail["count"]) == (12, 9)
