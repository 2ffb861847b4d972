import pytest
from django.db import transaction
from django_tasks import task

from tests.factories import make_event, make_person
from twofold.core import plates
from twofold.core.actor import ActingSide, Actor
from twofold.core.plates import Listener, Plate
from twofold.jobs.models import Job
from twofold.timeline.actions import record
from twofold.timeline.actions.record_many import Fact, record_many
from twofold.timeline.models import Change, Event, Mention

JOB = Actor(side=ActingSide.JOB)


@task()
def hear(event_id: int) -> None:
    """What a listener does in these tests: nothing."""


@pytest.fixture
def a_listener():
    """A room that wants to know when a case is resolved."""
    before = plates.house().plates
    plates.gather(
        [*before, Plate(name="ears", listeners=(Listener("cases.case_resolved", f"{__name__}.hear"),))]
    )
    yield
    plates.gather(before)


def test_only_what_changed_is_kept(db, now):
    record(
        "directory.party_renamed",
        subject=make_person(),
        actor=JOB,
        now=now,
        unit_id=None,
        changes={"name": ("Ann", "Anna"), "country": ("DE", "DE")},
    )
    assert [(change.field, change.old, change.new) for change in Change.objects.all()] == [
        ("name", "Ann", "Anna")
    ]


def test_each_listener_gets_one_job_in_the_same_transaction(a_listener, db, now):
    subject = make_person()
    event = record("cases.case_resolved", subject=subject, actor=JOB, now=now, unit_id=None)
    record("cases.case_opened", subject=subject, actor=JOB, now=now, unit_id=None)
    [job] = Job.objects.system("test").filter(task__endswith=".hear")
    assert job.kwargs == {"event_id": event.pk}


def test_a_change_rolled_back_leaves_neither_event_nor_job(a_listener, db, now):
    subject = make_person()
    with pytest.raises(RuntimeError), transaction.atomic():
        record("cases.case_resolved", subject=subject, actor=JOB, now=now, unit_id=None)
        raise RuntimeError
    assert not Event.objects.system("test").exists()
    assert not (Job.objects.system("test") if hasattr(Job.objects, "system") else Job.objects).exists()


def test_members_of_the_unit_read_its_events_and_others_do_not(sales, amina, mallory, actor_of):
    event = make_event("cases.case_opened", make_person(), unit=sales)
    assert list(Event.objects.visible_to(actor_of(amina))) == [event]
    assert not Event.objects.visible_to(actor_of(mallory)).exists()
    assert not Event.objects.visible_to(actor_of(amina, ActingSide.PORTAL)).exists()


def test_many_facts_are_recorded_as_each_would_be(db, now, a_listener):
    ann, ben = make_person(), make_person()
    facts = [
        Fact("cases.case_resolved", ann, None, now, parties=(ann.pk, None, ann.pk), details={"how": "well"}),
        Fact("directory.party_renamed", ben, None, now, parties=(ann.pk, ben.pk)),
    ]

    first, second = record_many(facts, actor=JOB, now=now)

    written = (
        Event.objects.system("test")
        .order_by("pk")
        .values_list("verb", "subject_id", "details", "happened_at")
    )
    assert list(written) == [
        ("cases.case_resolved", ann.pk, {"how": "well"}, now),
        ("directory.party_renamed", ben.pk, {}, now),
    ]
    mentions = set(Mention.objects.values_list("event_id", "party_id"))
    assert mentions == {(first.pk, ann.pk), (second.pk, ann.pk), (second.pk, ben.pk)}
    [job] = Job.objects.system("test").filter(task__endswith=".hear")
    assert job.kwargs == {"event_id": first.pk}
