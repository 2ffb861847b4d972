from contextlib import contextmanager

import pytest
from django.forms import model_to_dict

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.models import Case, CaseStep
from twofold.timeline.models import Event


@pytest.fixture
def customer(sales):
    return make_person("Dana Novak", known_to=(sales,))


@pytest.fixture
def case(sales, customer):
    """Dana's chair wobbles, and Sales is to see to it."""
    return make_case(make_relationship(sales, customer), "The chair wobbles")


@pytest.fixture
def unchanged():
    """`with unchanged(case): …`: afterwards the case is as it was, and nothing has been recorded."""

    def traces(case):
        return (
            model_to_dict(Case.objects.system("test").get(pk=case.pk)),
            CaseStep.objects.system("test").count(),
            Event.objects.system("test").count(),
        )

    @contextmanager
    def unchanged(case):
        before = traces(case)
        yield
        assert traces(case) == before

    return unchanged
