"""One contact budget: whoever asks, nobody is written to more often than the house allows itself."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_contact_point, make_person, make_user
from twofold.conversations.actions.contact_budget import forget_contacts, take
from twofold.conversations.actions.contact_objections import lift_objection, object_to
from twofold.conversations.actions.contact_rules import set_contact_rules
from twofold.conversations.models import ContactMade
from twofold.conversations.queries.contact_budget import LEFT_IN_PEACE, HeldBack, look
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.models import ContactPoint

DAY = timedelta(days=1)


@pytest.fixture
def dana_somewhere(db):
    person = make_person("Dana Novak")
    make_contact_point(person)
    return person


@pytest.fixture
def rules(actor_of, chidi):
    """`rules(in_all, survey)`: so many in ten days."""

    def rules(in_all, survey, **quiet):
        wanted = {"": (in_all, 10), "survey": (survey, 10), "campaign": (None, 10)}
        set_contact_rules(wanted, quiet, actor=actor_of(chidi), now=NOW)

    return rules


def made():
    return ContactMade.objects.system("looking at what was counted")


def test_what_other_senders_did_counts(rules, dana_somewhere):
    rules(3, 2)
    party = dana_somewhere.pk
    assert take([party], "survey", now=NOW).allowed == {party}
    assert take([party], "campaign", now=NOW + DAY).allowed == {party}
    assert take([party], "campaign", now=NOW + 2 * DAY).allowed == {party}

    third = take([party], "survey", now=NOW + 3 * DAY)
    assert third.held_back == {party: HeldBack.TOO_OFTEN}
    assert third.reasons == [(str(LEFT_IN_PEACE), 1)]
    assert made().count() == 3
    assert take([party], "survey", now=NOW + 10 * DAY).allowed == {party}


def test_each_purpose_has_a_limit_of_its_own(rules, dana_somewhere):
    rules(None, 1)
    take([dana_somewhere.pk], "survey", now=NOW)
    assert not look([dana_somewhere.pk], "survey", now=NOW).allowed
    assert look([dana_somewhere.pk], "campaign", now=NOW).allowed
    assert look([dana_somewhere.pk], "survey", now=NOW, is_reminder=True).allowed


def test_those_who_cannot_or_must_not_be_written_to_are_told_apart(dana_somewhere):
    gone, silent, refusing = make_person(erased_at=NOW), make_person(), make_person()
    make_contact_point(refusing, delivery=ContactPoint.Delivery.OBJECTED)
    object_to(dana_somewhere, "survey", now=NOW)
    signs_in = make_person()
    make_user(signs_in, email="Eli@Twofold.example", language="ar")

    found = look([one.pk for one in (gone, silent, refusing, dana_somewhere, signs_in)], "survey", now=NOW)
    assert found.held_back == {
        gone.pk: HeldBack.GONE,
        silent.pk: HeldBack.NO_ADDRESS,
        refusing.pk: HeldBack.BOUNCES,
        dana_somewhere.pk: HeldBack.OBJECTED,
    }
    assert (found.reach[signs_in.pk].address, found.reach[signs_in.pk].language) == (
        "eli@twofold.example",
        "ar",
    )
    lift_objection(dana_somewhere, "survey", now=NOW)
    assert look([dana_somewhere.pk], "survey", now=NOW).allowed


def test_many_cost_as_many_questions_as_few(db):
    counts = []
    for n in (3, 60):
        people = [make_person() for _one in range(n)]
        for person in people:
            make_contact_point(person)
        with CaptureQueriesContext(connection) as asked:
            assert len(take([person.pk for person in people], "survey", now=NOW).allowed) == n
        counts.append(len(asked))
    assert counts[0] == counts[1] < 16


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time")
def test_two_at_one_moment_cannot_exceed_it():
    person = make_person()
    make_contact_point(person)

    def ask():
        for _time in range(3):
            take([person.pk], "survey", now=NOW)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _thread in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made().count() == 3


def test_contacts_are_forgotten_when_no_rule_counts_them(dana_somewhere):
    take([dana_somewhere.pk], "survey", now=NOW)
    assert forget_contacts(now=NOW + 399 * DAY) == 0
    assert forget_contacts(now=NOW + 401 * DAY) == 1


def test_only_administrators_set_it_and_only_to_what_makes_sense(actor_of, amina, chidi):
    with pytest.raises(NotAllowed):
        set_contact_rules({"survey": (1, 1)}, {}, actor=actor_of(amina), now=NOW)
    with pytest.raises(BadInput) as refused:
        set_contact_rules({"survey": (1, 0)}, {}, actor=actor_of(chidi), now=NOW)
    assert refused.value.field == "days_survey"
