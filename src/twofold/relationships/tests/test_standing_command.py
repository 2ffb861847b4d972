"""`twofold standing` says what the page says."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_offering, make_person, make_relationship
from twofold.relationships.models import OfferingFamily
from twofold.relationships.tests.helpers import served_on

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    out = StringIO()
    call_command("standing", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def two(sales):
    chairs = OfferingFamily.objects.create(name="Chairs")
    offering = make_offering(sales, family=chairs)
    served_on(make_relationship(sales, make_person("Ann Berg")), 0, 10, offering=offering)
    make_relationship(sales, make_person("Ben Dahl"))


def test_it_counts_and_names(two):
    answer = said("--as-of", "2026-01-20", "--side", "external", "--by-family", "--list", "potential")
    lines = [line.split() for line in answer.splitlines()]
    assert ["all", "families", "1", "0", "1", "30.0", "1", "2025-12-21"] in lines
    assert ["Chairs", "1", "0", "1", "30.0", "1", "2025-12-21"] in lines
    assert ["Ben", "Dahl"] in lines
    assert "Ann" not in answer


def test_it_narrows_to_a_unit_and_a_family(two, it):
    assert " 0          0          0" in said("--as-of", "2026-01-20", "--side", "external", "--unit", "IT")
    assert "Chairs" in said("--as-of", "2026-01-20", "--family", "chairs", "--unit", "sales")


@pytest.mark.parametrize("words", [("--as-of", "yesterday"), ("--unit", "Mars"), ("--family", "Sofas")])
def test_it_says_what_it_does_not_understand(two, words):
    with pytest.raises(CommandError, match="“"):
        said(*words)
