"""The style page in a real browser: nobody is shut out, in light and dark, on a desk and on a phone."""

import pytest

from tests.browser import looking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def style_page(signed_in, chidi):
    page = signed_in(chidi)
    page.goto("/ui/?toast=1")
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_selector("[data-lazy]", state="detached")
    return page


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nobody_is_shut_out(style_page, axe, dark, phone):
    with looking(style_page, dark=dark, phone=phone):
        style_page.wait_for_function(
            f"document.documentElement.dataset.bsTheme == '{'dark' if dark else 'light'}'"
        )
        assert axe(style_page) == []
        assert style_page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_chosen_theme_stays(style_page):
    style_page.click(".user-menu > summary")
    style_page.click("button[data-theme-choice=dark]")
    style_page.reload()
    assert style_page.get_attribute("html", "data-bs-theme") == "dark"


def test_a_lazy_panel_arrives(style_page):
    assert style_page.locator("h2:has-text('Relationships')").count() == 1
    assert style_page.locator(".skeleton").count() == 0


def test_the_keyboard_reaches_search_and_the_sheet_of_keys(style_page):
    style_page.keyboard.press("/")
    assert style_page.evaluate("document.activeElement.id") == "search"
    style_page.keyboard.press("Escape")
    style_page.evaluate("document.activeElement.blur()")
    style_page.keyboard.press("?")
    assert style_page.locator("dialog#keys").is_visible()


def test_a_menu_in_a_table_is_not_cut_off(style_page):
    summary = style_page.locator(".rows .menu summary").last
    summary.scroll_into_view_if_needed()
    summary.click()
    sheet = style_page.locator(".rows .menu[open] .menu-sheet")
    assert sheet.evaluate(
        "sheet => { const b = sheet.getBoundingClientRect();"
        " return sheet.contains(document.elementFromPoint(b.left + 20, b.bottom - 20)) }"
    )
    style_page.keyboard.press("Escape")
    assert style_page.locator(".menu[open]").count() == 0


def test_ticked_rows_are_counted(style_page):
    style_page.check("input[data-row] >> nth=1")
    assert style_page.inner_text(".bulk-bar strong") == "1"
    style_page.check("input[data-all]")
    assert style_page.inner_text(".bulk-bar strong") == "7"


def test_messages_can_be_read_without_scripts(style_page, chromium):
    context = chromium.new_context(
        storage_state=style_page.context.storage_state(), java_script_enabled=False
    )
    window = context.new_page()
    window.goto(style_page.url)
    assert window.locator("#toasts li").is_visible()
    assert not window.locator("#toasts button").is_visible()
    context.close()
