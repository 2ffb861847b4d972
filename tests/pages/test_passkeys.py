"""Passkeys in a real browser, with an authenticator that Chromium plays."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from twofold.accounts.models import User


@pytest.fixture
def amina(amina: User) -> User:
    amina.set_password(PASSWORD)
    amina.save()
    return amina


def with_authenticator(page: Page) -> Page:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_she_makes_one_and_signs_in_with_it_alone(transactional_db, amina, page, axe):
    with_authenticator(page).goto("/accounts/login/?next=/settings/security/")
    page.get_by_label("E-mail address").fill(amina.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Add one").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them").click()
    assert len(download.value.path().read_text().split()) == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("strong").filter(has_text="My phone")).to_be_visible()
    assert axe(page) == []

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/settings/security/")
    assert axe(page) == []
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("strong").filter(has_text="My phone")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(amina.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda address: "/accounts/" not in address)


def test_without_one_it_says_so(transactional_db, amina, page):
    with_authenticator(page).goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
