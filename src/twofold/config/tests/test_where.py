"""A newcomer finds the code behind an address."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.shortcuts import render
from django.urls import path

TEMPLATE = "ui/shell/error.html"


def chairs(request, pk):
    """A page, and what it says when there is none."""
    return render(request, "ui/shell/page.html#part" if pk else TEMPLATE, {})


urlpatterns = [path("chairs/<int:pk>/", chairs, name="chairs")]
pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize("url", ["/chairs/7/", "http://localhost:8000/chairs/7/?page=2", "chairs/7/"])
def test_it_names_the_view_its_line_and_its_template(url):
    out = StringIO()

    call_command("where", url, stdout=out)

    name, view, *templates = out.getvalue().split()
    assert name == "chairs"
    assert view.endswith(f"config/tests/test_where.py:{chairs.__code__.co_firstlineno}")
    assert [template.rpartition("src/twofold/")[2] for template in templates] == [
        "ui/shell/page.html",
        TEMPLATE,
    ]


def test_an_address_without_a_page_is_refused():
    with pytest.raises(CommandError, match="No page answers /stools/"):
        call_command("where", "/stools/")
