"""Recording a dealing."""

from datetime import timedelta

import pytest

from tests.factories import make_offering, make_relationship
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.money import Money
from twofold.relationships.actions.dealings import record_dealing
from twofold.relationships.models import Dealing, RecencyWindow
from twofold.relationships.queries.windows import window_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(sales, dana):
    return make_relationship(sales, dana.person)


def test_it_counts_and_is_remembered_as_the_last_time(served, amina, actor_of, now):
    for days, reference in ((9, "A-1"), (9, "A-1"), (2, "A-2"), (1, "")):
        record_dealing(
            served,
            happened_at=now - timedelta(days=days),
            value=Money(1999, "EUR"),
            reference=reference,
            actor=actor_of(amina),
            now=now,
        )
    served.refresh_from_db()
    assert served.first_served_on == (now - timedelta(days=9)).date()
    assert served.last_served_on == (now - timedelta(days=1)).date()
    assert (served.dealings_count, served.references_count) == (4, 3)


def test_it_refuses_the_future_beyond_a_day(served, amina, actor_of, now):
    with pytest.raises(BadInput, match="lies in the future"):
        record_dealing(served, happened_at=now + timedelta(days=2), actor=actor_of(amina), now=now)
    assert not Dealing.objects.system("a test looks").exists()


def test_it_refuses_what_another_unit_provides(served, it, amina, actor_of, now):
    with pytest.raises(BadInput, match="Another unit provides this"):
        record_dealing(served, happened_at=now, offering=make_offering(it), actor=actor_of(amina), now=now)


def test_it_refuses_nothing_and_less(served, amina, actor_of, now):
    with pytest.raises(BadInput, match="above zero"):
        record_dealing(served, happened_at=now, quantity=0, actor=actor_of(amina), now=now)


def test_it_refuses_who_does_not_serve(served, mallory, actor_of, now):
    with pytest.raises(NotAllowed):
        record_dealing(served, happened_at=now, actor=actor_of(mallory), now=now)
    assert not Dealing.objects.system("a test looks").exists()


def test_a_late_arrival_makes_later_windows_forgotten(served, amina, actor_of, now):
    window_on("external", now.date())
    assert RecencyWindow.objects.exists()
    record_dealing(served, happened_at=now - timedelta(days=3), actor=actor_of(amina), now=now)
    assert not RecencyWindow.objects.exists()


def test_it_refuses_a_value_below_zero(served, amina, actor_of, now):
    with pytest.raises(BadInput, match="below zero"):
        record_dealing(served, happened_at=now, value=Money(-1, "EUR"), actor=actor_of(amina), now=now)
    assert not Dealing.objects.system("a test looks").exists()


def test_an_amount_that_is_typed_is_not_rounded():
    with pytest.raises(BadInput, match="more decimals than there are in EUR"):
        Money.exactly("9.999", "EUR")
    assert Money.exactly("9.990", "EUR") == Money(999, "EUR")
