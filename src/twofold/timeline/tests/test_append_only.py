import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import make_person
from twofold.core.actor import ActingSide, Actor
from twofold.timeline.actions import record
from twofold.timeline.actions.erase import erase_changes
from twofold.timeline.models import Change, Event, Mention

JOB = Actor(side=ActingSide.JOB)


@pytest.fixture
def event(db, now):
    person = make_person("Dana Novak")
    return record(
        "directory.party_renamed",
        subject=person,
        actor=JOB,
        now=now,
        unit_id=None,
        parties=[person.pk],
        changes={"name": ("Dana Nowak", "Dana Novak")},
    )


@pytest.mark.parametrize("table", ["timeline_event", "timeline_mention", "timeline_change"])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET id = id + 1"])
def test_the_database_itself_refuses(event, table, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))
    assert Event.objects.system("test").get().verb == "directory.party_renamed"
    assert Mention.objects.count() == 1


def test_a_value_can_be_erased_but_not_replaced(event, now):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Change.objects.update(new="Mallory")
    assert erase_changes(event_ids=[event.pk], now=now) == 1
    change = Change.objects.get()
    assert (change.old, change.new, change.salt, change.erased_at) == (None, None, "", now)
