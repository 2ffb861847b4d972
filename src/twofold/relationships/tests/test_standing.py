"""Standing on a day: current, past and potential, worked out by hand.

Windows here lie at their least, 30 days, unless a test says otherwise: customers come back after 10 days.
"""

import pytest

from tests.factories import make_offering, make_organization, make_person, make_relationship
from twofold.directory.actions.parties import the_unknown_buyer
from twofold.relationships.actions.dealings import reverse_dealing
from twofold.relationships.actions.sums import mark_stale
from twofold.relationships.models import OfferingFamily
from twofold.relationships.queries.customers import customers_standing, last_served
from twofold.relationships.queries.relationship_standing import standing_in
from twofold.relationships.queries.sql import Slice, sums_tell
from twofold.relationships.queries.standing import (
    dealings_of_unknown_buyers,
    standing_by_family,
    standing_counts,
)
from twofold.relationships.queries.windows import window_on
from twofold.relationships.tests.helpers import HOUSE, day, moment, served_on

pytestmark = pytest.mark.django_db


def counted(*args, **kwargs) -> tuple[int, int, int]:
    counts = standing_counts(*args, **kwargs)
    return counts.current, counts.past, counts.potential


@pytest.fixture
def three(sales):
    """One who keeps coming, one who came once, one who never did."""
    faithful, once, never = (make_relationship(sales, make_person(name)) for name in ("Ann", "Ben", "Cleo"))
    served_on(faithful, 0, 10, 20, 30, 40, 50)
    served_on(once, 5)
    return faithful, once, never


def test_who_was_served_on_the_boundary_is_current_and_the_day_before_is_past(three):
    assert window_on("external", day(50)).days == 30
    assert counted("external", day(50)) == (1, 1, 1)
    assert counted("external", day(80)) == (1, 1, 1)
    assert counted("external", day(81)) == (0, 2, 1)
    assert standing_counts("external", day(80)).boundary == day(50)


def test_a_day_in_the_past_knows_nothing_of_what_came_after(three):
    assert not sums_tell(day(4))
    assert counted("external", day(4)) == (1, 0, 2)
    assert counted("external", day(35)) == (2, 0, 1)
    assert counted("external", day(36)) == (1, 1, 1)


def test_sums_and_dealings_tell_the_same(three):
    from_sums = counted("external", day(60))
    mark_stale([three[0].pk])
    assert not sums_tell(day(60))
    assert counted("external", day(60)) == from_sums == (1, 1, 1)


def test_the_other_side_is_another_matter(sales, three):
    make_relationship(sales, make_person("Eli"), side="internal")
    assert counted("internal", day(60)) == (0, 0, 1)
    assert counted("external", day(60)) == (1, 1, 1)


def test_a_customer_of_two_units_counts_once_by_the_later(enterprise, sales, logistics, three):
    _, once, _ = three
    elsewhere = make_relationship(logistics, once.customer)
    served_on(elsewhere, 49)
    assert counted("external", day(60)) == (2, 0, 1)
    assert counted("external", day(60), unit_ids=frozenset([sales.pk])) == (1, 1, 1)
    assert counted("external", day(60), unit_ids=frozenset([logistics.pk])) == (1, 0, 0)


def test_what_was_reversed_in_full_makes_nobody_current_from_that_day_on(three):
    _, _, never = three
    (dealing,) = served_on(never, 45)
    assert counted("external", day(50)) == (2, 1, 0)
    reverse_dealing(dealing, happened_at=moment(48), actor=HOUSE, now=moment(50))
    assert counted("external", day(50)) == (1, 1, 1)
    assert counted("external", day(47)) == (2, 1, 0)


def test_samples_make_nobody_a_customer(three):
    served_on(three[2], 45, is_completed=False, value_minor=0)
    assert counted("external", day(50)) == (1, 1, 1)


def test_the_unknown_buyer_counts_nowhere_but_is_told(sales, three, now):
    served_on(make_relationship(sales, the_unknown_buyer(now=now)), 1, 2, 3)
    assert counted("external", day(50)) == (1, 1, 1)
    assert window_on("external", day(50)).gaps == 5
    assert dealings_of_unknown_buyers("external", day(50)) == 3
    assert dealings_of_unknown_buyers("external", day(2)) == 2


def test_each_family_has_its_own_window_and_counts(sales, three):
    faithful, once, _ = three
    chairs = OfferingFamily.objects.create(name="Chairs", window_days=100)
    lamps = OfferingFamily.objects.create(name="Lamps")
    served_on(faithful, 52, offering=make_offering(sales, family=chairs))
    served_on(once, 1, offering=make_offering(sales, family=lamps))
    rows = {row.family.name: row for row in standing_by_family("external", day(60))}
    assert [(row.current, row.past, row.potential) for row in rows.values()] == [(1, 0, 2), (0, 1, 2)]
    assert (rows["Chairs"].window.days, rows["Chairs"].window.origin) == (100, "chosen")
    assert rows["Lamps"].window.days == 30  # no gaps of its own: that of all families
    assert counted("external", day(60), family_id=lamps.pk) == (0, 1, 2)


def test_the_customers_behind_each_number_are_those_counted(sales, three, amina, actor_of):
    for as_of in (day(4), day(60)):
        counts = standing_counts("external", as_of)
        asked = Slice(side="external", as_of=as_of)
        for standing in ("current", "past", "potential"):
            found = customers_standing(standing, asked, counts.boundary, seen_by=actor_of(amina))
            assert found.count() == getattr(counts, standing)
    names = customers_standing("past", asked, counts.boundary, seen_by=actor_of(amina))
    assert [party.name for party in names] == ["Ben"]
    assert last_served([three[1].customer_id], asked) == {three[1].customer_id: day(5)}


def test_an_outsider_finds_nobody_behind_a_number(three, mallory, actor_of):
    asked = Slice(side="external", as_of=day(60))
    assert not customers_standing("current", asked, day(0), seen_by=actor_of(mallory)).exists()


def test_one_relationship_says_what_decided(sales, three):
    chairs = OfferingFamily.objects.create(name="Chairs", window_days=10)
    served_on(three[0], 50, offering=make_offering(sales, family=chairs))
    whole, family = standing_in(three[0], day(65))
    assert (whole.state, whole.last_on, whole.boundary) == ("current", day(50), day(80))
    assert (family.family, family.state, family.boundary) == (chairs, "past", day(60))


def test_nothing_at_all_is_nobody(db):
    assert counted("internal", day(0)) == (0, 0, 0)
    assert standing_by_family("internal", day(0)) == []


def test_one_organization_is_one_customer_however_often_it_buys(sales):
    served_on(make_relationship(sales, make_organization()), 1, 1, 2, 2, 3)
    assert counted("external", day(3)) == (1, 0, 0)
