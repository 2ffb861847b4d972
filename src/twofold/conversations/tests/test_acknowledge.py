"""An acknowledgement says nothing that a stranger wrote, and nobody gets many."""

from datetime import timedelta

import pytest

from tests.factories import make_contact_point, make_person
from twofold.conversations.models import AutomaticAnswer, Conversation, Message, OutgoingMail
from twofold.conversations.outbox.acknowledging import acknowledge

STRANGE = "cheap-pills-at-evil-example"


@pytest.fixture
def write(care, sales, now):
    """Someone begins a conversation."""

    def write(address="dana@buyer.example", at=now, **fields):
        conversation = Conversation.objects.create(
            unit=sales, channel=care, subject=STRANGE, started_at=at, last_message_at=at
        )
        values = {"is_verified": True, "happened_at": at, "created_at": at} | fields
        return Message.objects.create(
            conversation=conversation,
            direction="in",
            medium="mail",
            subject=STRANGE,
            body=STRANGE,
            author_name=STRANGE,
            author_address=address,
            header_id="d1@buyer.example",
            **values,
        )

    return write


def test_a_message_is_acknowledged_at_once_without_a_word_of_it(write, now):
    answer = acknowledge(write(), now=now)

    mail = OutgoingMail.objects.system("test").get()
    assert (mail.recipient, mail.send_after) == ("dana@buyer.example", now)
    assert answer.is_automatic and answer.references == ["d1@buyer.example"]
    assert STRANGE not in f"{answer.subject} {answer.body} {answer.quoted} {answer.recipients}"
    assert (
        not answer.conversation.messages.system("test").filter(direction="out", author__isnull=False).exists()
    )


@pytest.mark.parametrize("fields", [{"is_automatic": True}, {"is_list_mail": True}, {"is_verified": False}])
def test_machines_lists_and_unproven_strangers_get_none(write, now, fields):
    assert acknowledge(write(**fields), now=now) is None
    assert OutgoingMail.objects.system("test").count() == AutomaticAnswer.objects.count() == 0


def test_someone_known_gets_one_unproven(write, sales, now):
    make_contact_point(make_person("Dana", known_to=(sales,)), value="Dana@Buyer.example")

    assert acknowledge(write(is_verified=False), now=now)


def test_a_mailbox_may_acknowledge_nothing(write, care, now):
    care.mailbox.acknowledges = False

    assert acknowledge(write(), now=now) is None


def test_one_address_gets_one_a_day_and_three_a_week(write, now):
    hours = [0, 1, 23, 25, 50, 75, 100, 167, 169]

    answered = [
        hour for hour in hours if acknowledge(write(at=now), now=now + timedelta(hours=hour)) is not None
    ]

    assert answered == [0, 25, 50, 169]


def test_a_flood_in_someones_name_brings_them_one_mail(write, now):
    for number in range(100):
        acknowledge(write(), now=now + timedelta(seconds=number))

    assert OutgoingMail.objects.system("test").count() == 1
