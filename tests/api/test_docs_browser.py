"""The page of the API in a browser."""

import pytest

from tests.browser import looking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("phone", [False, True])
def test_it_lists_the_operations_for_everyone_to_read(signed_in, amina, axe, phone):
    page = signed_in(amina)
    with looking(page, phone=phone):
        page.goto("/api/v1/docs")
        page.get_by_text("/api/v1/cases/{pk}/resolve").wait_for()
        assert axe(page) == []
