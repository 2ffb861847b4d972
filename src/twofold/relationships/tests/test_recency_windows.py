"""The recency window of a day."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.factories import make_offering, make_person, make_relationship
from twofold.relationships.actions.windows import forget_windows, refresh_windows
from twofold.relationships.models import OfferingFamily, RecencyWindow
from twofold.relationships.queries.windows import gap_tallies, window_on, windows_on
from twofold.relationships.tests.helpers import day, served_on

pytestmark = pytest.mark.django_db


def morning(number: int) -> datetime:
    return datetime.combine(day(number), time(1, 30), UTC)


def test_gaps_lie_between_distinct_days_and_are_pooled_over_customers(sales, logistics):
    ann = make_person("Ann")
    served_on(make_relationship(sales, ann), 0, 0, 40)
    served_on(make_relationship(logistics, ann), 10)  # the same customer, elsewhere
    served_on(make_relationship(sales, make_person("Ben")), 5, 15)
    assert gap_tallies("external", day(40), by_family=False) == {None: {10: 2, 30: 1}}
    assert gap_tallies("external", day(12), by_family=False) == {None: {10: 1}}


def test_it_is_the_ninth_decile_between_neighbors(sales):
    served_on(make_relationship(sales, make_person()), 0, 40, 140)  # gaps 40 and 100: 40 + 0.9 · 60
    assert window_on("external", day(140)).days == pytest.approx(94)


def test_a_family_with_few_gaps_leans_on_all(sales):
    family = OfferingFamily.objects.create(name="Chairs")
    chair, stool = make_offering(sales, family=family), make_offering(sales)
    served_on(make_relationship(sales, make_person()), 0, 200, offering=chair)
    served_on(make_relationship(sales, make_person()), 0, 100, offering=stool)
    windows = windows_on("external", day(200))
    assert windows[None].days == pytest.approx(190)  # 100 + 0.9 · 100
    assert windows[family.pk].days == pytest.approx((1 * 200 + 50 * 190) / 51)
    assert windows[family.pk].origin == "pooled"


def test_nobody_returned_yet_so_the_longest_window_holds(db):
    assert window_on("internal", day(0)).days == 1095


def test_asking_for_one_day_decides_nothing_for_another(sales):
    served_on(make_relationship(sales, make_person()), 0, 40, 140)
    assert window_on("external", day(60)).days == 40
    assert window_on("external", day(150)).days == pytest.approx(94)
    assert window_on("external", day(60)).days == 40
    assert set(RecencyWindow.objects.values_list("in_force_from", "in_force_until")) == {
        (day(60), day(60)),
        (day(150), day(150)),
    }


def test_the_nightly_window_is_in_force_until_the_next(sales):
    served = make_relationship(sales, make_person())
    served_on(served, 0, 40)
    assert refresh_windows(now=morning(50)) == 2
    assert refresh_windows(now=morning(51)) == 0
    served_on(served, 140)
    assert window_on("external", day(145)).days == 40  # until the night
    refresh_windows(now=morning(150))
    assert window_on("external", day(149)).days == 40
    assert window_on("external", day(150)).days == pytest.approx(94)


def test_refreshing_twice_a_night_changes_nothing(sales):
    served_on(make_relationship(sales, make_person()), 0, 40)
    refresh_windows(now=morning(50))
    refresh_windows(now=morning(50) + timedelta(hours=1))
    assert RecencyWindow.objects.filter(side="external").count() == 1


def test_older_dealings_make_later_windows_forgotten(sales):
    served_on(make_relationship(sales, make_person()), 0, 40)
    window_on("external", day(45))
    refresh_windows(now=morning(60))
    assert forget_windows(since=day(60)) == 0  # the morning's window holds whatever the day brings
    assert forget_windows(since=day(50)) == 2
    assert forget_windows(since=day(45)) == 1
