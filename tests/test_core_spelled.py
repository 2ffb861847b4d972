"""A question spelled once gives what its queryset would, whatever is handed in."""

import pytest

from tests.factories import make_person, make_relationship
from twofold.core.errors import ScopeMissing
from twofold.core.spelled import Given, Spelled
from twofold.directory.models import Party
from twofold.relationships.models import Relationship

pytestmark = pytest.mark.django_db


def test_instances_come_with_those_joined_to_them(sales, django_assert_num_queries):
    bonds = [make_relationship(sales, make_person(name)) for name in ("Ada", "Bo")]
    of_one = Spelled(
        Relationship.objects.system("tried").select_related("customer").filter(customer__name=Given(0))
    )

    with django_assert_num_queries(3):
        found = [of_one.first(name) for name in ("Ada", "Bo", "nobody")]
        assert [bond and bond.customer.name for bond in found] == ["Ada", "Bo", None]
    assert found[:2] == bonds
    assert vars(found[0]).keys() == vars(Relationship.objects.system("tried").get(pk=bonds[0].pk)).keys()


def test_tuples_and_lists_of_places(db):
    people = [make_person(name) for name in ("Ada", "Bo", "Cy")]
    named = Spelled(
        Party.objects.system("tried")
        .filter(pk__in=[Given(0), Given(1)])
        .order_by("name")
        .values_list("name", "pk")
    )

    assert list(named.rows(people[2].pk, people[0].pk)) == [("Ada", people[0].pk), ("Cy", people[2].pk)]


def test_who_asks_must_be_said():
    with pytest.raises(ScopeMissing):
        Spelled(Party.objects.filter(pk=Given(0))).first(1)
