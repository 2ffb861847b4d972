"""Who belongs where, and who decides."""

import pytest

from tests.factories import make_colleague, make_membership, make_unit
from twofold.accounts.actions.memberships import end_membership, join_sealed_unit, set_membership
from twofold.accounts.models import Membership
from twofold.core.actor import Level
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.timeline.models import Change, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def hana(hr):
    """Leads Human Resources, behind its seal."""
    return make_colleague("Hana Sato", hr, Level.LEAD)


def test_a_lead_decides_on_her_unit_and_those_below(bo, amina, mallory, sales, actor_of, now):
    shop = make_unit("Web shop", parent=sales)
    set_membership(mallory, unit=shop, level=Level.VIEW, actor=actor_of(bo), now=now)
    assert actor_of(mallory).level_in(shop.pk) == Level.VIEW
    set_membership(amina, unit=sales, level=Level.LEAD, actor=actor_of(bo), now=now)
    assert actor_of(amina).level_in(shop.pk) == Level.LEAD


@pytest.mark.parametrize("who", ["amina", "mallory", "dana"])
def test_others_decide_on_none(request, who, eli, sales, actor_of, now):
    actor = actor_of(request.getfixturevalue(who))
    before = Membership.objects.count()
    with pytest.raises(NotAllowed):
        set_membership(eli, unit=sales, level=Level.VIEW, actor=actor, now=now)
    assert Membership.objects.count() == before


def test_not_even_administrators_staff_a_sealed_unit(chidi, hana, hr, actor_of, now):
    clinic = make_unit("Clinic", parent=hr)
    for unit in (hr, clinic):
        with pytest.raises(NotAllowed, match="sealed"):
            set_membership(chidi, unit=unit, level=Level.VIEW, actor=actor_of(chidi), now=now)
    set_membership(chidi, unit=hr, level=Level.VIEW, actor=actor_of(hana), now=now)
    assert actor_of(chidi).level_in(hr.pk) == Level.VIEW


def test_an_administrator_joins_a_sealed_unit_in_the_open(chidi, hana, hr, actor_of, now):
    join_sealed_unit(hr, reason="A court asks.", actor=actor_of(chidi), now=now)
    assert actor_of(chidi).level_in(hr.pk) == Level.VIEW
    event = Event.objects.visible_to(actor_of(hana)).get(verb="accounts.sealed_unit_joined")
    assert (event.person_id, event.unit_id) == (chidi.person_id, hr.pk)
    assert Change.objects.get(event=event).new == "A court asks."


def test_joining_needs_a_reason_a_seal_and_the_capability(chidi, bo, hr, sales, actor_of, now):
    with pytest.raises(BadInput):
        join_sealed_unit(hr, reason=" ", actor=actor_of(chidi), now=now)
    with pytest.raises(Conflict, match="not sealed"):
        join_sealed_unit(sales, reason="because", actor=actor_of(chidi), now=now)
    with pytest.raises(NotAllowed):
        join_sealed_unit(hr, reason="because", actor=actor_of(bo), now=now)
    assert not Membership.objects.filter(unit=hr).exists()


def test_leaving(amina, mallory, bo, sales, actor_of, now):
    membership = Membership.objects.get(user=amina)
    with pytest.raises(NotAllowed):
        end_membership(membership, actor=actor_of(mallory), now=now)
    end_membership(membership, actor=actor_of(amina), now=now)
    assert not actor_of(amina).levels


def test_a_sealed_unit_keeps_a_lead(hana, hr, actor_of, now):
    with pytest.raises(Conflict, match="needs a lead"):
        end_membership(Membership.objects.get(user=hana), actor=actor_of(hana), now=now)
    with pytest.raises(Conflict, match="needs a lead"):
        set_membership(hana, unit=hr, level=Level.VIEW, actor=actor_of(hana), now=now)
    make_membership(make_colleague("Ivo Second", hr, Level.LEAD), make_unit("Elsewhere"))
    end_membership(Membership.objects.get(user=hana), actor=actor_of(hana), now=now)


def test_changes_are_written_down(bo, amina, sales, actor_of, now):
    set_membership(amina, unit=sales, level=Level.LEAD, actor=actor_of(bo), now=now)
    change = Change.objects.get(event__verb="accounts.membership_changed")
    assert (change.old, change.new) == (2, 3)
