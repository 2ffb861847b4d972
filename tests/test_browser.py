"""The browser that other tests use opens the site as it is served."""


def test_it_opens_a_page(page):
    answer = page.goto("/accounts/login/")
    assert answer.ok
    assert page.locator("h1").count() == 1


def test_someone_signed_in_needs_not_sign_in(signed_in, amina):
    page = signed_in(amina)
    page.goto("/accounts/login/")
    assert "/accounts/login/" not in page.url
