"""The menu: where the daily work is done first, what stands behind it apart and last."""

import pytest

pytestmark = pytest.mark.django_db


def test_what_stands_behind_the_daily_work_comes_last_under_a_heading(chidi, client_of):
    menu = list(client_of(chidi).get("/").context["navigation"])
    daily = [item.label for item in menu if not item.section]
    behind = [item.label for item in menu if item.section]
    assert [item.label for item in menu] == [*daily, *behind]
    assert {"Home", "Parties", "Cases"} <= set(daily) and {"Import", "Settings", "Jobs"} <= set(behind)


def test_a_phone_offers_the_daily_places_first(amina, client_of):
    first = [item.label for item in client_of(amina).get("/").context["navigation"]][:4]
    assert "Duplicates" not in first and first[0] == "Home"
