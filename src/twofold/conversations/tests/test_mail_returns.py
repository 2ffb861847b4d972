"""Bounces and complaints change where somebody can be reached, if they are about a mail that we sent."""

import pytest

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions.receive import Fetched, keep_raw
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.models import Message, OutgoingMail, RawMessage
from twofold.conversations.outbox.tokens import bounce_address
from twofold.conversations.tests.mails import ARF, DSN, QMAIL
from twofold.conversations.tests.outbox import make_outgoing
from twofold.directory.models import ContactPoint
from twofold.timeline.models import Event

GONE = b"gone@buyer.example"


@pytest.fixture
def sent(care, sales):
    """A mail that the server of gone@buyer.example has taken, and two who have that address."""
    for name in ("Gia", "Gus"):
        make_contact_point(make_person(name, known_to=(sales,)), value="gone@buyer.example")
    (outgoing,) = make_outgoing(care, "gone@buyer.example", state=OutgoingMail.State.SENT)
    return outgoing


@pytest.fixture
def deliver(care, now):
    def arrive(raw):
        keep_raw(care, [Fetched(raw, now)])
        take_in_waiting(care.pk, clock=lambda: now)

    return arrive


def returned_to(outgoing, raw):
    address = bounce_address("care@alderfinch.example", outgoing.pk)
    return raw.replace(b"care+b7@alderfinch.example", address.encode())


def deliveries():
    return set(ContactPoint.objects.system("test").values_list("delivery", flat=True))


def verbs():
    events = Event.objects.system("test").filter(verb__contains="mail_").order_by("pk")
    return list(events.values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("action", "status", "delivery", "state"),
    [
        (b"failed", b"5.1.1", "bounces", "failed"),
        (b"failed", b"5.2.2", "unsure", "failed"),
        (b"delayed", b"4.4.1", "unsure", "sent"),
        (b"delivered", b"2.0.0", "works", "sent"),
    ],
)
def test_a_bounce_of_ours_is_heeded_as_far_as_it_goes(sent, deliver, action, status, delivery, state):
    deliver(returned_to(sent, DSN % {b"action": action, b"status": status}))

    sent.refresh_from_db()
    assert deliveries() == {delivery}
    assert sent.state == state
    assert sent.message.conversation.needs_answer is (state == "failed")
    assert verbs() == (["conversations.mail_returned"] if state == "failed" else [])
    assert RawMessage.objects.system("test").get().state == "report"
    assert Message.objects.system("test").filter(direction="in").count() == 0


def test_a_bounce_of_the_old_kind_is_heeded(sent, deliver):
    deliver(returned_to(sent, QMAIL))

    assert deliveries() == {"bounces"}
    point = ContactPoint.objects.system("test").first()
    assert point.delivery_since is not None and "5.1.1" in point.delivery_answer


def test_a_complaint_of_ours_is_heeded_and_outlives_everything(sent, deliver):
    path = bounce_address("care@alderfinch.example", sent.pk).encode()
    deliver(ARF.replace(b"Version: 1", b"Version: 1\nOriginal-Mail-From: <" + path + b">"))
    deliver(returned_to(sent, DSN % {b"action": b"failed", b"status": b"5.1.1"}))

    assert deliveries() == {"objected"}
    assert verbs() == ["conversations.mail_objected", "conversations.mail_returned"]


@pytest.mark.parametrize("raw", [DSN % {b"action": b"failed", b"status": b"5.1.1"}, QMAIL, ARF])
def test_a_report_that_somebody_made_up_changes_nothing_and_is_read_like_any_mail(sent, deliver, raw):
    forged = raw.replace(b"+b7@", f"+b{sent.pk}-aaaaaaaaaaaaaaaa@".encode())

    deliver(forged)

    sent.refresh_from_db()
    assert deliveries() == {"works"} and sent.state == "sent" and verbs() == []
    message = Message.objects.system("test").get(direction="in")
    assert message.is_automatic and not message.conversation.needs_answer
