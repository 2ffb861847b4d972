"""The settings pages about people."""

import pytest
from django.urls import reverse

from tests.factories import make_colleague
from twofold.accounts.models import CapabilityGrant, Membership

pytestmark = pytest.mark.django_db
LIST = "/settings/people/"


def test_administrators_see_everyone_leads_their_members(chidi, bo, amina, mallory, client_of):
    everyone = client_of(chidi).get(LIST).content.decode()
    assert amina.email in everyone
    assert mallory.email in everyone
    members = client_of(bo).get(LIST).content.decode()
    assert amina.email in members
    assert mallory.email not in members
    assert client_of(bo).get(f"{LIST}{mallory.pk}/").status_code == 404


def test_others_are_told_whose_business_it_is(amina, client_of):
    answer = client_of(amina).get(LIST)
    assert answer.status_code == 403
    assert "administrators and for leads" in answer.content.decode()


def test_a_membership_is_given_changed_and_ended(bo, amina, eli, sales, client_of, chidi):
    client = client_of(chidi)
    client.post(f"{LIST}{eli.pk}/membership/", {"unit": sales.pk, "level": 1})
    membership = Membership.objects.get(user=eli, unit=sales)
    assert membership.level == 1
    client_of(bo).post(f"{LIST}{eli.pk}/membership/", {"unit": sales.pk, "level": 2})
    membership.refresh_from_db()
    assert membership.level == 2
    client_of(bo).post(f"/settings/memberships/{membership.pk}/end/")
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_a_lead_does_not_look_into_other_units(bo, amina, it, client_of):
    Membership.objects.create(user=amina, unit=it, level=1)
    assert "IT" not in [
        place.unit for place in client_of(bo).get(f"{LIST}{amina.pk}/").context["account"].places
    ]


def test_capabilities_are_ticked(chidi, amina, client_of):
    client_of(chidi).post(f"{LIST}{amina.pk}/capabilities/", {"capabilities": ["import", "audit"]})
    held = CapabilityGrant.objects.filter(user=amina).values_list("capability", flat=True)
    assert set(held) == {"import", "audit"}


def test_a_lead_ticks_none(bo, amina, client_of):
    answer = client_of(bo).post(f"{LIST}{amina.pk}/capabilities/", {"capabilities": ["administer"]})
    assert answer.status_code == 403
    assert not CapabilityGrant.objects.filter(user=amina).exists()


def test_the_list_costs_the_same_for_one_and_for_many(chidi, sales, client_of, django_assert_max_num_queries):
    client = client_of(chidi)
    for number in range(30):
        make_colleague(f"Person{number} Name", sales)
    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_people_are_found_by_name_and_address(chidi, amina, mallory, client_of):
    for words in ("diallo", "amina@"):
        found = client_of(chidi).get(LIST, {"q": words}).context["accounts"]
        assert [account.pk for account in found] == [amina.pk]


def test_everyone_has_a_profile(amina, dana, client_of):
    assert "May work" in client_of(amina).get(reverse("accounts:profile")).content.decode()
    assert "You belong to no unit" in client_of(dana).get(reverse("accounts:profile")).content.decode()
