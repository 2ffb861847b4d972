from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from tests.append_only import TriggerEditor, append_only
from tests.factories import make_person
from twofold.core.actor import ActingSide, Actor
from twofold.timeline.actions import record
from twofold.timeline.actions.chain import heads_file, seal_finished_days
from twofold.timeline.actions.erase import erase_changes
from twofold.timeline.models import Change, DaySeal, Event, Link, Mention
from twofold.timeline.queries.chain import read_heads, verify_chain

JOB = Actor(side=ActingSide.JOB)


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KEYS_DIR = tmp_path


@pytest.fixture
def events(db, now):
    """Three events on Monday and two on Tuesday, both days sealed on Wednesday."""
    person = make_person("Dana Novak")
    written = [
        record(
            "directory.party_renamed",
            subject=person,
            actor=JOB,
            now=moment,
            unit_id=None,
            parties=[person.pk],
            changes={"name": (f"Dana {number}", f"Dana {number + 1}")},
        )
        for number, moment in enumerate(
            [now, now, now + timedelta(hours=1), now + timedelta(days=1), now + timedelta(days=1)]
        )
    ]
    seal_finished_days(now=now + timedelta(days=2))
    return written


def tamper(change):
    """Do to the tables what only someone with the database itself can do."""
    append_only.drop_triggers(None, TriggerEditor())
    change()


def test_an_untouched_chain_is_whole(events):
    assert [seal.events for seal in DaySeal.objects.order_by("day")] == [3, 2]
    assert verify_chain() == []


def test_today_is_not_sealed_yet(events, now):
    record(
        "directory.party_renamed", subject=make_person(), actor=JOB, now=now + timedelta(days=2), unit_id=None
    )
    assert seal_finished_days(now=now + timedelta(days=2, hours=5)) == []
    assert Link.objects.count() == 5


def test_sealing_twice_makes_one_seal(events, now):
    assert seal_finished_days(now=now + timedelta(days=2)) == []
    assert DaySeal.objects.count() == 2


def all_events():
    return Event.objects.system("test")


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        pytest.param(
            lambda e: all_events().filter(pk=e[1].pk).update(verb="cases.case_resolved"), 1, id="altered"
        ),
        pytest.param(
            lambda e: all_events().filter(pk=e[1].pk).update(details={"unit": 9}), 1, id="details altered"
        ),
        pytest.param(
            lambda e: Mention.objects.filter(event=e[1]).update(party_id=999), 1, id="mention altered"
        ),
        pytest.param(
            lambda e: Change.objects.filter(event=e[1]).update(new="Mallory"), 1, id="value altered"
        ),
        pytest.param(lambda e: Link.objects.filter(event=e[3]).update(digest="0" * 64), 3, id="link altered"),
    ],
)
def test_it_names_the_altered_event(events, harm, named):
    tamper(lambda: harm(events))
    assert [found.event_id for found in verify_chain()] == [events[named].pk]


def remove(event):
    Link.objects.filter(event=event).delete()
    Mention.objects.filter(event=event).delete()
    Change.objects.filter(event=event).delete()
    all_events().filter(pk=event.pk).delete()


def test_it_names_the_place_of_a_removed_event(events):
    tamper(lambda: remove(events[1]))
    assert [found.event_id for found in verify_chain()] == [events[2].pk]


def test_it_notices_a_removed_last_event(events):
    tamper(lambda: remove(events[4]))
    assert len(verify_chain()) == 1


def test_it_names_an_event_slipped_into_a_sealed_day(events, now):
    late = record("cases.case_resolved", subject=make_person(), actor=JOB, now=now, unit_id=None)
    assert [found.event_id for found in verify_chain()] == [late.pk]


def test_erasing_values_keeps_the_chain_whole(events, now):
    erase_changes(event_ids=[event.pk for event in events], now=now)
    assert verify_chain() == []


def test_a_chain_rewritten_as_a_whole_differs_from_the_heads_kept_outside(
    events, now, django_capture_on_commit_callbacks
):
    heads = {seal.day: seal.digest for seal in DaySeal.objects.all()}

    def rewrite():
        all_events().filter(pk=events[0].pk).update(verb="cases.case_resolved")
        Link.objects.all().delete()
        DaySeal.objects.all().delete()
        seal_finished_days(now=now + timedelta(days=2))

    tamper(rewrite)
    assert verify_chain() == []
    assert {found.day for found in verify_chain(heads)} == set(heads)


def test_each_seal_is_written_outside_the_database(db, now, django_capture_on_commit_callbacks):
    record("directory.party_renamed", subject=make_person(), actor=JOB, now=now, unit_id=None)
    with django_capture_on_commit_callbacks(execute=True):
        [seal] = seal_finished_days(now=now + timedelta(days=1))
    assert read_heads(heads_file().open()) == {seal.day: seal.digest}


def test_the_command_says_whether_it_is_whole(events, capsys):
    call_command("verify")
    assert "5 events of 2 days, 2026-11-16 to 2026-11-17: whole." in capsys.readouterr().out
    tamper(lambda: all_events().filter(pk=events[1].pk).update(verb="x"))
    with pytest.raises(CommandError, match="not what was written"):
        call_command("verify")
    assert f"event {events[1].pk}" in capsys.readouterr().err
