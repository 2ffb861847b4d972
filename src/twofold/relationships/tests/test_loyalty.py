"""Repeat rate, retention, cohorts, RFM and value, worked out by hand."""

import pytest

from tests.factories import make_person, make_relationship
from twofold.core.money import Money
from twofold.relationships.actions.dealings import reverse_dealing
from twofold.relationships.models import OfferingFamily
from twofold.relationships.queries.loyalty import cohort_table, repeat_rate, retention
from twofold.relationships.queries.sql import Slice
from twofold.relationships.queries.value import purchases_of, rfm_table, value_of, value_sums
from twofold.relationships.tests.helpers import HOUSE, day, moment, served_on
from twofold.science.repeat import Basis
from twofold.science.rfm import quintiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(sales):
    return [make_relationship(sales, make_person(name)) for name in ("Ann", "Ben", "Cleo", "Dee")]


def test_the_basis_decides_what_counts_as_twice(people):
    ann, ben, cleo, _ = people
    served_on(ann, 0, 5)
    served_on(ben, 3, reference="B-1")
    served_on(ben, 3, reference="B-2")  # two orders on one day
    served_on(cleo, 7)
    by_order, by_day = repeat_rate("external", day(9)), repeat_rate("external", day(9), basis=Basis.DAY)
    assert (by_order.count, by_order.n, by_order.basis) == (2, 3, "reference")
    assert (by_day.count, by_day.n) == (1, 3)
    earlier = repeat_rate("external", day(4))  # from the dealings: the sums know too much
    assert (earlier.count, earlier.n) == (1, 2)


def test_an_order_returned_was_an_order_all_the_same(people):
    _, second = served_on(people[0], 0, 5)
    reverse_dealing(second, happened_at=moment(6), actor=HOUSE, now=moment(6))
    assert repeat_rate("external", day(9)).count == 1
    assert repeat_rate("external", day(9), basis=Basis.DAY).count == 1


def test_retention_is_the_share_of_those_current_then_who_still_are(people):
    OfferingFamily.objects.create(name="unused")
    ann, ben, cleo, _ = people
    served_on(ann, 0, 20, 40)
    served_on(ben, 25)
    served_on(cleo, 45)  # not yet a customer at the opening
    kept = retention("external", day(60))  # window 30: those served from 0 to 30, and again from 30 on
    assert (kept.opened_on, kept.closed_on) == (day(30), day(60))
    assert (kept.share.count, kept.share.n) == (1, 2)
    assert retention("external", day(60), days=10).share.n == 3  # served from 20 to 50


def test_cohorts_follow_the_month_of_the_first_dealing(people):
    ann, ben, cleo, _ = people
    served_on(ann, 0, 31, 60)  # 1 January, 1 February, 2 March
    served_on(ben, 10, 59)  # January, March
    served_on(cleo, 40)  # February
    january, february = cohort_table("external", day(89))  # 31 March: the month is over
    assert (january.size, [cell.count for cell in january.cells]) == (2, [2, 1, 2])
    assert (february.size, [cell.count for cell in february.cells]) == (1, [1, 0])
    assert cohort_table("external", day(80))[0].cells[-1] is None


def test_value_is_net_and_never_added_up_across_currencies(people):
    ann, ben, *_ = people
    (dealing,) = served_on(ann, 0)
    served_on(ann, 1, value_minor=500, currency="USD")
    served_on(ben, 2, value_minor=700)
    served_on(ben, 3, value_minor=99, is_completed=False)  # an adjustment
    reverse_dealing(dealing, happened_at=moment(4), actor=HOUSE, now=moment(4))
    asked = Slice(side="external", as_of=day(9))
    assert value_sums(asked) == [Money(700, "EUR"), Money(500, "USD")]
    assert value_sums(asked, net=False) == [Money(1700, "EUR"), Money(500, "USD")]
    assert value_of(ann) == [Money(0, "EUR"), Money(500, "USD")]


def test_rfm_ranks_recency_frequency_and_net_value(people):
    days = [(0, 10, 20), (30,), (5, 35), (40,)]
    for one, served in zip(people, days, strict=True):
        served_on(one, *served)
    rows = {row.customer_id: row for row in rfm_table(Slice(side="external", as_of=day(40)), currency="EUR")}
    found = [rows[one.customer_id] for one in people]
    assert [row.days_since for row in found] == [20, 10, 5, 0]
    assert [row.orders for row in found] == [3, 1, 2, 1]
    assert [row.recency for row in found] == quintiles([-20, -10, -5, 0])
    assert [row.frequency for row in found] == quintiles([3, 1, 2, 1])
    assert [row.monetary for row in found] == quintiles([3000, 1000, 2000, 1000])
    ann = people[0].customer_id
    assert purchases_of([ann], Slice(side="external", as_of=day(15)), currency="EUR")[ann].orders == 2
