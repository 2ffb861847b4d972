"""Offerings and their families."""

import pytest

from tests.factories import make_offering
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.money import Money
from twofold.relationships.actions.families import add_family, edit_family
from twofold.relationships.actions.offerings import add_offering, edit_offering
from twofold.relationships.models import Offering, OfferingFamily
from twofold.search.models import SearchEntry

pytestmark = pytest.mark.django_db


def test_an_offering_is_added_and_found(sales, amina, actor_of, now):
    offering = add_offering(
        unit_id=sales.pk,
        name="Oak table",
        kind="product",
        is_for_external=True,
        code="T1",
        price=Money(89_900, "EUR"),
        actor=actor_of(amina),
        now=now,
    )
    assert offering.price_minor == 89_900
    assert SearchEntry.objects.get(kind="offering", object_id=offering.pk).title == "Oak table"


def test_it_refuses_what_is_for_nobody(sales, amina, actor_of, now):
    with pytest.raises(BadInput, match="Choose whom it is for"):
        add_offering(unit_id=sales.pk, name="Air", kind="product", actor=actor_of(amina), now=now)
    assert not Offering.objects.system("a test looks").exists()


def test_a_code_is_one_offerings_only(sales, amina, actor_of, now):
    make_offering(sales, code="T1")
    with pytest.raises(Conflict, match="another offering with the code T1"):
        add_offering(
            unit_id=sales.pk,
            name="Other",
            kind="product",
            is_for_external=True,
            code="T1",
            actor=actor_of(amina),
            now=now,
        )


def test_it_can_be_taken_off_the_shelf(sales, amina, actor_of, now):
    offering = edit_offering(
        make_offering(sales), price=None, is_offered=False, actor=actor_of(amina), now=now
    )
    offering.refresh_from_db()
    assert not offering.is_offered


def test_it_refuses_who_does_not_work_there(sales, mallory, actor_of, now):
    offering = make_offering(sales, "Oak table")
    with pytest.raises(NotAllowed):
        edit_offering(offering, name="Mine", price=None, actor=actor_of(mallory), now=now)
    offering.refresh_from_db()
    assert offering.name == "Oak table"


def test_only_leads_choose_a_window(amina, bo, actor_of, now):
    family = add_family(name="Chairs", actor=actor_of(amina), now=now)
    with pytest.raises(NotAllowed, match="only leads"):
        edit_family(family, name="Chairs", window_days=90, actor=actor_of(amina), now=now)
    edit_family(family, name="Chairs", window_days=90, actor=actor_of(bo), now=now)
    assert OfferingFamily.objects.get().window_days == 90
    with pytest.raises(Conflict):
        add_family(name="chairs", actor=actor_of(amina), now=now)
    with pytest.raises(BadInput):
        edit_family(family, name="Chairs", window_days=0, actor=actor_of(bo), now=now)
