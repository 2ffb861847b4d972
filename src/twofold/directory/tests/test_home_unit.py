"""Giving people and organisations to another unit's care, in the list."""

import pytest

from tests.factories import make_organization
from twofold.directory.models import KnownTo, Party

FORM = "/lists/party/edit/"


@pytest.fixture
def companies(sales):
    return [make_organization(f"Company {n}", known_to=(sales,), home_unit=sales) for n in range(2)]


def homes() -> set[int]:
    organizations = Party.objects.system("a test looks").filter(kind="organization", is_unknown_buyer=False)
    return set(organizations.exclude(home_unit=None).values_list("home_unit_id", flat=True))


def give(client, companies, unit, step):
    chosen = {"ids": [one.pk for one in companies], "do-home_unit": "set", "to-home_unit": unit.pk}
    return client.post(FORM, chosen | {"step": step}, follow=True)


def test_the_unit_that_gets_them_knows_them(companies, sales, logistics, chidi, client_of):
    client = client_of(chidi)
    page = give(client, companies, logistics, "preview")
    assert "Logistics" in page.text and "Change them" in page.text
    assert homes() == {sales.pk}
    give(client, companies, logistics, "run")
    assert homes() == {logistics.pk}
    assert set(KnownTo.objects.filter(unit_id=logistics.pk).values_list("party_id", flat=True)) >= {
        one.pk for one in companies
    }


def test_only_a_unit_in_which_one_works_is_offered(companies, sales, logistics, amina, client_of):
    assert give(client_of(amina), companies, logistics, "run").status_code == 422
    assert homes() == {sales.pk}
