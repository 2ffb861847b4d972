"""“You said – we did”: each who raised an improvement gets one mail, unless they asked to be left in peace."""

from datetime import timedelta

import pytest
from django.core import mail

from tests.factories import NOW, make_contact_point, make_conversation, make_message, make_person
from twofold.conversations.actions.contact_objections import object_to
from twofold.conversations.actions.tell_improvement import mail_those_who_raised
from twofold.conversations.models import Channel
from twofold.relationships.actions.improvements import begin_improvement, end_improvement, tell_improvement
from twofold.timeline.models import Event


@pytest.fixture
def writers(db, sales):
    """Two who wrote the same, and what they wrote."""
    channel = Channel.objects.create(kind="api", name="Messenger", unit=sales, created_at=NOW)
    people = [make_person("Dana Novak"), make_person("Ada Byron")]
    for person in people:
        make_contact_point(person)
    return people, [make_message(make_conversation(channel, party=one), "I waited a week.") for one in people]


@pytest.fixture
def told(sales, amina, actor_of, writers) -> int:
    """The id of the event by which they are told."""
    actor = actor_of(amina)
    improvement = begin_improvement(
        unit_id=sales.pk,
        side="external",
        title="Answer within a day",
        heard="We waited a week.",
        due_on=NOW.date() + timedelta(days=9),
        heard_in=writers[1],
        actor=actor,
        now=NOW,
    )
    end_improvement(improvement, is_done=True, outcome="We answer the same day.", actor=actor, now=NOW)
    tell_improvement(improvement, actor=actor, now=NOW)
    return Event.objects.system("a test").get(verb="relationships.improvement_told").pk


def test_each_gets_one_mail_however_often_the_job_runs(told, writers):
    assert mail_those_who_raised(told, now=NOW) == 2
    assert mail_those_who_raised(told, now=NOW) == 0

    addresses = {point.value for one in writers[0] for point in one.contact_points.system("a test")}
    assert {to for letter in mail.outbox for to in letter.to} == addresses
    for letter in mail.outbox:
        assert letter.subject == "You said – we did: Answer within a day"
        assert "We waited a week." in letter.body and "We answer the same day." in letter.body
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_asked_to_be_left_in_peace_is(told, writers):
    object_to(writers[0][0], "announcement", now=NOW)

    assert mail_those_who_raised(told, now=NOW) == 1
