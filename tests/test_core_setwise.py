"""Writing many rows at once, on both engines."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection, transaction

from twofold.core.setwise import insert_rows, moment, update_many, update_rows
from twofold.directory.models import Party

pytestmark = pytest.mark.django_db
EARLIER, LATER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def people():
    return [
        Party.objects.create(
            kind="person", name=name, sort_name=name.lower(), created_at=EARLIER, changed_at=EARLIER
        )
        for name in ("Amina", "Bo", "Chidi")
    ]


def stored(*columns):
    return list(Party.objects.system("a test").order_by("pk").values_list(*columns))


def test_each_row_gets_its_own_values(people):
    amina, bo, _chidi = people
    rows = [("cy", moment(LATER), '{"7": "é"}', amina.pk), ("gd", moment(LATER), "{}", bo.pk)]
    update_many(Party, ("language", "changed_at", "attributes"), iter(rows))
    assert stored("language", "changed_at", "attributes") == [
        ("cy", LATER, {"7": "é"}),
        ("gd", LATER, {}),
        ("", EARLIER, {}),
    ]


def test_a_row_that_comes_twice_keeps_what_came_last(people):
    amina = people[0]
    update_many(Party, ("country", "home_unit_id"), [("DE", None, amina.pk), ("AT", None, amina.pk)])
    assert stored("country", "home_unit_id")[0] == ("AT", None)


def test_whole_rows_are_inserted_with_their_ids_and_changed(people):
    days = {"created_at": EARLIER, "changed_at": LATER, "kind": "person"}
    new = [Party(name=name, sort_name=name, attributes={"7": "é"}, **days) for name in ("Dana", "Eli")]
    insert_rows(new)
    new[1].name, new[1].language = "Elias", "not written"
    update_rows(new, ["name"])
    found = Party.objects.system("a test").filter(pk__in=[one.pk for one in new]).order_by("pk")
    assert list(found.values_list("name", "attributes", "created_at", "changed_at", "language")) == [
        (name, {"7": "é"}, EARLIER, LATER, "") for name in ("Dana", "Elias")
    ]
    new[0].save(update_fields=["name"])


def test_nothing_is_written_where_nothing_is_given(people):
    update_many(Party, ("country",), [])
    insert_rows([])
    update_rows([], ["country"])
    assert stored("country") == [("",), ("",), ("",)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not mind the length of a text")
def test_a_text_that_is_too_long_is_refused_and_not_cut(people):
    with pytest.raises(DataError), transaction.atomic():
        update_many(Party, ("country",), [("Austria", people[0].pk)])
    assert stored("country")[0] == ("",)
