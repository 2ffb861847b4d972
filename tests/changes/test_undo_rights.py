"""Taking an act back gives nobody what they may not have any more, and tells nobody what they may not know."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_affiliation,
    make_contact_point,
    make_membership,
    make_person,
    make_relationship,
    make_user,
)
from twofold.accounts.models import Membership
from twofold.core.errors import Conflict, NotAllowed, NotVisible
from twofold.directory.actions.contact_points import remove_contact_point
from twofold.directory.actions.merge import merge_parties
from twofold.directory.actions.parties import add_person, identify
from twofold.directory.models import ContactPoint, Identifier, KnownTo, Party
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event


def last() -> int:
    return Event.objects.system("test").order_by("-pk").values_list("pk", flat=True)[0]


@pytest.fixture
def pair(sales):
    """Two records of one customer, the second of whom signs in."""
    first, second = (make_person(name, known_to=(sales,), home_unit=sales) for name in ("Ada", "Ada B."))
    return first, second, make_user(second)


@pytest.fixture
def leaves(amina, sales, it):
    """Amina goes from Sales to IT."""

    def leaves():
        Membership.objects.filter(user=amina, unit=sales).delete()
        make_membership(amina, it)

    return leaves


def test_what_was_deleted_comes_back_only_by_those_who_may_change_it_now(sales, amina, actor_of, now, leaves):
    customer = make_person("Ada", known_to=(sales,), home_unit=sales)
    point = make_contact_point(customer)
    remove_contact_point(point, actor=actor_of(amina), now=now)
    leaves()
    with pytest.raises(Conflict, match="You may not change it"):
        undo_event(last(), actor=actor_of(amina), now=now)
    assert not ContactPoint.objects.system("test").filter(party=customer).exists()


def test_a_number_goes_only_by_those_who_may_change_its_party(sales, amina, actor_of, now, leaves):
    customer = make_person("Ada", known_to=(sales,), home_unit=sales)
    identify(customer, scheme="shop", value="7", actor=actor_of(amina), now=now)
    leaves()
    with pytest.raises(Conflict):
        undo_event(last(), actor=actor_of(amina), now=now)
    assert Identifier.objects.filter(party=customer).exists()


def test_who_left_a_unit_does_not_close_its_gate(sales, amina, actor_of, now, leaves):
    added = add_person(name="Ada", unit_id=sales.pk, actor=actor_of(amina), now=now)
    leaves()
    with pytest.raises(Conflict):
        undo_event(last(), actor=actor_of(amina), now=now)
    assert KnownTo.objects.filter(party=added, unit=sales).exists()


def test_a_merge_is_done_again_as_a_whole(sales, hr, pair, amina, actor_of, now):
    first, second, user = pair
    make_relationship(hr, second, "internal")
    act = {"actor": actor_of(amina), "now": now}
    merge_parties([first.pk, second.pk], survivor_id=first.pk, **act)
    undo_event(last(), **act)
    assert not undo_event(last(), **act).run.refused
    user.refresh_from_db()
    assert user.person_id == first.pk
    assert not Party.objects.system("test").filter(pk=second.pk).exists()


def test_a_merge_is_not_done_again_by_those_who_may_not_merge(sales, pair, amina, actor_of, now, leaves):
    first, second, user = pair
    merge_parties([first.pk, second.pk], survivor_id=first.pk, actor=actor_of(amina), now=now)
    undo_event(last(), actor=actor_of(amina), now=now)
    make_affiliation(second, sales)
    with pytest.raises(NotAllowed, match="only an administrator"):
        undo_event(last(), actor=actor_of(amina), now=now)
    leaves()
    with pytest.raises((NotVisible, NotAllowed)):
        undo_event(last(), actor=actor_of(amina), now=now)
    user.refresh_from_db()
    assert user.person_id == second.pk


def test_the_page_tells_nothing_of_what_a_sealed_unit_has_with_them(
    sales, hr, pair, amina, actor_of, now, client_of
):
    first, second, _user = pair
    for party in (first, second):
        make_relationship(hr, party, "internal")
    merge_parties([first.pk, second.pk], survivor_id=first.pk, actor=actor_of(amina), now=now)
    page = client_of(amina).get(reverse("workspace:event-undo", args=[last()])).content.decode()
    assert "Ada B." in page
    assert "Relationships" not in page
