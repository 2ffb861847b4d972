"""The first minutes of a new installation, in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser import looking
from tests.cast import PASSWORD
from twofold.accounts.actions.setup import create_setup_link


@pytest.mark.django_db(transaction=True)
def test_from_the_set_up_link_to_signing_out(page, axe):
    link = reverse("accounts:set-up", args=[create_setup_link(now=timezone.now())])
    page.goto(link)
    assert axe(page) == []
    page.get_by_label("Your enterprise").fill("Oak & Ember")
    page.get_by_label("Your name").fill("Chidi Okafor")
    page.get_by_label("Your e-mail address").fill("chidi@oak.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Set up Twofold").click()

    page.wait_for_url("/")
    page.goto("/settings/profile/")
    assert page.get_by_role("heading", name="Chidi Okafor").is_visible()
    for how in ({}, {"dark": True}, {"phone": True}):
        with looking(page, **how):
            assert axe(page) == []
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Sign out").first.click()

    page.wait_for_url("/accounts/login/")
    page.get_by_label("E-mail address").fill("chidi@oak.example")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.get_by_text("do not belong together").is_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("/")

    page.goto(link)
    assert page.get_by_text("cannot be used any more").is_visible()
