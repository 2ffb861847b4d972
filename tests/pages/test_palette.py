"""The palette and the keys, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.factories import make_organization
from twofold.accounts.actions.preferences import prefer
from twofold.directory.actions.search_entries import refresh_search

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(signed_in, amina, sales) -> Page:
    hotel = make_organization("Fjord Hotels", known_to=(sales,))
    refresh_search([hotel.pk])
    page = signed_in(amina)
    page.goto("/cases/")
    return page


def open_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    expect(page.get_by_role("option", name="Add a person")).to_be_visible()


def test_it_goes_where_one_types(desk):
    open_palette(desk)
    desk.keyboard.type("offrngs")
    expect(desk.locator("#palette [aria-selected=true]")).to_contain_text("Offerings")
    desk.keyboard.press("Enter")
    desk.wait_for_url("/offerings/")


def test_it_finds_records_despite_slips(desk):
    open_palette(desk)
    desk.keyboard.type("fjrod")
    expect(desk.get_by_role("option", name="Fjord Hotels")).to_be_visible()
    desk.get_by_role("option", name="Fjord Hotels").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Fjord Hotels")


def test_it_does_what_the_page_does(desk):
    desk.goto("/settings/preferences/")
    open_palette(desk)
    desk.keyboard.type("dark")
    desk.keyboard.press("Enter")
    expect(desk.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_its_choices_are_walked_with_the_arrows_and_read_aloud(desk, axe):
    open_palette(desk)
    box = desk.get_by_role("combobox")
    first = box.get_attribute("aria-activedescendant")
    desk.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") != first
    desk.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == first
    with looking(desk):
        assert axe(desk) == []
    desk.keyboard.press("Escape")
    expect(desk.locator("#palette")).to_be_hidden()


def test_a_phone_has_a_button_for_it(desk, axe):
    with looking(desk, phone=True):
        desk.locator("[data-palette]").click()
        expect(desk.get_by_role("option", name="Add a person")).to_be_visible()
        assert axe(desk) == []
        assert desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_keys_go_create_and_list_themselves(desk):
    desk.keyboard.press("g")
    desk.keyboard.press("u")
    desk.wait_for_url("/units/")
    desk.keyboard.press("c")
    expect(desk.get_by_role("option", name="Add a person")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#palette")).to_be_hidden()
    desk.keyboard.press("?")
    expect(desk.locator("#keys [data-page-keys]")).to_contain_text("Offerings")


def test_rows_are_walked_with_j_and_k(desk):
    desk.goto("/units/")
    desk.keyboard.press("j")
    first = desk.evaluate("document.activeElement.textContent")
    desk.keyboard.press("j")
    assert desk.evaluate("document.activeElement.textContent") != first
    desk.keyboard.press("k")
    assert desk.evaluate("document.activeElement.textContent") == first


def test_a_key_ticks_a_row_of_a_list_once(desk):
    desk.goto("/parties/")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(desk.locator("tr.is-here [data-row]")).to_be_checked()
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_contain_text("Look at the record beside the list")


def test_whoever_wants_no_keys_has_none(desk, amina):
    prefer(amina, is_keyed=False)
    desk.goto("/cases/")
    desk.keyboard.press("?")
    assert not desk.locator("#keys").is_visible()
    desk.keyboard.press("Control+k")
    expect(desk.locator("#palette")).to_be_visible()
