"""Leaving a page with words that were not sent."""

import pytest

from tests.factories import make_organization

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(page) -> list[str]:
    """What kinds of question the browser has put; each is answered with “leave”."""
    kinds: list[str] = []

    def answer(dialog) -> None:
        kinds.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return kinds


def test_one_is_asked_before_words_are_lost(signed_in, amina, sales, asked):
    page = signed_in(amina)
    page.goto(f"/parties/{make_organization('Fjord Hotels', known_to=(sales,)).pk}/")
    page.get_by_label("Note").press_sequentially("Ask for")
    page.get_by_role("link", name="Home").first.click()
    page.wait_for_url("/")
    assert asked == ["beforeunload"]


def test_nobody_is_asked_who_has_sent_them(signed_in, amina, sales, asked):
    page = signed_in(amina)
    page.goto(f"/parties/{make_organization('Fjord Hotels', known_to=(sales,)).pk}/")
    page.get_by_label("Note").press_sequentially("Ask for Solveig.")
    page.get_by_role("button", name="Add note").click()
    page.locator(".timeline-body", has_text="Ask for Solveig.").wait_for()
    page.get_by_role("link", name="Home").first.click()
    page.wait_for_url("/")
    assert asked == []
