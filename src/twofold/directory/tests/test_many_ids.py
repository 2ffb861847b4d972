"""Rows asked for by hundreds of ids, of themselves or of what they refer to."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from twofold.core.ids import HIGHEST_ID
from twofold.directory.models import ContactPoint, Party

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def parties():
    return [
        Party.objects.create(kind="person", name=name, created_at=NOW, changed_at=NOW)
        for name in ("Ada", "Bo", "Cy")
    ]


def names(**wanted) -> set[str]:
    return set(Party.objects.system("test").filter(**wanted).values_list("name", flat=True))


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset])
def test_ids_of_any_collection_find_their_rows(parties, kind):
    ids = kind([parties[0].pk, parties[2].pk, HIGHEST_ID, -1])
    assert names(pk__in=ids) == {"Ada", "Cy"}
    assert names(home_unit__in=ids) == set()


def test_no_ids_find_nothing_and_their_opposite_everything(parties):
    assert names(pk__in=[]) == set()
    assert (
        Party.objects.system("test").exclude(pk__in=frozenset()).count() == Party.objects.system("t").count()
    )


def test_what_is_more_than_ids_is_taken_as_ever(parties):
    ada, bo, _cy = parties
    assert names(pk__in=[str(ada.pk), None]) == {"Ada"}
    assert names(pk__in=Party.objects.system("test").filter(name="Cy")) == {"Cy"}
    ContactPoint.objects.create(party=ada, kind="email", value="ada@ada.example")
    points = ContactPoint.objects.system("test")
    assert points.filter(party__in=[ada, bo.pk]).count() == 1
    with pytest.raises(FieldError):
        points.filter(party__nothing__in=[1])


def test_hundreds_of_ids_are_one_parameter_where_the_engine_has_arrays(parties):
    _sql, values = (
        Party.objects.system("test").filter(pk__in=frozenset(range(1, 501))).query.sql_with_params()
    )
    assert len(values) == (1 if connection.vendor == "postgresql" else 500)
