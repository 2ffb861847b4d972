"""Nobody is ever told of something that they may not see: everyone watches everything, and reads what they are told."""

import pytest

from tests.access.world import World
from tests.factories import NOW
from twofold.accounts.models import User
from twofold.core.guard import GuardedModel
from twofold.timeline.models import Event, Mention
from twofold.workspace.actions.notices import spread
from twofold.workspace.models import Notification, Watch

NOBODY_DID_IT = None


@pytest.fixture
def told(world: World, now) -> World:
    """Something happened to every record, and everyone watches them all."""
    users = User.objects.filter(is_active=True)
    for record in world.numbered:
        kind = type(record.row)._meta.label_lower
        Watch.objects.bulk_create(
            [Watch(user=user, kind=kind, record_id=record.row.pk, since=now) for user in users],
            ignore_conflicts=True,
        )
        unit = getattr(record.row, "unit_id", None) or getattr(record.row, "provider_id", None)
        event = Event.objects.create(
            verb="cases.case_answered",
            subject_kind=kind,
            subject_id=record.row.pk,
            unit_id=unit or world.units["sales"].pk,
            person_id=NOBODY_DID_IT,
            acting_side="job",
            happened_at=now,
            recorded_at=now,
            details={},
        )
        Mention.objects.bulk_create(
            [Mention(event=event, party_id=user.person_id, happened_at=now) for user in users]
        )
        spread(event, now=now)
    return world


def test_nobody_is_told_of_what_they_may_not_see(told):
    planted = told.records["a notice to Amina"].row  # the next test but one sees that its words reach nobody
    rows = Notification.objects.system("test").exclude(pk=planted.pk)
    for column, user in told.users.items():
        actor = told.actor(column)
        heard_of = rows.filter(user=user).values_list("event_id", flat=True)
        events = Event.objects.system("test").in_bulk(list(heard_of))
        heard = {(event.subject_kind, event.subject_id) for event in events.values()}
        for record in told.records.values():
            key = (type(record.row)._meta.label_lower, record.row.pk)
            if key in heard and issubclass(record.model, GuardedModel):
                assert record.is_open_to(actor, "view"), f"{column} was told of {record.name}"


def test_some_are_told_of_some(told):
    assert Notification.objects.system("test").filter(user=told.users["bo"]).exists()


def test_no_page_of_notices_names_what_its_reader_may_not_see(told, client_of):
    for column, user in told.users.items():
        Notification.objects.system("as if each had been told of everything").bulk_create(
            [
                Notification(
                    user=user, event_id=pk, verb="cases.case_answered", reason="watching", created_at=NOW
                )
                for pk in Event.objects.system("test").values_list("pk", flat=True)
            ],
            ignore_conflicts=True,
        )
        actor = told.actor(column)
        client = client_of(user)
        pages = "".join(
            client.get(path).text
            for path in ("/notifications/", "/notifications/popover/", "/notifications/watching/")
        )
        for record in told.records.values():
            for canary in record.canaries:
                if canary in pages:
                    assert record.is_readable_by(actor), f"{column} reads of {record.name}"
