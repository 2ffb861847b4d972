"""Importing with a real browser: every choice is tried at once, and the page follows the run by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import looking
from twofold.workspace.tests.test_import_pages import work_off_jobs


@pytest.fixture
def toys_file(tmp_path):
    path = tmp_path / "toys.csv"
    path.write_text("toy,price\nBall,1.50\nKite,much\n")
    return path


@pytest.mark.django_db(transaction=True)
def test_from_file_to_outcome(signed_in, bo, sales, toys_file, axe):
    page = signed_in(bo)
    page.goto("/imports/")
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_role("radio", name=re.compile("Toys")).check()
    page.get_by_label("File", exact=True).set_input_files(toys_file)
    assert axe(page) == []
    page.get_by_role("button", name="Look into the file").click()

    expect(page.get_by_role("heading", name="toys.csv")).to_be_visible()
    expect(page.get_by_text("is not a number")).to_be_visible()
    page.get_by_label("What the column “price” becomes").select_option(label="leave out")
    expect(page.get_by_text("is not a number")).to_be_hidden()
    for dark in (False, True):
        with looking(page, dark=dark):
            assert axe(page) == []

    page.get_by_role("button", name="Start a dry run").click()
    expect(page.get_by_text("Waiting").first).to_be_visible()
    work_off_jobs()
    expect(page.get_by_text("The dry run is done.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Import for real").click()
    work_off_jobs()
    expect(page.get_by_text("Every line was taken.")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_the_search_answers_while_one_types(signed_in, amina, sales, axe):
    from tests.factories import make_organization
    from twofold.directory.actions.search_entries import refresh_search

    refresh_search([make_organization("Oslo Chairs", known_to=(sales,)).pk])
    page = signed_in(amina)
    page.goto("/search/")
    assert axe(page) == []
    page.get_by_label("Words, names, numbers, addresses").press_sequentially("oslo")
    expect(page.get_by_role("link", name="Oslo Chairs")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=oslo"))
    assert axe(page) == []
