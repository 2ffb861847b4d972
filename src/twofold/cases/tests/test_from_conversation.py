"""Cases that come of conversations, and what is said in these afterwards."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_person
from twofold.cases.actions.from_conversation import HasCase, join_case, open_case_from
from twofold.cases.models import Case, CaseStep
from twofold.cases.tasks import hear_message
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import Message
from twofold.core.errors import NotAllowed, NotVisible
from twofold.directory.models import ContactPoint
from twofold.relationships.models import Relationship
from twofold.timeline.models import Event

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def amina_acts(amina, actor_of):
    return actor_of(amina)


@pytest.fixture
def written(sales):
    """A stranger's first message."""
    return take_in(
        Arrived(
            channel=None,
            unit_id=sales.pk,
            medium=Message.Medium.MAIL,
            subject="Chair",
            body="It wobbles.",
            author_name="Dana Novak",
            author_address="dana@example.com",
            participants=[("dana@example.com", "requester")],
            happened_at=NOW,
        ),
        now=NOW,
    )


def made_of(message, actor, **fields):
    values = {"kind": "question", "title": "The chair wobbles", "side": "external", "now": LATER}
    return open_case_from(message.conversation, actor=actor, **(values | fields))


def steps_of(case):
    rows = CaseStep.objects.system("test").filter(case=case).order_by("happened_at", "id")
    return list(rows.values_list("kind", "message_id"))


def heard(verb):
    event = Event.objects.system("test").filter(verb=verb).latest("id")
    hear_message.call(event_id=event.pk)
    hear_message.call(event_id=event.pk)


def test_a_stranger_becomes_an_unverified_person_whom_the_unit_may_come_to_serve(written, amina_acts):
    case = made_of(written, amina_acts)
    person = Relationship.objects.system("test").get(pk=case.relationship_id).customer
    assert (person.name, person.is_verified) == ("Dana Novak", False)
    assert ContactPoint.objects.system("test").get(party=person).normalized == "dana@example.com"
    written.conversation.refresh_from_db()
    assert (written.conversation.party, written.conversation.relationship_id) == (
        person,
        case.relationship_id,
    )


def test_what_was_said_before_is_the_first_step(written, amina_acts):
    case = made_of(written, amina_acts)
    assert ("wrote", written.pk) in steps_of(case)


def test_a_known_party_is_taken_if_the_actor_may_see_it(written, amina_acts, sales):
    known = make_person("Dana Novak", known_to=(sales,))
    assert made_of(written, amina_acts, party=known).relationship.customer_id == known.pk
    with pytest.raises(HasCase):
        made_of(written, amina_acts)


def test_a_party_out_of_sight_is_refused_and_nothing_is_kept(written, amina_acts):
    with pytest.raises(NotVisible):
        made_of(written, amina_acts, party=make_person("Somebody"))
    assert not Case.objects.system("test").exists()


def test_who_does_not_work_in_the_unit_opens_nothing(written, mallory, actor_of):
    with pytest.raises((NotVisible, NotAllowed)):
        made_of(written, actor_of(mallory))


def test_a_further_message_becomes_a_step_once(written, amina_acts, sales):
    case = made_of(written, amina_acts)
    again = take_in(
        Arrived(
            channel=None,
            unit_id=sales.pk,
            medium="mail",
            body="Still.",
            happened_at=LATER,
            conversation=written.conversation,
        ),
        now=LATER,
    )
    heard("conversations.message_received")
    assert steps_of(case).count(("wrote", again.pk)) == 1


def test_a_machine_has_not_written(written, amina_acts, sales):
    case = made_of(written, amina_acts)
    robot = take_in(
        Arrived(
            channel=None,
            unit_id=sales.pk,
            medium="mail",
            body="I am away.",
            is_automatic=True,
            happened_at=LATER,
            conversation=written.conversation,
        ),
        now=LATER,
    )
    heard("conversations.message_received")
    assert ("wrote", robot.pk) not in steps_of(case)


def test_a_second_conversation_joins_the_same_case(written, amina_acts, sales):
    case = made_of(written, amina_acts)
    other = take_in(
        Arrived(channel=None, unit_id=sales.pk, medium="call", body="She called.", happened_at=LATER),
        now=LATER,
    )
    join_case(other.conversation, case, actor=amina_acts, now=LATER)
    assert ("wrote", other.pk) in steps_of(case)
