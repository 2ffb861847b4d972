"""Reversing a dealing."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import make_relationship
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.money import Money
from twofold.relationships.actions.dealings import record_dealing, reverse_dealing
from twofold.relationships.models import Dealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def dealing(sales, dana, amina, actor_of, now):
    return record_dealing(
        make_relationship(sales, dana.person),
        happened_at=now - timedelta(days=5),
        quantity=4,
        value=Money(10_001, "EUR"),
        reference="A-7",
        actor=actor_of(amina),
        now=now,
    )


def reversals():
    return Dealing.objects.system("a test looks").filter(is_reversal=True)


def test_reversed_in_full_nobody_was_served(dealing, amina, actor_of, now):
    reversal = reverse_dealing(dealing, actor=actor_of(amina), now=now)
    assert (reversal.quantity, reversal.value_minor) == (Decimal(-4), -10_001)
    assert (reversal.reverses_id, reversal.reference) == (dealing.pk, "A-7")
    dealing.refresh_from_db()
    assert dealing.reversed_on == now.date()
    relationship = dealing.relationship
    relationship.refresh_from_db()
    assert (relationship.last_served_on, relationship.dealings_count) == (None, 1)


def test_in_part_it_still_counts_until_the_rest_follows(dealing, amina, actor_of, now):
    part = reverse_dealing(dealing, quantity=1, actor=actor_of(amina), now=now)
    assert part.value_minor == -2500
    dealing.refresh_from_db()
    assert dealing.reversed_on is None
    assert dealing.relationship.last_served_on is not None
    assert reverse_dealing(dealing, actor=actor_of(amina), now=now).quantity == -3
    dealing.refresh_from_db()
    assert dealing.reversed_on == now.date()


def test_it_refuses_a_second_time(dealing, amina, actor_of, now):
    reverse_dealing(dealing, actor=actor_of(amina), now=now)
    with pytest.raises(Conflict, match="in full already"):
        reverse_dealing(dealing, actor=actor_of(amina), now=now)
    assert reversals().count() == 1


def test_it_refuses_more_than_was_dealt(dealing, amina, actor_of, now):
    with pytest.raises(BadInput, match="At most 4 can be reversed"):
        reverse_dealing(dealing, quantity=5, actor=actor_of(amina), now=now)
    assert not reversals().exists()


def test_it_refuses_to_reverse_a_reversal(dealing, amina, actor_of, now):
    reversal = reverse_dealing(dealing, actor=actor_of(amina), now=now)
    with pytest.raises(BadInput, match="cannot be reversed"):
        reverse_dealing(reversal, actor=actor_of(amina), now=now)


def test_it_refuses_a_reversal_before_the_dealing(dealing, amina, actor_of, now):
    with pytest.raises(BadInput, match="before it happened"):
        reverse_dealing(dealing, happened_at=now - timedelta(days=6), actor=actor_of(amina), now=now)


def test_it_refuses_who_does_not_serve(dealing, mallory, actor_of, now):
    with pytest.raises(NotAllowed):
        reverse_dealing(dealing, actor=actor_of(mallory), now=now)
    assert not reversals().exists()
