"""The pages people live in, in the language that runs from right to left: as sound as in the other."""

import pytest
from playwright.sync_api import Page

from tests.access.world import World, build_world
from tests.browser import looking
from tests.pages.test_every_page import complaints, open_page, wrong_with  # noqa: F401
from twofold.accounts.actions.preferences import prefer
from twofold.relationships.models import Relationship

PATHS = (
    "/",
    "/parties/",
    "/cases/",
    "/cases/new/",
    "/expectations/",
    "/standing/",
    "/search/?q=dana",
    "/settings/preferences/",
    "/settings/security/",
)


@pytest.fixture
def world(transactional_db, settings, tmp_path) -> World:
    settings.FILES_DIR = tmp_path
    return build_world()


@pytest.fixture
def in_arabic(signed_in, world) -> Page:
    """The window of Chidi, who reads Arabic."""
    prefer(world.users["chidi"], language="ar")
    return signed_in(world.users["chidi"])


def records(world: World) -> list[str]:
    """A record of each kind that Chidi sees."""
    return [
        f"/parties/{world.users['dana'].person_id}/",
        f"/units/{world.units['sales'].pk}/",
        f"/relationships/{Relationship.objects.system('an address').order_by('pk').first().pk}/",
    ]


def test_nothing_breaks_when_the_line_turns_round(in_arabic, world, axe, complaints):  # noqa: F811
    found = {}
    for path in (*PATHS, *records(world)):
        open_page(in_arabic, path)
        assert in_arabic.get_attribute("html", "dir") == "rtl"
        if wrong := [*wrong_with(in_arabic, axe), *complaints]:
            found[path] = wrong
        complaints.clear()
    assert not found, found


def test_the_menu_stands_on_the_right_and_arrows_point_on(in_arabic):
    open_page(in_arabic, "/parties/")
    with looking(in_arabic):
        menu = in_arabic.locator(".shell-nav").bounding_box()
        content = in_arabic.locator("main").bounding_box()
    assert menu["x"] > content["x"]


def test_numbers_with_signs_keep_their_order(in_arabic, world):
    prefer(world.users["chidi"], language="ar", date_style="iso")
    open_page(in_arabic, f"/parties/{world.users['dana'].person_id}/")
    days = in_arabic.locator("main time").all_inner_texts()
    assert all(day[0] == "\u200e" for day in days if day[:2] == "20" or "-" in day)


def test_strangers_choose_their_language_on_the_sign_in_page(page, world, axe):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="العربية").click()
    assert page.get_attribute("html", "dir") == "rtl"
    assert axe(page) == []
