"""Machines that answer whatever they get: what goes back to them ends at once, and a flood of theirs is held."""

from datetime import timedelta

import pytest

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions.receive import Fetched, keep_raw
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.models import Message, OutgoingMail, RawMessage
from twofold.conversations.tests.mails import raw_mail

MACHINES = {
    "another desk": {"Auto_Submitted": "auto-replied", "X_Twofold_Loop": "0123"},
    "an absence": {"Auto_Submitted": "auto-replied", "Precedence": "bulk"},
    "one that says nothing of itself": {},
}


@pytest.mark.parametrize("headers", MACHINES.values(), ids=MACHINES)
def test_a_machine_that_answers_everything_gets_one_automatic_mail(care, sales, now, headers):
    make_contact_point(make_person("Dana", known_to=(sales,)), value="dana@buyer.example")
    clock = [now]

    def arrive(**more):
        clock[0] += timedelta(seconds=30)
        keep_raw(care, [Fetched(raw_mail(f"Round {len(sent())} at {clock[0]}", **more), clock[0])])
        take_in_waiting(care.pk, clock=lambda: clock[0])

    arrive(Message_ID="<first@buyer.example>")
    for number in range(40):  # it answers what it got, and goes on when it got nothing more
        last = sent().last()
        arrive(Message_ID=f"<{number}@buyer.example>", In_Reply_To=f"<{last.header_id}>", **headers)

    assert sent().count() == OutgoingMail.objects.system("test").count() == 1
    held = RawMessage.objects.system("test").filter(state="held").count()
    assert Message.objects.system("test").filter(direction="in").count() + held == 41
    assert held == 21


def sent():
    """What was sent automatically."""
    return Message.objects.system("test").filter(direction="out", is_automatic=True).order_by("pk")
