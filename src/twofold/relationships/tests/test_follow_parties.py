"""Serving parties as they are imported."""

import pytest

from tests.factories import make_organization, make_person
from twofold.core.errors import BadInput
from twofold.relationships.actions.follow_parties import open_potential_relationships
from twofold.relationships.models import Relationship
from twofold.relationships.room import dealings
from twofold.relationships.tests.helpers import context

pytestmark = pytest.mark.django_db


def served() -> set[tuple]:
    rows = Relationship.objects.system("a test looks")
    return set(rows.values_list("provider_id", "customer_id", "side", "kind"))


def test_they_become_potential_customers_of_the_unit_named(sales, it, now):
    company, person = make_organization(), make_person()
    asked = context(it, dealings, now, served_by="sales", side="external")
    open_potential_relationships(asked, [company.pk, person.pk])
    open_potential_relationships(asked, [company.pk])
    assert served() == {
        (sales.pk, company.pk, "external", "business"),
        (sales.pk, person.pk, "external", "consumer"),
    }


def test_without_being_asked_nothing_follows(sales, now):
    open_potential_relationships(context(sales, dealings, now, side=""), [make_person().pk])
    assert served() == set()


def test_a_unit_that_is_not_there_is_named(sales, now):
    with pytest.raises(BadInput, match="No unit is called “Marketing”"):
        open_potential_relationships(context(sales, dealings, now, served_by="Marketing"), [make_person().pk])
