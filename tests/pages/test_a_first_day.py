"""One day with Twofold, end to end: bring in customers, open one, take a note, owe something, settle it, see it on Home."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import make_organization
from twofold.accounts.models import User
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Unit
from twofold.insight.actions.figures import refresh_figures
from twofold.jobs.actions.run import run_due_jobs

CUSTOMERS = """\
Customer,Town,Customer number,E-mail
Fjord Hotels,Bergen,K-1001,house@fjord.example
Harbour School,Malmö,K-1002,office@harbour.example
,Nowhere,K-1003,nobody@nowhere.example
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customers_file(tmp_path: Path, settings) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS, encoding="utf-8")
    return path


def import_customers(page: Page, file: Path, unit: Unit) -> None:
    """Upload, say what the columns are, try, and then take the lines for real."""
    page.goto("/imports/")
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_role("radio", name=re.compile("^Organisations")).check()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("For which unit?").select_option(label=unit.party.name)
    page.get_by_role("button", name="Look into the file").click()

    page.get_by_label("What the column “Customer” becomes").select_option("name")
    expect(page.get_by_role("cell", name="Fjord Hotels").first).to_be_visible()
    page.get_by_role("button", name="Start a dry run").click()
    expect(page.get_by_text("Waiting").first).to_be_visible()
    run_due_jobs()
    expect(page.get_by_text("The dry run is done.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^4 "))).to_be_visible()

    page.get_by_role("button", name="Import for real").click()
    run_due_jobs()
    expect(page.get_by_text("The import is done, but for some lines.")).to_be_visible()


def note(page: Page, words: str) -> None:
    """Write a note on the record that is open."""
    notes = page.locator("#party-notes")
    notes.get_by_label("Note").fill(words)
    notes.get_by_role("button", name="Add note").click()
    expect(notes.get_by_text(words)).to_be_visible()


def open_case(page: Page, title: str) -> None:
    """Owe the customer whose record is open something, outside."""
    page.locator("#party-cases, .panel", has_text="Cases").get_by_role(
        "link", name="Open a case"
    ).first.click()
    page.get_by_label("What is owed, in a few words").fill(title)
    page.get_by_role("radio", name="Request").check()
    page.get_by_role("radio", name="External", exact=True).check()
    page.get_by_role("button", name="Open case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def answer_and_resolve(page: Page, answer: str, resolution: str) -> None:
    page.get_by_label("What the customer is told").fill(answer)
    page.get_by_role("button", name="Keep this answer").click()
    expect(page.locator(".timeline-body", has_text=answer)).to_be_visible()
    page.get_by_label("What was done").fill(resolution)
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.get_by_text(resolution).first).to_be_visible()
    expect(page.locator(".case-head .chip", has_text="Resolved")).to_be_visible()


def test_a_lead_brings_in_customers_and_keeps_a_promise(signed_in, bo: User, sales: Unit, customers_file):
    page = signed_in(bo)
    import_customers(page, customers_file, sales)

    page.goto("/parties/")
    expect(page.get_by_role("link", name="Harbour School", exact=True)).to_be_visible()
    page.get_by_role("link", name="Fjord Hotels", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fjord Hotels")
    expect(page.get_by_role("link", name="house@fjord.example")).to_be_visible()
    note(page, "Ask for Solveig at the desk.")
    open_case(page, "Two beds came without slats")

    refresh_figures(now=timezone.now())
    page.goto("/")
    owed = page.locator(".of-external .figure-card", has_text="Owed now")
    expect(owed.locator(".figure-value")).to_have_text("1")

    page.goto("/cases/")
    page.get_by_role("link", name="Two beds came without slats", exact=True).click()
    answer_and_resolve(page, "The slats leave today.", "Slats delivered and put in.")
    page.get_by_role("link", name="Fjord Hotels", exact=True).click()
    timeline = page.locator(".panel", has=page.get_by_role("heading", name="Timeline"))
    expect(timeline.get_by_text(re.compile("resolved", re.I)).first).to_be_visible()
    expect(timeline.get_by_text(re.compile("opened", re.I)).first).to_be_visible()

    refresh_figures(now=timezone.now())
    page.goto("/")
    expect(owed.locator(".figure-value")).to_have_text("0")
    expect(page.locator(".of-external").get_by_text("Potential")).to_be_visible()


@pytest.fixture
def without_scripts(chromium, served, signed_in, amina: User) -> Page:
    """A window in which Amina is signed in and no script runs."""
    cookies = signed_in(amina).context.cookies()
    context: BrowserContext = chromium.new_context(base_url=served, java_script_enabled=False)
    context.add_cookies(cookies)
    yield context.new_page()
    context.close()


def test_notes_and_cases_need_no_script(without_scripts: Page, sales: Unit):
    page = without_scripts
    hotel = make_organization("Fjord Hotels", known_to=(sales,))
    refresh_search([hotel.pk])

    page.goto(f"/parties/{hotel.pk}/")
    page.get_by_role("link", name="Open “Notes”").click()
    page.get_by_label("Note").fill("Ask for Solveig at the desk.")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_text("Ask for Solveig at the desk.")).to_be_visible()

    page.goto("/cases/new/")
    page.get_by_label("A person, an organisation or a unit").fill("Fjord")
    page.get_by_role("button", name="Search").last.click()
    page.get_by_role("link", name="Fjord Hotels", exact=True).click()
    page.get_by_label("What is owed, in a few words").fill("Two beds came without slats")
    page.get_by_role("radio", name="External", exact=True).check()
    page.get_by_role("button", name="Open case").click()
    answer_and_resolve(page, "The slats leave today.", "Slats delivered and put in.")

    page.goto(f"/parties/{hotel.pk}/")
    page.get_by_role("link", name="Open “Timeline”").click()
    expect(page.get_by_text(re.compile("resolved", re.I)).first).to_be_visible()
