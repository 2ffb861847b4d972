"""Bounces and complaints are understood; that they are genuine is asked elsewhere."""

import pytest

from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.tests.mails import ARF, DSN, QMAIL, raw_mail


@pytest.mark.parametrize(
    ("action", "status", "for_good"),
    [
        ("failed", "5.1.1", True),
        ("Failed (for good)", "5.1.1", True),
        ("error", "5.4.1", True),
        ("failed", "5.2.2", False),  # the mailbox is full today
        ("failed", "5.7.1", False),  # the other side did not like this mail; others it may
        ("failed", "4.4.1", False),
        ("delayed", "4.0.0", False),
    ],
)
def test_a_report_by_the_book(action, status, for_good):
    parsed = parse_mail(DSN % {b"action": action.encode(), b"status": status.encode()})

    assert parsed.is_report
    assert [(one.recipient, one.status, one.is_for_good) for one in parsed.returned] == [
        ("gone@buyer.example", status, for_good)
    ]
    assert parsed.about == ("ours-1@alderfinch.example",)


def test_a_bounce_of_an_old_kind():
    parsed = parse_mail(QMAIL)

    assert [(one.recipient, one.status, one.is_for_good) for one in parsed.returned] == [
        ("gone@buyer.example", "5.1.1", True)
    ]
    assert parsed.about == ("ours-3@alderfinch.example",)


def test_a_complaint():
    complaint = parse_mail(ARF).complaint

    assert (complaint.kind, complaint.recipient, complaint.message_id) == (
        "abuse",
        "dana@buyer.example",
        "ours-2@alderfinch.example",
    )


def test_a_customer_who_writes_about_a_bounce_is_no_bounce():
    parsed = parse_mail(raw_mail("Your mail to <eli@x.example> failed: 550 5.1.1 unknown user"))

    assert not parsed.is_report and parsed.returned == ()
