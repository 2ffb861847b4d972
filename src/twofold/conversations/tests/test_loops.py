"""Machines are not answered by a machine."""

from datetime import UTC, datetime, timedelta

import pytest

from twofold.conversations.channels.mail.loops import (
    Hush,
    hush,
    hush_for_now,
    is_by_machine,
    is_flood,
)
from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.tests.mails import ARF, DSN, raw_mail

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OURS = {"care@alderfinch.example", "it@alderfinch.example"}


def test_a_person_is_answered():
    assert (
        hush(
            parse_mail(raw_mail(Auto_Submitted="no", Return_Path="<dana@buyer.example>")), own_addresses=OURS
        )
        is None
    )


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Return-Path": "<>"}, Hush.NULL_PATH),
        ({"Auto-Submitted": "auto-replied (vacation)"}, Hush.AUTOMATIC),
        ({"Auto-Submitted": "auto-generated"}, Hush.AUTOMATIC),
        ({"X-Autoreply": "yes"}, Hush.AUTOMATIC),
        ({"List-Id": "Talk <talk.lists.example>"}, Hush.LIST),
        ({"Precedence": "list"}, Hush.LIST),
        ({"Precedence": "Bulk"}, Hush.BULK),
        ({"List-Unsubscribe": "<https://x.example/u>"}, Hush.BULK),
        ({"X-Auto-Response-Suppress": "DR, AutoReply"}, Hush.ASKED_NOT_TO),
        ({"X-Twofold-Loop": "1"}, Hush.LOOP),
        ({"sender": "MAILER-DAEMON@x.example"}, Hush.UNATTENDED),
        ({"sender": "no-reply@x.example"}, Hush.UNATTENDED),
        ({"sender": "talk-request@x.example"}, Hush.UNATTENDED),
        ({"sender": "IT <it@alderfinch.example>"}, Hush.OURS),
        ({"Reply-To": "care@alderfinch.example"}, Hush.OURS),
        ({"sender": "nobody at all"}, Hush.NO_SENDER),
    ],
)
def test_a_machine_a_list_or_ourselves_are_not(headers, why):
    assert hush(parse_mail(raw_mail(**headers)), own_addresses=OURS) is why


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"X-Twofold-Loop": "1"}, False),  # a person at another desk
        ({"sender": "it@alderfinch.example"}, False),  # a colleague, from their unit's mailbox
        ({"List-Unsubscribe": "<https://x.example/u>"}, False),
        ({"sender": "no-reply@site.example", "Reply-To": "dana@buyer.example"}, False),  # a form on a site
        ({"sender": "no-reply@site.example", "Reply-To": "no-reply@site.example"}, True),
        ({"X-Twofold-Loop": "1", "Auto-Submitted": "auto-replied"}, True),
        ({"sender": "no-reply@shop.example"}, True),
        ({"Precedence": "bulk"}, True),
        ({"List-Id": "<talk.lists.example>"}, True),
        ({"Return-Path": "<>"}, True),
    ],
)
def test_somebody_waits_for_an_answer_unless_a_machine_wrote(headers, expected):
    assert is_by_machine(parse_mail(raw_mail(**headers))) is expected


@pytest.mark.parametrize("raw", [DSN % {b"action": b"failed", b"status": b"5.1.1"}, ARF])
def test_a_report_is_not(raw):
    assert hush(parse_mail(raw), own_addresses=OURS) is Hush.REPORT


@pytest.mark.parametrize(
    ("ago", "received", "why"),
    [
        (None, 1, None),
        (timedelta(hours=25), 20, None),
        (timedelta(hours=23), 1, Hush.JUST_ANSWERED),
        (None, 21, Hush.TOO_MANY),
    ],
)
def test_a_sender_is_answered_once_a_day_and_never_in_a_flood(ago, received, why):
    last = None if ago is None else NOW - ago

    assert hush_for_now(last_answered_at=last, received_in_hour=received, now=NOW) is why
    assert is_flood(received) is (why is Hush.TOO_MANY)
